import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { type EngineChild, forkEngine } from '#main/hosts/browser/engine-child.ts'
import type { EngineToHost, HostToEngine } from '#main/hosts/engine-port.ts'
import type { Answer, Input, Name } from '#shared/contract/desk.ts'
import { people, root } from '../support/a-desk.ts'
import { median, round } from './figures.ts'
import { countCases, deskWithManyCases, whileClosed } from './many-cases.ts'
import type { Bench, Run } from './report.ts'

/** From nothing to the home screen: the real engine process, over its own port. */
export const coldStart: Bench = { name: 'cold-start', run: runColdStart }

type Start = { readonly ready: number; readonly signedIn: number; readonly today: number }

async function runColdStart(run: Run): Promise<void> {
  const cases = countCases(await deskWithManyCases(run))
  const starts: Start[] = []
  const nodes: number[] = []
  const opens: number[] = []
  await whileClosed(run, async (dir, secret) => {
    for (let n = 0; n < (run.quick ? 4 : 8); n += 1) {
      const start = await startEngine(dir, secret)
      const node = await bareNode()
      const open = await bareOpen(dir, secret)
      // The first round reads the files from the disk for everybody who comes after.
      if (n === 0) continue
      starts.push(start)
      nodes.push(node)
      opens.push(open)
    }
  })
  const of = (key: keyof Start) => starts.map((start) => start[key])
  run.add({
    what: 'process start to desk.today answered',
    unit: 'ms',
    value: median(of('today')),
    blocks: of('today'),
    budget: { max: 1_500 },
    beside: `${cases.toLocaleString('en-US')} cases; the PIN check takes ${round(median(of('signedIn')) - median(of('ready')))} of it`,
  })
  run.add({
    what: '  of it to "ready": code, catalogue, key, open, migrations',
    unit: 'ms',
    value: median(of('ready')),
    blocks: of('ready'),
  })
  run.add({
    what: '  of it desk.today, first time',
    unit: 'ms',
    value: median(of('today')) - median(of('signedIn')),
  })
  run.add({ what: 'bare node -e 0', unit: 'ms', value: median(nodes), blocks: nodes })
  run.add({
    what: 'bare open of the same file: key and one count',
    unit: 'ms',
    value: median(opens),
    blocks: opens,
    beside: 'with its own node start',
  })
}

async function startEngine(dataDir: string, secret: Buffer): Promise<Start> {
  const startedMs = performance.now()
  const child = forkEngine(join(root, 'src-main', 'hosts', 'engine.ts'), dataDir)
  const line = openLine(child)
  try {
    await line.open({ dataDir, root, deskSecret: secret.toString('base64') })
    const ready = performance.now() - startedMs
    const tiles = await line.ask('staff.tiles', {})
    const staffId = tiles.ok ? tiles.value.tiles[0]?.staffId : undefined
    if (!staffId) throw new Error('the lock screen is empty')
    const entered = await line.ask('staff.signIn', { staffId, pin: people[0].pin })
    if (!entered.ok) throw new Error(`sign-in refused: ${entered.refusal.code}`)
    const signedIn = performance.now() - startedMs
    const today = await line.ask('desk.today', {})
    if (!today.ok) throw new Error('the home screen was refused')
    return { ready, signedIn, today: performance.now() - startedMs }
  } finally {
    await line.stop()
  }
}

/** The host's end of the engine's port, for one window. */
function openLine(child: EngineChild) {
  const gone = new Promise<void>((resolve) => child.onExit(resolve))
  let waiting = Promise.withResolvers<EngineToHost>()
  child.onMessage((message) => {
    if (message.t === 'change') return
    waiting.resolve(message)
  })
  child.onExit(() => waiting.reject(new Error('the engine ended')))
  const exchange = async (message: HostToEngine): Promise<EngineToHost> => {
    waiting = Promise.withResolvers<EngineToHost>()
    child.post(message)
    return waiting.promise
  }
  let id = 0
  return {
    open: async (options: Extract<HostToEngine, { t: 'open' }>['options']) => {
      const opened = await exchange({ t: 'open', options })
      if (opened.t !== 'ready') throw new Error(`the engine did not open: ${JSON.stringify(opened)}`)
    },
    ask: async <N extends Name>(name: N, input: Input<N>): Promise<Answer<N>> => {
      id += 1
      const reply = await exchange({
        t: 'message',
        connection: 'bench',
        message: { t: 'ask', id, name, input },
      })
      if (reply.t !== 'message' || reply.message.t !== 'answer')
        throw new Error(`no answer: ${JSON.stringify(reply)}`)
      return reply.message.answer as Answer<N>
    },
    stop: async () => {
      waiting.promise.catch(() => undefined)
      child.post({ t: 'stop' })
      await gone
    },
  }
}

function bareNode(): Promise<number> {
  return runs(['-e', '0'])
}

function bareOpen(dir: string, secret: Buffer): Promise<number> {
  return runs([join(import.meta.dirname, 'bare-open.ts'), dir], secret.toString('base64'))
}

function runs(args: readonly string[], secret = ''): Promise<number> {
  const startedMs = performance.now()
  const child = spawn(process.execPath, [...args], { stdio: ['pipe', 'ignore', 'inherit'] })
  child.stdin.end(secret)
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0
        ? resolve(performance.now() - startedMs)
        : reject(new Error(`${args[0]} ended with ${code}`)),
    )
  })
}
