import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { extname, join } from 'node:path'
import type { Duplex } from 'node:stream'
import { type DeskSecretStore, deskSecretBytes, fileDeskSecret } from '#main/security/desk-secret.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { closeCodes, DeskSocket, offeredToken } from './browser/desk-socket.ts'
import { forkEngine } from './browser/engine-child.ts'
import { EngineKeeper } from './browser/engine-keeper.ts'
import { checkUpgrade, type OwnName, ownName } from './browser/gate.ts'
import { newNonce, securityHeaders } from './browser/headers.ts'
import { LaunchBook, openedCodeMs } from './browser/launch.ts'
import { buildManifest, type StaticManifest } from './browser/manifest.ts'
import { findBrowser, hasDisplay, type OpenedBrowser, openBrowser } from './browser/open-browser.ts'
import { peerOf } from './browser/peer.ts'
import { answer } from './browser/requests.ts'
import type { EngineOptions } from './engine-port.ts'

export type BrowserHostOptions = {
  readonly dataDir: string
  /** Folder that holds `migrations/`, `catalogue/` and, unless named below, `dist/renderer/`. */
  readonly root: string
  readonly rendererDir?: string
  readonly engineFile?: string
  readonly setup?: EngineOptions['setup']
  readonly secrets?: DeskSecretStore
  /** Start a browser, print an address, or decide by whether there is a display (the default). */
  readonly show?: 'open' | 'print' | 'auto'
  /** Where the lines for the person at the terminal go. */
  readonly say?: (line: string) => void
  readonly nowMs?: () => number
}

export type BrowserHost = {
  readonly origin: string
  readonly centreName: string
  /** Only at the very first start: to be shown once and written down. */
  readonly recoveryCode?: string
  /** A fresh one-time address; older printed ones nobody used stop working. */
  readonly newAddress: () => string
  /** The window was closed, or the engine is down for good. */
  readonly ended: Promise<Ending>
  readonly stop: () => Promise<void>
}
export type Ending =
  | { readonly why: 'window-closed' }
  | { readonly why: 'engine-down'; readonly fault: Fault }

/**
 * Serves the window and the desk's contract on loopback, to one browser of this computer's own user.
 *
 * Returns once the engine has opened the data, so that a person never looks at a window without a desk behind it.
 */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const files = buildFiles(options)
  const secret = secretSource(options)
  const say = options.say ?? ((line) => console.log(line))
  const nowMs = options.nowMs ?? Date.now
  const { promise: ended, resolve: end } = Promise.withResolvers<Ending>()
  const instance = randomBytes(8).toString('hex')
  const book = new LaunchBook(nowMs)
  const server = createServer({ maxHeaderSize: 8192, headersTimeout: 10_000, requestTimeout: 15_000 })
  const own = ownName(randomBytes(16).toString('hex'), await listen(server))

  const desk = new DeskSocket({
    instance,
    onAsk: (connection, message) => keeper.ask(connection, message),
    onGone: (connection) => keeper.gone(connection),
  })
  let down = false
  const keeper = new EngineKeeper({
    start: () =>
      forkEngine(
        options.engineFile ?? join(import.meta.dirname, `engine${extname(import.meta.filename)}`),
        options.dataDir,
      ),
    openWith: () => engineOptions(options, secret()),
    onMessage: (connection, message) => desk.send(connection, message),
    onChange: (what) => desk.sendToAll({ t: 'change', what }),
    onDown: (fault) => {
      down = true
      say(fault.sentence)
      desk.end(closeCodes.stopped, 'stopped')
      end({ why: 'engine-down', fault })
    },
    nowMs,
  })
  const shown: { browser?: OpenedBrowser } = {}
  const stop = async (): Promise<void> => {
    desk.close()
    server.close()
    server.closeAllConnections()
    await Promise.all([keeper.stop(), shown.browser?.close()])
  }
  serve(server, {
    own,
    instance,
    book,
    files,
    desk,
    say,
    isDown: () => down,
    onLaunched: () => shown.browser?.forgetCode(),
  })

  try {
    const ready = await keeper.ready
    const newAddress = (): string => `${own.origin}/launch#${book.issue('printed')}`
    show(options, { own, book, say, newAddress, shown, end })
    return { origin: own.origin, ...ready, newAddress, ended, stop }
  } catch (fault) {
    await stop()
    throw fault
  }
}

type Serving = {
  readonly own: OwnName
  readonly instance: string
  readonly book: LaunchBook
  readonly files: StaticManifest
  readonly desk: DeskSocket
  readonly say: (line: string) => void
  readonly isDown: () => boolean
  readonly onLaunched: () => void
}

