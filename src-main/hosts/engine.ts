import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { noCardReader } from '#main/devices/no-card-reader.ts'
import { practiceCardReader } from '#main/devices/practice-card-reader.ts'
import { practiceStick, systemSticks } from '#main/devices/sticks.ts'
import type { Session } from '#main/services/desk.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { enrol, keysToAsk } from '#main/sync/enrol.ts'
import type { FromDesk, ToDesk } from '#shared/contract/wire.ts'
import { fingerprint } from '#shared/crypto/suite.ts'
import { appVersion } from '#shared/kernel/app-version.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { type DeskEngine, runDesk } from './desk-engine.ts'
import type { EngineOptions, EnginePort, HostToEngine } from './engine-port.ts'
import { asFault, reportFault } from './fault-report.ts'
import { installDesk } from './install-desk.ts'
import { isEnrolled, mustBeEnrolled, openDesk } from './open-desk.ts'
import { loadRules } from './rules.ts'
import { systemSeams } from './seams.ts'

/**
 * The engine process: the one owner of the desk's database (security.md 1.2).
 *
 * Speaks with its host over a port, so that the same code runs in Electron's utility process and in a
 * plain Node child of the browser host.
 */
function serve(port: EnginePort, exit: () => void): void {
  // Whatever this process writes is for its own user only.
  process.umask(0o077)
  const sessions = new Map<string, Session>()
  let engine: DeskEngine | undefined
  let close = (): void => undefined

  const answer = async (connection: string, message: ToDesk): Promise<FromDesk> => {
    const session = sessions.get(connection) ?? { staff: undefined }
    sessions.set(connection, session)
    try {
      if (!engine) throw new Fault('not-ready', 'the desk is not open', '程序还在启动，请稍等。')
      return { t: 'answer', id: message.id, answer: await engine.ask(session, message.name, message.input) }
    } catch (error) {
      return { t: 'fault', id: message.id, fault: reportFault(error, log) }
    }
  }

  const open = async (options: EngineOptions): Promise<void> => {
    const opened = await start(options, (what) => port.post({ t: 'change', what }))
    engine = opened.engine
    close = opened.close
    port.post({
      t: 'ready',
      centreName: opened.centreName,
      ...(opened.recoveryCode ? { recoveryCode: opened.recoveryCode } : {}),
    })
    // Whoever is killed starts as fast the next time.
    flushCompileCache()
  }

  const stop = async (): Promise<void> => {
    await engine?.stop()
    close()
    port.post({ t: 'stopped' })
    exit()
  }

  port.onMessage((message: HostToEngine) => {
    switch (message.t) {
      case 'open':
        open(message.options).catch((error: unknown) => {
          const { code, sentence } = asFault(error)
          reportFault(error, log)
          port.post({ t: 'failed', code, sentence })
        })
        break
      case 'message':
        void answer(message.connection, message.message).then((reply) =>
          port.post({ t: 'message', connection: message.connection, message: reply }),
        )
        break
      case 'gone':
        sessions.delete(message.connection)
        break
      case 'stop':
        void stop()
        break
    }
  })
}

type Started = {
  readonly engine: DeskEngine
  readonly centreName: string
  readonly recoveryCode?: string
  readonly close: () => void
}

/** Opens, enrols where this is the first run, and starts services and sync. */
async function start(
  options: EngineOptions,
  changed: Parameters<typeof runDesk>[0]['changed'],
): Promise<Started> {
  const { dataDir, root, setup } = options
  const seams = systemSeams()
  const rules = loadRules(root)
  const opened = openDesk(root, dataDir, Buffer.from(options.deskSecret, 'base64'))
  try {
    if (setup && !isEnrolled(opened.store)) {
      const enrolled = await enrol(setup.cityUrl, setup.code, appVersion, keysToAsk(opened.store))
      expectCity(enrolled.cityKey, setup.cityFingerprint)
      await installDesk(opened.store, seams, rules, { ...setup, enrolled })
      opened.markInstalled()
    }
    mustBeEnrolled(opened.store)
    const { practice } = opened.store.read(getInstallation)
    const engine = runDesk({
      store: opened.store,
      pictures: opened.pictures,
      seams,
      rules,
      changed,
      mark: opened.mark,
      faulted: (error) => reportFault(error, log),
      stalled: (what) => log({ level: 'warn', code: 'stalled', what }),
      // Readers of real makers come in here, by what the counter has (ui.md F1).
      cardReader: practice ? practiceCardReader() : noCardReader,
      sticks: practice ? practiceStick(join(dataDir, '练习优盘')) : systemSticks(),
    })
    const overview = await engine.ask({ staff: undefined }, 'desk.overview', {})
    const centreName = overview.ok ? (overview.value as { centreName: string }).centreName : ''
    return {
      engine,
      centreName,
      ...(opened.recoveryCode ? { recoveryCode: opened.recoveryCode } : {}),
      close: opened.close,
    }
  } catch (error) {
    opened.close()
    throw error
  }
}

/** Whoever answers the first time is believed for ever: so it is compared with what the centre was told. */
function expectCity(cityKey: string, told: string | undefined): void {
  const plain = (text: string) => text.replace(/[^0-9a-f]/gi, '').toLowerCase()
  if (told !== undefined && plain(told) !== plain(fingerprint(cityKey)))
    throw new Fault('not-the-city', 'fingerprint', '市级的指纹和告知本中心的不一样，没有登记，请核对地址。')
}

function log(line: object): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), room: 'engine', ...line })}\n`)
}

type ParentPort = {
  readonly postMessage: (message: unknown) => void
  readonly on: (event: 'message', listener: (event: { data: HostToEngine }) => void) => void
}
const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort

if (parentPort) {
  serve(
    {
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
    },
    () => process.exit(0),
  )
} else if (process.send) {
  const send = process.send.bind(process)
  serve(
    {
      post: (message) => void send(message),
      onMessage: (listener) => process.on('message', (message) => listener(message as HostToEngine)),
    },
    () => process.disconnect?.(),
  )
  // A host that died leaves nobody to serve; the folder must be free for the next start.
  process.on('disconnect', () => process.exit(0))
}
