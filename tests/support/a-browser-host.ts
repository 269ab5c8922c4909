import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import WebSocket from 'ws'
import { type BrowserHost, type BrowserHostOptions, startBrowserHost } from '#main/hosts/browser.ts'

const engineFile = join(import.meta.dirname, 'echo-engine.ts')
const folder = mkdtempSync(join(tmpdir(), 'browser-host-'))
const rendererDir = join(folder, 'renderer')
const hosts: BrowserHost[] = []

beforeAll(() => {
  mkdirSync(join(rendererDir, 'assets'), { recursive: true })
  writeFileSync(
    join(rendererDir, 'index.html'),
    '<meta name="csp-nonce" content="__CSP_NONCE__"><meta name="app-token" content="__APP_TOKEN__">',
  )
  writeFileSync(join(rendererDir, 'assets', 'index-a1B2c3D4.js'), 'void 0')
  writeFileSync(join(rendererDir, 'assets', 'index-a1B2c3D4.js.map'), '{}')
  writeFileSync(join(rendererDir, '.secret.js'), 'void 0')
  writeFileSync(join(folder, 'outside.js'), 'outside')
})

afterAll(async () => {
  await Promise.all(hosts.map((host) => host.stop()))
  rmSync(folder, { recursive: true, force: true })
})

export type Started = { host: BrowserHost; name: string; port: number; lines: string[]; dataDir: string }

/** A browser host over the stand-in engine, in a folder of its own. */
export async function start(options: Partial<BrowserHostOptions> & { desk?: string } = {}): Promise<Started> {
  const dataDir = mkdtempSync(join(folder, options.desk ?? 'desk-'))
  const lines: string[] = []
  const host = await startBrowserHost({
    dataDir,
    root: folder,
    rendererDir,
    engineFile,
    show: 'print',
    say: (line) => lines.push(line),
    ...options,
  })
  hosts.push(host)
  const name = host.origin.replace('http://', '')
  return { host, name, port: Number(name.split(':')[1]), lines, dataDir }
}

export type Reply = { status: number; headers: Record<string, string>; body: string }

/** Sends exactly these bytes; an ordinary client would tidy a hostile request up before sending it. */
export function raw(port: number, text: string): Promise<Reply | 'closed'> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    const parts: Buffer[] = []
    const finish = (): void => resolve(parse(Buffer.concat(parts).toString('utf8')))
    socket.on('data', (part) => {
      parts.push(part)
      const reply = parse(Buffer.concat(parts).toString('utf8'))
      if (reply !== 'closed' && Buffer.byteLength(reply.body) >= Number(reply.headers['content-length']))
        socket.end()
    })
    socket.on('close', finish).on('error', finish)
    socket.setTimeout(3000, () => socket.destroy())
  })
}

function parse(text: string): Reply | 'closed' {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return 'closed'
  const [first = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  )
  return { status: Number(first.split(' ')[1]), headers, body: text.slice(end + 4) }
}

export async function get(at: Started, path: string, headers: Record<string, string> = {}): Promise<Reply> {
  const lines = Object.entries({ Host: at.name, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  const reply = await raw(at.port, `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`)
  if (reply === 'closed') throw new Error(`closed: ${path}`)
  return reply
}

export async function launch(
  at: Started,
  code: string,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const body = `code=${code}`
  const all = {
    Host: at.name,
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': String(body.length),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  const reply = await raw(at.port, `POST /launch HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
  if (reply === 'closed') throw new Error('closed')
  return reply
}

export function codeOf(address: string): string {
  return address.split('#')[1] ?? ''
}

/** Goes in the way a person does, and comes back with what the browser then holds. */
export async function enter(at: Started): Promise<{ cookie: string; token: string }> {
  const reply = await launch(at, codeOf(at.host.newAddress()), {
    Origin: at.host.origin,
    'Sec-Fetch-Site': 'same-origin',
  })
  const cookie = reply.headers['set-cookie']?.split(';')[0] ?? ''
  const page = await get(at, '/', { Cookie: cookie })
  return { cookie, token: /app-token" content="([0-9a-f]{64})"/.exec(page.body)?.[1] ?? '' }
}

export type Line = {
  socket: WebSocket
  heard: unknown[]
  closed: Promise<number>
  next: (count: number) => Promise<unknown[]>
}

export function open(
  at: Started,
  { cookie, token }: { cookie: string; token: string },
  headers: Record<string, string> = {},
): Promise<Line> {
  const socket = new WebSocket(`ws://127.0.0.1:${at.port}/desk?token=${token}`, {
    headers: { Host: at.name, Cookie: cookie, Origin: at.host.origin, ...headers },
  })
  const heard: unknown[] = []
  socket.on('message', (data) => heard.push(JSON.parse((data as Buffer).toString())))
  const closed = new Promise<number>((resolve) => void socket.on('close', resolve))
  const next = async (count: number): Promise<unknown[]> => {
    while (heard.length < count && socket.readyState === socket.OPEN)
      await new Promise((resolve) => setTimeout(resolve, 10))
    return heard
  }
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve({ socket, heard, closed, next }))
    socket.on('error', reject)
  })
}

export const ask = (id: number, name: string, input: unknown = {}): string =>
  JSON.stringify({ t: 'ask', id, name, input })

const promises = [
  [
    'content-security-policy',
    /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[\w-]{24}'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types default$/,
  ],
  ['x-content-type-options', /^nosniff$/],
  ['referrer-policy', /^no-referrer$/],
  ['cross-origin-opener-policy', /^same-origin$/],
  ['cross-origin-resource-policy', /^same-origin$/],
] as const

export function expectHeaders(reply: Reply): void {
  for (const [name, form] of promises) expect(reply.headers[name]).toMatch(form)
  expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
}
