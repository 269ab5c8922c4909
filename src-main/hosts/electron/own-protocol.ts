import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CustomScheme } from 'electron'
import { z } from 'zod'
import { newNonce, noStore, securityHeaders } from '../browser/headers.ts'
import { fillPage } from '../browser/manifest.ts'
import { isOwn, ownScheme } from './own-origin.ts'

/** Written by the build: exactly which files the window consists of, and what is in them. */
export const WindowManifest = z.record(
  z.string().startsWith('/'),
  z.object({ file: z.string(), type: z.string(), cache: z.string(), sha256: z.string().length(64) }),
)
export type WindowManifest = z.infer<typeof WindowManifest>

/** Without `bypassCSP` and `corsEnabled`: our pages obey the same rules a web page would. */
export const ownPrivileges: CustomScheme = {
  scheme: ownScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
}

/**
 * Serves the window from the list of its files.
 *
 * The address is looked up, never turned into a path. The content is compared with what was built, because a
 * packed program has no integrity check of its own under Linux.
 */
export function serveWindow(
  folder: string,
  manifest: WindowManifest,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const nonce = newNonce()
    const refuse = (status: number): Response =>
      new Response(null, { status, headers: headersOf(nonce, noStore) })
    const path = URL.parse(request.url)?.pathname
    if (request.method !== 'GET' || !isOwn(request.url) || path === undefined) return refuse(404)
    const name = path === '/' ? '/index.html' : path
    const entry = path !== '/index.html' && Object.hasOwn(manifest, name) ? manifest[name] : undefined
    if (!entry) return refuse(404)
    const bytes = await readFile(join(folder, entry.file))
    if (createHash('sha256').update(bytes).digest('hex') !== entry.sha256) return refuse(500)
    const body =
      name === '/index.html' ? fillPage(bytes.toString('utf8'), { nonce, token: '' }) : new Uint8Array(bytes)
    return new Response(body, { status: 200, headers: headersOf(nonce, entry.cache, entry.type) })
  }
}

function headersOf(nonce: string, cache: string, type = 'text/plain; charset=utf-8'): Record<string, string> {
  return { ...securityHeaders(nonce, 'none'), 'Content-Type': type, 'Cache-Control': cache }
}
