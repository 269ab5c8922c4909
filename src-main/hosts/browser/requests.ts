import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { checkRequest, type OwnName, pathOf } from './gate.ts'
import { newNonce, noStore, securityHeaders } from './headers.ts'
import { type LaunchBook, setCookie } from './launch.ts'
import { fillPage, type StaticManifest } from './manifest.ts'
import { enteringPage, inUsePage, launchPage, launchScript, refusedPage } from './pages.ts'

export type RequestHouse = {
  readonly own: OwnName
  readonly instance: string
  readonly book: LaunchBook
  readonly files: StaticManifest
  readonly isLive: () => boolean
  readonly isDown: () => boolean
  readonly peerAllowed: (request: IncomingMessage) => Promise<boolean>
  /** A code was accepted: the window before it has to end. */
  readonly onLaunched: () => void
  /** A code was shown twice: somebody else may know the address. */
  readonly onReused: () => void
}

type Reply = {
  readonly status: number
  readonly type?: string
  readonly cache?: string
  readonly body?: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
}

const html = 'text/html; charset=utf-8'
const launchBytesMax = 1024

/** Answers one request; everything a page may reach is in here. */
export async function answer(
  house: RequestHouse,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const nonce = newNonce()
  const reply = (await house.peerAllowed(request)) ? await decide(house, request, nonce) : refusal(403)
  const { status, type = html, cache = noStore, body = '', headers = {} } = reply
  response.writeHead(status, {
    ...securityHeaders(nonce, 'self'),
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': cache,
    'X-Instance': house.instance,
    ...(status >= 400 ? { Connection: 'close' } : {}),
    ...headers,
  })
  response.end(body)
}

async function decide(house: RequestHouse, request: IncomingMessage, nonce: string): Promise<Reply> {
  const refused = checkRequest(request, house.own)
  if (refused) return refusal(refused === 'method' && request.method !== 'OPTIONS' ? 405 : 403)
  const path = pathOf(request) ?? '/'
  if (path === '/launch') return request.method === 'POST' ? launch(house, request) : page(200, launchPage)
  if (path === '/launch.js')
    return { status: 200, type: 'text/javascript; charset=utf-8', body: launchScript }
  // Browsers ask for an icon by themselves; a refusal would only litter their console.
  if (path === '/favicon.ico' && !house.files.has(path)) return { status: 204 }
  if (house.isDown()) return page(503, refusedPage('stopped'))
  const session = house.book.sessionOf(request.headers.cookie)
  if (!session) return path === '/' ? page(403, refusedPage('no-session')) : refusal(403)
  if (path === '/in-use' || (path === '/' && openedByHand(request) && house.isLive()))
    return page(200, inUsePage)
  if (path === '/') return index(house, nonce, session.token)
  const found = house.files.get(path)
  if (!found || found.type === html) return refusal(404)
  return { status: 200, type: found.type, cache: found.cache, body: await readFile(found.file) }
}

async function index(house: RequestHouse, nonce: string, token: string): Promise<Reply> {
  const found = house.files.get('/index.html')
  if (!found) return refusal(404)
  return page(200, fillPage(await readFile(found.file, 'utf8'), { nonce, token }))
}

/** Swaps a code for a cookie. A wrong code burns nothing, so a stranger cannot lock the clerk out. */
async function launch(house: RequestHouse, request: IncomingMessage): Promise<Reply> {
  if (request.headers['content-type'] !== 'application/x-www-form-urlencoded') return refusal(415)
  const body = await readBody(request)
  if (body === undefined) return refusal(413)
  const spent = house.book.spend(new URLSearchParams(body).get('code') ?? '')
  if (spent === 'used') house.onReused()
  if (spent !== 'accepted') return page(403, refusedPage(spent))
  house.onLaunched()
  const session = house.book.session
  if (!session) return refusal(403)
  const headers = { 'Set-Cookie': setCookie(session) }
  return cameFromFile(request)
    ? { ...page(200, enteringPage), headers }
    : { status: 303, headers: { ...headers, Location: '/' } }
}

/** Browsers without fetch metadata tell the launch file only by its `Origin: null`. */
function cameFromFile(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site']
  return site === 'cross-site' || (site === undefined && request.headers.origin === 'null')
}

/** Typed or opened in a new tab; a reload of our own page says `same-origin`. */
function openedByHand(request: IncomingMessage): boolean {
  return request.headers['sec-fetch-site'] === 'none'
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request) {
    bytes += (part as Buffer).length
    if (bytes > launchBytesMax) return undefined
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts).toString('utf8')
}

function page(status: number, body: string): Reply {
  return { status, body }
}

function refusal(status: number): Reply {
  return { status, type: 'text/plain; charset=utf-8', body: `${status}\n` }
}
