import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { forever, noStore } from './headers.ts'

/** A file of the built window, found by its exact address and by nothing else. */
export type StaticFile = { readonly file: string; readonly type: string; readonly cache: string }
export type StaticManifest = ReadonlyMap<string, StaticFile>

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
  webp: 'image/webp',
  woff: 'font/woff',
  woff2: 'font/woff2',
}

/**
 * Lists what may be served, once, before the first request.
 *
 * A request is only ever looked up in this map, so there is no path to walk out of. Links, hidden files,
 * source maps and kinds of files we do not know are left out.
 */
export function buildManifest(folder: string): StaticManifest {
  const found = new Map<string, StaticFile>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    const path = `/${relative(folder, file).split(sep).join('/')}`
    const type = types[entry.name.slice(entry.name.lastIndexOf('.') + 1)]
    if (!entry.isFile() || !type || path.includes('/.')) continue
    found.set(path, { file, type, cache: hashed.test(path) ? forever : noStore })
  }
  return found
}

/** Vite's names carry a hash of the content: such an address never changes its meaning. */
const hashed = /^\/assets\/[^/]+-[\w-]{8,}\.\w+$/

/** Puts the two values a page may need into its placeholders; both are plain hex or base64url. */
export function fillPage(html: string, values: { readonly nonce: string; readonly token: string }): string {
  return html.replaceAll('__CSP_NONCE__', values.nonce).replaceAll('__APP_TOKEN__', values.token)
}