function serve(server: Server, serving: Serving): void {
  const { book, desk, own, say } = serving
  const peers = new WeakMap<object, ReturnType<typeof peerOf>>()
  const peerAllowed = async (request: IncomingMessage): Promise<boolean> => {
    const peer = await peers.get(request.socket)
    if (peer === 'foreign') say('有本机其他用户的程序试图连接萍窗，已拒绝。')
    return peer === 'ours' || peer === 'cannot-tell'
  }
  const house = {
    ...serving,
    peerAllowed,
    isLive: () => desk.isLive,
    onLaunched: () => {
      serving.onLaunched()
      desk.end(closeCodes.replaced, 'replaced')
    },
    onReused: () =>
      say('注意：同一个一次性地址被打开了第二次，已拒绝。如果不是您自己点的，请关闭萍窗并告诉负责人。'),
  }
  const onRequest = (request: IncomingMessage, response: Parameters<typeof answer>[2]): void => {
    answer(house, request, response).catch(() => response.destroy())
  }
  // One look at the socket table a connection: the other end cannot change hands while it is open.
  server.on('connection', (socket: Socket) => void peers.set(socket, peerOf(socket)))
  server.on('request', onRequest)
  server.on('checkContinue', onRequest)
  server.on('checkExpectation', onRequest)
  server.on('clientError', (_error, socket) => socket.destroy())
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy())
    const admit = async (): Promise<void> => {
      const session = book.sessionOf(request.headers.cookie)
      const known = session && book.hasToken(session, offeredToken(request))
      if (checkUpgrade(request, own) || !known || !(await peerAllowed(request))) return refuseUpgrade(socket)
      desk.upgrade(request, socket, head)
    }
    admit().catch(() => socket.destroy())
  })
}

function refuseUpgrade(socket: Duplex): void {
  const headers = Object.entries({
    ...securityHeaders(newNonce(), 'self'),
    'Cache-Control': 'no-store',
    Connection: 'close',
  })
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.end(`HTTP/1.1 403 Forbidden\r\n${lines}Content-Length: 0\r\n\r\n`)
}

type Showing = {
  readonly own: OwnName
  readonly book: LaunchBook
  readonly say: (line: string) => void
  readonly newAddress: () => string
  readonly shown: { browser?: OpenedBrowser }
  readonly end: (ending: Ending) => void
}

/** Opens the browser where there is a display; otherwise, or if none comes up, prints the address. */
function show(options: BrowserHostOptions, { own, book, say, newAddress, shown, end }: Showing): void {
  const print = (): void => {
    say('请在本机的 Chromium 浏览器中打开下面的地址（10 分钟内有效，只能用一次）：')
    say(newAddress())
  }
  const wish = options.show ?? 'auto'
  const program = wish === 'open' || (wish === 'auto' && hasDisplay()) ? findBrowser() : undefined
  if (!program) return print()
  const browser = openBrowser(program, own.origin, book.issue('opened'))
  shown.browser = browser
  const forget = setTimeout(browser.forgetCode, openedCodeMs)
  void browser.ended.then((how) => {
    clearTimeout(forget)
    if (how === 'closed') return end({ why: 'window-closed' })
    say('浏览器没有打开。')
    print()
  })
}

function listen(server: Server): Promise<number> {
  server.maxConnections = 64
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: 0, exclusive: true }, () =>
      resolve((server.address() as AddressInfo).port),
    )
  })
}

function buildFiles({ rendererDir, root }: BrowserHostOptions): StaticManifest {
  const folder = rendererDir ?? join(root, 'dist', 'renderer')
  try {
    const files = buildManifest(folder)
    if (files.has('/index.html')) return files
  } catch {
    // Told below: a missing folder and an empty one are the same to the person who starts us.
  }
  throw new Fault('window-missing', folder, '没有找到窗口文件，请先运行 npm run build。')
}

/** Takes the secret out of its store at each start of the engine, so that it does not lie about here. */
function secretSource({ dataDir, secrets }: BrowserHostOptions): () => Buffer {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const store = secrets ?? fileDeskSecret(dataDir)
  if (!store.load()) store.save(randomBytes(deskSecretBytes))
  return () => {
    const secret = store.load()
    if (!secret)
      throw new Fault('desk-secret-lost', 'the store forgot it', '本机密钥取不到，请联系运维用恢复码打开。')
    return secret
  }
}

function engineOptions({ dataDir, root, setup }: BrowserHostOptions, secret: Buffer): EngineOptions {
  const deskSecret = secret.toString('base64')
  secret.fill(0)
  return setup ? { dataDir, root, deskSecret, setup } : { dataDir, root, deskSecret }
}
