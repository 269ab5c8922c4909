import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { listFrom } from '#main/store/queries/journal.ts'
import type { Enrolled } from '#main/sync/enrol.ts'
import { randomBytes } from '#shared/crypto/suite.ts'
import { aDesk, root, type TestDesk } from './a-desk.ts'
import type { Happened, Kept } from './history.ts'

/** A desk that works in a process of its own (`rig-desk.ts`), killed and started again on the same folder. */
export type DeskProcess = {
  readonly name: string
  readonly enrolled: Enrolled
  /** From the start of the process until its first answer, each time. */
  readonly startsMs: readonly number[]
  readonly isUp: () => boolean
  readonly start: () => Promise<void>
  readonly kill: () => Promise<void>
  readonly signal: (signal: 'SIGSTOP' | 'SIGCONT') => void
  readonly tell: (what: object) => void
  /** What the city is known to have confirmed, as far as anybody was told. */
  readonly confirmed: () => number
  /** Opens the folder while no process has it. */
  readonly inside: <Value>(work: (desk: TestDesk) => Promise<Value> | Value) => Promise<Value>
  readonly remove: () => void
}

export async function aDeskProcess(wish: {
  readonly name: string
  readonly enrolled: Enrolled
  readonly cityUrl: string
  readonly seed: number
  /** A folder that is the stick of all desks. */
  readonly stick?: string
  readonly heard: (happened: Happened) => void
}): Promise<DeskProcess> {
  const { cityUrl, enrolled, heard, name, seed, stick = '' } = wish
  const dir = mkdtempSync(join(tmpdir(), 'pingchuang-rig-'))
  const secret = randomBytes(32)
  const first = await aDesk({ dir, secret, enrolled, cityUrl, install: true, clock: { nowMs: Date.now() } })
  await first.stop()
  const startsMs: number[] = []
  let [life, confirmed] = [0, 0]
  let child: ChildProcess | undefined

  const start = async () => {
    const fromMs = performance.now()
    life += 1
    const script = join(root, 'tests', 'support', 'rig-desk.ts')
    // As the host of a real desk starts its engine.
    const quick = ['--import', import.meta.resolve('#shared/loading/quick-drizzle.ts')]
    const args = [...quick, script, dir, secret.toString('hex'), String(seed * 1_000 + life), stick]
    const env = { ...process.env, NODE_COMPILE_CACHE: join(dir, 'compiled') }
    const begun = spawn(process.execPath, args, { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] })
    child = begun
    // Whoever is killed hears nothing more.
    begun.stdin.on('error', () => undefined)
    let errors = ''
    begun.stderr.on('data', (part: Buffer) => {
      errors = (errors + part.toString()).slice(-4_000)
    })
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: begun.stdout }).on('line', (line) => {
        // The last line of a killed desk may be half a line, and was then heard by nobody.
        if (!line.endsWith('}')) return
        const happened = { desk: name, ...(JSON.parse(line) as object) } as Happened
        if (happened.t === 'began') resolve()
        if (happened.t === 'stood') confirmed = Math.max(confirmed, happened.confirmed)
        heard(happened)
      })
      begun.once('close', (code, signal) => {
        if (child === begun) child = undefined
        if (signal === 'SIGKILL') resolve()
        else reject(new Error(`${name} ended with ${code}/${signal}: ${errors}`))
      })
    })
    startsMs.push(performance.now() - fromMs)
  }

  return {
    name,
    enrolled,
    startsMs,
    isUp: () => child !== undefined,
    start,
    kill: async () => {
      const dying = child
      if (!dying) return
      await new Promise<void>((resolve) => {
        dying.once('close', () => resolve())
        dying.kill('SIGKILL')
      })
    },
    signal: (signal) => void child?.kill(signal),
    tell: (what) => void child?.stdin?.write(`${JSON.stringify(what)}\n`),
    confirmed: () => confirmed,
    inside: async (work) => {
      const desk = await aDesk({ dir, secret, clock: { nowMs: Date.now() } })
      try {
        return await work(desk)
      } finally {
        await desk.stop()
      }
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}

/** The whole log of a desk, after its own verifier has nothing to say against it. */
export function verifiedLog({ opened }: TestDesk): readonly Kept[] {
  const found = verifyStore(opened.store, root)
  if (found.length > 0) throw new Error(`the verifier says: ${JSON.stringify(found)}`)
  return opened.store
    .read((reader) => listFrom(reader, 0, 1_000_000))
    .map((row) => ({
      seq: row.seq,
      hash: row.hash,
      entryId: row.entryId,
      kind: row.kind,
      caseId: row.caseId ?? undefined,
    }))
}
