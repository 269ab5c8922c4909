import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { enrol } from '#main/sync/enrol.ts'
import { nameOfFile, openFile } from '#shared/crypto/sealed-file.ts'
import { randomBytes } from '#shared/crypto/suite.ts'
import type { DeskEvent } from '#shared/domain/events.ts'
import { aDesk, root, type TestDesk } from '#tests/support/a-desk.ts'
import { aCityProcess, anEnrolmentCode, askOperator, type CityProcess } from '#tests/support/city-process.ts'
import { aLottery } from '#tests/support/lottery.ts'

const rounds = Number(process.env['PINGCHUANG_KILL_ROUNDS'] ?? 6)
const seed = Number(process.env['PINGCHUANG_SEED'] ?? Date.now() % 1_000_000)
const lottery = aLottery(seed)
const secret = randomBytes(32)
const centre = '360322102'
const kept = new Map<string, number>()
const named = new Set<string>()

let home = ''
let dir = ''
let city: CityProcess
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'pingchuang-killed-pictures-'))
  city = await aCityProcess({ dataDir: join(home, 'city') })
  const enrolled = await enrol(city.url, await anEnrolmentCode(city, centre), 'test')
  const desk = await aDesk({ secret, enrolled, cityUrl: city.url })
  await desk.stop()
  dir = desk.dir
})
afterAll(async () => {
  await city?.stop('SIGKILL')
  for (const folder of [home, dir]) rmSync(folder, { recursive: true, force: true })
})

test(`no picture that was kept is lost, and none counts too early, in ${rounds} kills of desk and city`, async () => {
  for (let round = 0; round < rounds; round += 1) {
    const where = `round ${round} of seed ${seed}`
    const lines = await workUntilKilled(round, 100 + lottery.below(1_500))
    for (const line of lines) {
      const [what, id = '', bytes = '0'] = line.split(' ')
      if (what === 'kept') kept.set(id, Number(bytes))
      if (what === 'named') named.add(id)
    }
    if (round % 2 === 1) await killCity()
    await inspect(where)
  }
  expect(named.size).toBeGreaterThan(rounds / 2)
  await allArrive()
})

async function killCity(): Promise<void> {
  const port = Number(new URL(city.url).port)
  await city.stop('SIGKILL')
  city = await aCityProcess({ dataDir: city.dataDir, port })
}

/** What was acknowledged is there and opens; what the desk calls verified lies whole at the city. */
async function inspect(where: string): Promise<void> {
  const desk = await aDesk({ dir, secret, clock: { nowMs: Date.now() } })
  try {
    expect(desk.opened.store.client.pragma('integrity_check', { simple: true }), where).toBe('ok')
    expect(verifyStore(desk.opened.store, root), where).toEqual([])
    const files = filesOf(desk)
    for (const [id, bytes] of kept) {
      const row = files.get(id)
      const sealed = desk.opened.pictures.read(id)
      expect(sealed && row && openFile(row.key, sealed)?.length, `${where}: ${id}`).toBe(bytes)
    }
    const told = desk
      .journal()
      .flatMap((event: DeskEvent) => (event.type === 'picture-taken' ? [event.pictureId] : []))
    expect(new Set(told).size, where).toBe(told.length)
    for (const id of named) expect(told, where).toContain(id)
    for (const [id, { upload }] of files)
      if (upload === 'VERIFIED') expect(nameOfFile(readFileSync(atTheCity(id))), `${where}: ${id}`).toBe(id)
  } finally {
    await desk.stop()
  }
}

/** The line and both programs stay up: every picture an act named comes to the city, and nothing else does. */
async function allArrive(): Promise<void> {
  const desk = await aDesk({
    dir,
    secret,
    clock: { nowMs: Date.now() },
    sync: true,
    lookEveryMs: 50,
    idleMs: 5_000,
  })
  try {
    await desk.signIn()
    await vi.waitFor(
      async () => {
        const uploads = await desk.ask('picture.uploads', { limit: 10 })
        expect(uploads.ok && uploads.value).toMatchObject({ waiting: 0, rows: [] })
      },
      { timeout: 60_000, interval: 50 },
    )
    const told = [...desk.journal()].filter(({ type }) => type === 'picture-taken').length
    const at = await askOperator<{ told: number; verified: number; refused: number }>(
      city,
      'GET',
      `/v1/operator/centres/${centre}/pictures`,
    )
    expect(at).toMatchObject({ told, verified: told, refused: 0 })
    for (const id of named) expect(nameOfFile(readFileSync(atTheCity(id)))).toBe(id)
    for (const id of kept.keys()) if (!named.has(id)) expect(existsSync(`${atTheCity(id)}.part`)).toBe(false)
  } finally {
    await desk.stop()
  }
}

function filesOf(desk: TestDesk): ReadonlyMap<string, { readonly key: string; readonly upload: string }> {
  const rows = desk.opened.store.client
    .prepare('SELECT picture_id, taken, upload FROM picture_file')
    .all() as readonly {
    picture_id: string
    taken: string
    upload: string
  }[]
  return new Map(
    rows.map(({ picture_id, taken, upload }) => [
      picture_id,
      { key: (JSON.parse(taken) as { key: string }).key, upload },
    ]),
  )
}

function atTheCity(pictureId: string): string {
  return join(city.dataDir, 'pictures', centre, pictureId.slice(0, 2), pictureId)
}

/** Runs the child and gives every line it finished before SIGKILL took it. */
function workUntilKilled(round: number, afterMs: number): Promise<readonly string[]> {
  const script = join(root, 'tests', 'support', 'crash-pictures.ts')
  const child = spawn(process.execPath, [script, dir, secret.toString('hex'), `${seed + round}`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    let armed = false
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
      if (armed || !said.includes('kept')) return
      armed = true
      setTimeout(() => child.kill('SIGKILL'), afterMs)
    })
    child.once('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve(said.split('\n').slice(0, -1))
      else reject(new Error(`the desk ended with ${code}/${signal} instead of being killed`))
    })
  })
}
