import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'

const folder = join(import.meta.dirname, '..', 'fleet')
const files = [
  ['/fleet', 'page.html', 'text/html'],
  ['/fleet/page.js', 'page.js', 'text/javascript'],
  ['/fleet/page.css', 'page.css', 'text/css'],
] as const

/** The page of the fleet: it holds nothing, and asks with the token that is typed into it. */
export function addFleetPage(app: FastifyInstance): void {
  for (const [url, name, type] of files) {
    const text = readFileSync(join(folder, name), 'utf8')
    app.get(url, (_request, reply) =>
      reply
        .headers({
          'content-type': `${type}; charset=utf-8`,
          'content-security-policy':
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'; form-action 'none'; base-uri 'none'",
          'referrer-policy': 'no-referrer',
        })
        .send(text),
    )
  }
}
