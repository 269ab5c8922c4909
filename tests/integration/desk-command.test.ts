import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aCity, newDataDir, stopDatabases, type TestCity, township } from '#tests/support/a-city.ts'
import { root } from '#tests/support/a-desk.ts'

/** A desk in a process of its own, as `npm run desk` starts it. */
function aDeskCommand(dataDir: string, window: string) {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(root, 'src-main', 'hosts', 'desk.ts'), '--data', dataDir, '--window', window, '--print'],
    { cwd: root, stdio: ['pipe', 'pipe', 'pipe'] },
  )
  const text = { said: '', logged: '' }
  child.stdout?.on('data', (part: Buffer) => {
    text.said += part.toString()
  })
  child.stderr?.on('data', (part: Buffer) => {
    text.logged += part.toString()
  })
  const ended = new Promise<number | null>((resolve) => void child.once('close', resolve))
  return { child, text, ended }
}

describe('npm run desk', () => {
  let city: TestCity
  let window = ''
  const staff = [{ name: '王芳', role: 'clerk', badge: '001', pin: '135790' }]

  beforeAll(async () => {
    city = await aCity()
    window = newDataDir()
    mkdirSync(join(window, 'assets'))
    writeFileSync(join(window, 'index.html'), '<p>窗口</p>')
  })
  afterAll(async () => {
    await city.close()
    await stopDatabases()
  })

  /** What whoever installs a desk leaves beside its data. */
  async function installed(change: object = {}): Promise<string> {
    const dataDir = newDataDir()
    const code = await city.newCode(township)
    const setup = { cityUrl: city.url, code, practice: false, staff, ...change }
    writeFileSync(join(dataDir, 'setup.json'), JSON.stringify(setup))
    return dataDir
  }

  test('makes a desk of a folder with a setup file, once, and opens it again without one', async () => {
    const dataDir = await installed()
    const first = aDeskCommand(dataDir, window)
    await expect.poll(() => first.text.said, { timeout: 60_000 }).toContain('某镇便民服务中心的工作台已打开')
    expect(first.text.said).toMatch(/恢复码（只显示这一次.*/)
    // The file holds the code and the PINs.
    expect(existsSync(join(dataDir, 'setup.json'))).toBe(false)
    // Kept before it ends: who is killed starts as fast the next time.
    const compiled = join(dataDir, 'compiled')
    await expect
      .poll(() => existsSync(compiled) && readdirSync(compiled, { recursive: true }).length > 100)
      .toBe(true)
    expect(statSync(compiled).mode & 0o777).toBe(0o700)
    first.child.kill('SIGTERM')
    expect(await first.ended).toBe(0)
    for (const line of first.text.logged.trim().split('\n')) {
      expect(JSON.parse(line)).toMatchObject({ room: expect.stringMatching(/^(host|engine)$/) })
      expect(line).not.toMatch(/王芳|135790|launch/)
    }

    const again = aDeskCommand(dataDir, window)
    await expect.poll(() => again.text.said, { timeout: 60_000 }).toContain('工作台已打开')
    expect(again.text.said).not.toContain('恢复码')
    again.child.kill('SIGTERM')
    expect(await again.ended).toBe(0)
  })

  test('does not install for another city than the one whose fingerprint was read to the centre', async () => {
    const dataDir = await installed({ cityFingerprint: '0000 1111 2222 3333' })
    const { ended, text } = aDeskCommand(dataDir, window)
    expect(await ended).toBe(1)
    expect(text.logged).toContain('市级的指纹和告知本中心的不一样，没有登记，请核对地址。')
    expect(existsSync(join(dataDir, 'setup.json'))).toBe(true)
  })

  test('a lost answer does not burn the code: started again it is the desk the city knows', async () => {
    // The city hears the first question and makes the desk; the answer never arrives.
    let asked = 0
    const line = createServer((request, response) => {
      void (async () => {
        const body = Buffer.concat(await request.toArray())
        const answer = await fetch(city.url + request.url, {
          method: request.method ?? 'POST',
          headers: { 'content-type': 'application/json' },
          body,
        })
        if (request.url === '/v1/enrol' && ++asked === 1) return response.destroy()
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
      })()
    })
    await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve))
    const { port } = line.address() as { readonly port: number }
    const known = async () =>
      ((await city.operator('GET', '/v1/operator/desks')).body as { readonly desks: readonly unknown[] })
        .desks.length
    const before = await known()
    const dataDir = await installed({ cityUrl: `http://127.0.0.1:${port}` })
    expect(await aDeskCommand(dataDir, window).ended).toBe(1)
    expect(await known()).toBe(before + 1)
    const again = aDeskCommand(dataDir, window)
    await expect.poll(() => again.text.said, { timeout: 60_000 }).toContain('工作台已打开')
    expect(await known()).toBe(before + 1)
    again.child.kill('SIGTERM')
    await again.ended
    line.closeAllConnections()
    line.close()
  }, 180_000)

  test('on a machine in the place of one that is gone is the same desk, under a log of its own', async () => {
    type Known = { deskId: string; epoch: number; receivedSeq: number }
    const known = async () =>
      ((await city.operator('GET', '/v1/operator/desks')).body as { readonly desks: readonly Known[] }).desks
    const before = (await known()).map(({ deskId }) => deskId)
    const gone = aDeskCommand(await installed(), window)
    const it = async () => (await known()).find(({ deskId }) => !before.includes(deskId))
    await expect.poll(async () => (await it())?.receivedSeq, { timeout: 60_000 }).toBeGreaterThan(2)
    gone.child.kill('SIGKILL')
    await gone.ended
    const deskId = (await it())?.deskId
    const wish = { centreId: township, deskId }
    const { body } = await city.operator('POST', '/v1/operator/enrolment-codes', wish)
    const next = aDeskCommand(await installed({ code: (body as { code: string }).code }), window)
    await expect.poll(() => next.text.said, { timeout: 60_000 }).toContain('工作台已打开')
    await expect.poll(async () => (await it())?.epoch, { timeout: 60_000 }).toBe(2)
    await expect.poll(async () => (await it())?.receivedSeq, { timeout: 60_000 }).toBeGreaterThan(0)
    expect((await it())?.deskId).toBe(deskId)
    expect(await known()).toHaveLength(before.length + 1)
    next.child.kill('SIGTERM')
    expect(await next.ended).toBe(0)
  }, 180_000)

  test('says what is missing of a folder without a desk', async () => {
    const { ended, text } = aDeskCommand(newDataDir(), window)
    expect(await ended).toBe(1)
    expect(text.logged).toContain('里没有工作台，也没有安装设置文件 setup.json。')
  })
})
