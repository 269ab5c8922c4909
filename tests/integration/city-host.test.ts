import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startCity } from '#city/hosts/start-city.ts'
import { aCity, hasPostgres, newDataDir, stopDatabases } from '#tests/support/a-city.ts'
import { aLog, ask, hello, push, readCase } from '#tests/support/a-log.ts'

afterAll(stopDatabases)

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`a city on ${on}`, () => {
    test('is the same city with the same logs after a restart', async () => {
      const city = await aCity({ on })
      try {
        const desk = await city.enrolledDesk()
        const log = aLog(desk)
        log.opened()
        const received = log.received(1)
        const ack = await push(desk, log.batch())
        const { readPiece: _, vouches: __, writeReply: ___, ...before } = city.running.identity
        await city.restart()
        expect(city.running.identity).toMatchObject(before)
        expect((await hello(desk)).logHead).toEqual(ack.received)
        expect(await readCase(desk, received.caseNo)).toMatchObject({ caseNo: received.caseNo })
        expect((await push(desk, log.batch())).received).toEqual(ack.received)

        await city.restart({ restored: true })
        expect(city.running.identity).toMatchObject({ ...before, cityEpoch: before.cityEpoch + 1 })
        await city.restart()
        expect((await hello(desk)).cityEpoch).toBe(before.cityEpoch + 1)
      } finally {
        await city.close()
      }
    })

    test('says that it lives, and whether it can take a batch', async () => {
      const city = await aCity({ on })
      try {
        expect(await (await fetch(`${city.url}/healthz`)).json()).toEqual({ alive: true })
        expect(await (await fetch(`${city.url}/readyz`)).json()).toEqual({ ready: true })
        await city.restart({ minFreeMiB: 1_000_000_000 })
        const full = await fetch(`${city.url}/readyz`)
        expect([full.status, await full.json()]).toMatchObject([503, { code: 'not-ready', field: 'disk' }])
      } finally {
        await city.close()
      }
    })

    test('logs ids and codes, and nobody’s name or number', async () => {
      const lines: string[] = []
      const city = await aCity({ on, log: (line) => lines.push(JSON.stringify(line)) })
      try {
        const desk = await city.enrolledDesk()
        const log = aLog(desk)
        log.opened()
        const received = log.received(1)
        log.received(2, { matterId: 'x\u0000' })
        await push(desk, log.batch())
        await readCase(desk, received.caseNo)
        await ask(desk, 'POST', '/v1/push', { ...log.batch(), fromSeq: 9 })
      } finally {
        await city.close()
      }
      const text = lines.join('\n')
      expect(lines.length).toBeGreaterThan(4)
      expect(text).toContain('"route":"GET /v1/cases/:caseNo"')
      // An id drawn at random can read like a telephone number.
      const words = text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
      expect(words).not.toMatch(/丁小满|小满面馆|\d{17}[\dX]|1[3-9]\d{9}(?!\d)/)
      expect(text).not.toContain(city.running.operatorToken)
    })
  })

describe('the data folder of a city', () => {
  test('belongs to one process at a time', async () => {
    const city = await aCity({ on: 'pglite' })
    try {
      await expect(startCity({ dataDir: city.dataDir })).rejects.toMatchObject({ code: 'directory-in-use' })
      expect((await fetch(`${city.url}/readyz`)).status).toBe(200)
    } finally {
      await city.close()
    }
  })

  test('keeps the identity for its owner alone, and no city starts without it', async () => {
    const city = await aCity({ on: 'pglite' })
    const file = join(city.dataDir, 'city-identity.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toContain(city.running.identity.cityId)
    try {
      await city.running.close()
      rmSync(file)
      await expect(startCity({ dataDir: city.dataDir })).rejects.toMatchObject({ code: 'identity-missing' })
      expect(existsSync(file)).toBe(false)
    } finally {
      await city.close()
    }
  })
})

describe.skipIf(!hasPostgres)('a PostgreSQL database', () => {
  test('of another city is not opened', async () => {
    const city = await aCity({ on: 'postgres' })
    const other = await aCity({ on: 'pglite' })
    const databaseUrl = city.databaseUrl ?? ''
    try {
      await other.running.close()
      const strangers = startCity({ dataDir: other.dataDir, databaseUrl })
      await expect(strangers).rejects.toMatchObject({ code: 'database-foreign' })
    } finally {
      await other.close()
      await city.close()
    }
  })

  test('that goes away is an outage, not a fault, and the city outlives it', async () => {
    const city = await aCity({ on: 'postgres' })
    try {
      const desk = await city.enrolledDesk()
      await city.loseConnections()
      const answers = [await ask(desk, 'GET', '/v1/cases'), await ask(desk, 'GET', '/v1/cases')]
      for (const { status } of answers) expect([200, 503]).toContain(status)
      expect((await ask(desk, 'GET', '/v1/cases')).status).toBe(200)
    } finally {
      await city.close()
    }
  })
})

describe('the city as a process of its own', () => {
  test('says when it is ready, and stops in order when told to', async () => {
    const home = newDataDir()
    const dataDir = join(home, 'city')
    const child = spawn(process.execPath, ['src-city/hosts/server.ts', '--data', dataDir, '--port', '0'])
    let said = ''
    child.stdout.on('data', (piece) => {
      said += String(piece)
    })
    const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
    try {
      while (!said.includes('市级服务已就绪')) await new Promise((resolve) => setTimeout(resolve, 100))
      const ready = JSON.parse(said.split('\n').find((line) => line.includes('"ready"')) ?? '') as {
        url: string
      }
      expect((await fetch(`${ready.url}/readyz`)).status).toBe(200)
      expect(rssMiBOf(child.pid ?? 0)).toBeLessThan(1_200)
      // Kept before it ends: who is killed starts as fast the next time.
      expect(readdirSync(join(dataDir, 'compiled'), { recursive: true }).length).toBeGreaterThan(100)
      expect(statSync(dataDir).mode & 0o777).toBe(0o700)
      child.kill('SIGTERM')
      expect(await gone).toBe(0)
      expect(said).toContain('"event":"stopped"')
    } finally {
      child.kill('SIGKILL')
      rmSync(home, { recursive: true, force: true })
    }
  }, 120_000)

  test('names the setting it cannot use, never the value', async () => {
    const argv = ['src-city/hosts/server.ts', '--database-url', 'mysql://root:hunter2@db/x']
    const child = spawn(process.execPath, argv)
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (piece) => {
        said += String(piece)
      })
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(1)
    expect(said).toContain('CITY_DATABASE_URL')
    expect(said).not.toContain('hunter2')
  })
})

function rssMiBOf(pid: number): number {
  if (!existsSync(`/proc/${pid}/status`)) return 0
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
}
