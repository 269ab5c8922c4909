import type { IncomingMessage } from 'node:http'

/** The one name this launch answers to: `app-<32 hex>.localhost:<port>`. */
export type OwnName = { readonly host: string; readonly origin: string }

export type GateRefusal = 'target' | 'host' | 'origin' | 'fetch-site' | 'method'

export function ownName(label: string, port: number): OwnName {
  const host = `app-${label}.localhost:${port}`
  return { host, origin: `http://${host}` }
}

/** Addresses a person may open by hand; everything else is only asked for by our own page. */
const documents = new Set(['/', '/launch', '/in-use'])

/**
 * Decides whether a request may reach a handler at all.
 *
 * A web page can make a browser knock here under another name (rebinding) or from another origin, but it can
 * neither forge `Host`, `Origin` and `Sec-Fetch-Site` nor guess the name. Old browsers send no `Sec-Fetch-Site`;
 * they still meet the other two checks and the cookie.
 */
export function checkRequest(request: IncomingMessage, own: OwnName): GateRefusal | undefined {
  const path = pathOf(request)
  if (path === undefined) return 'target'
  if (!onlyHeader(request, 'host', own.host)) return 'host'
  const launches = request.method === 'POST' && path === '/launch'
  if (!originAllowed(request, own, launches)) return 'origin'
  if (!siteAllowed(request, path, launches)) return 'fetch-site'
  return request.method === 'GET' || launches ? undefined : 'method'
}

/** A WebSocket is not covered by the browser's same-origin rule, so here `Origin` must be present too. */
export function checkUpgrade(request: IncomingMessage, own: OwnName): GateRefusal | undefined {
  if (request.method !== 'GET' || pathOf(request) !== '/desk') return 'target'
  if (!onlyHeader(request, 'host', own.host)) return 'host'
  if (!onlyHeader(request, 'origin', own.origin)) return 'origin'
  const site = request.headers['sec-fetch-site']
  return site === undefined || site === 'same-origin' ? undefined : 'fetch-site'
}

/** The path without its query, or nothing where the target is no plain path (`http://…`, `*`). */
export function pathOf(request: IncomingMessage): string | undefined {
  const target = request.url ?? ''
  return target.startsWith('/') ? target.split('?', 1)[0] : undefined
}

/** Exactly one such header and exactly this text: Node would otherwise keep the first of two. */
function onlyHeader(request: IncomingMessage, name: string, value: string): boolean {
  const given = headerValues(request, name)
  return given.length === 1 && given[0] === value
}

/** `Origin: null` is what a browser sends for the launch file and for our own page under `no-referrer`. */
function originAllowed(request: IncomingMessage, own: OwnName, launches: boolean): boolean {
  const given = headerValues(request, 'origin')
  if (given.length === 0) return true
  return given.length === 1 && (given[0] === own.origin || (launches && given[0] === 'null'))
}

function siteAllowed(request: IncomingMessage, path: string, launches: boolean): boolean {
  const given = headerValues(request, 'sec-fetch-site')
  if (given.length === 0 || (given.length === 1 && given[0] === 'same-origin')) return true
  if (given.length > 1) return false
  if (given[0] === 'none') return request.method === 'GET' && documents.has(path) && navigates(request)
  return launches && given[0] === 'cross-site' && request.headers.origin === 'null' && navigates(request)
}

function navigates(request: IncomingMessage): boolean {
  const mode = request.headers['sec-fetch-mode']
  const target = request.headers['sec-fetch-dest']
  return (mode === undefined || mode === 'navigate') && (target === undefined || target === 'document')
}

function headerValues(request: IncomingMessage, name: string): readonly string[] {
  const raw = request.rawHeaders
  return raw.filter((_, index) => index % 2 === 1 && raw[index - 1]?.toLowerCase() === name)
}
