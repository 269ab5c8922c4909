import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fileDeskSecret } from '#main/security/desk-secret.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { ask, enter, expectHeaders, get, open, raw, start } from '#tests/support/a-browser-host.ts'

describe('what is served', () => {
  test('only listed files, to a session only, with every header on every answer', async () => {
    const at = await start()
    const { cookie } = await enter(at)
    const asset = '/assets/index-a1B2c3D4.js'
    expect((await get(at, asset)).status).toBe(403)

    const good = await get(at, asset, { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' })
    expect([good.status, good.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8'])
    expect(good.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    const index = await get(at, '/', { Cookie: cookie })
    expect(index.headers['cache-control']).toBe('no-store')
    expect(index.body).not.toContain('__')
    const nonce = /csp-nonce" content="([^"]+)"/.exec(index.body)?.[1]
    expect(index.headers['content-security-policy']).toContain(`'nonce-${nonce}'`)
    for (const reply of [
      good,
      index,
      await get(at, '/launch'),
      await get(at, '/'),
      await get(at, '/nothing', { Cookie: cookie }),
    ])
      expectHeaders(reply)
  })

  test('S18: no spelling of a path walks out of the list', async () => {
    const at = await start()
    const { cookie } = await enter(at)
    const steps = [
      '..',
      '%2e%2e',
      '.%2e',
      '%2e.',
      '..%2f',
      '..%5c',
      '..\\',
      '....//',
      '%252e%252e',
      '%c0%ae%c0%ae',
      '..;',
      '..%00',
      '\u002e\u002e',
    ]
    const ends = ['/outside.js', '/etc/passwd', '%2foutside.js', '\\outside.js', '/../outside.js']
    const others = String.raw`
      /index.html /.secret.js /assets /assets/ /assets/index-a1B2c3D4.js.map /assets/index-a1B2c3D4.js/ /assets/INDEX-a1B2c3D4.js
      //assets/index-a1B2c3D4.js /./assets/index-a1B2c3D4.js /assets//index-a1B2c3D4.js /constructor /__proto__ /%00 /C:/outside.js
      /file:///etc/passwd`
    const walks = steps.flatMap((step) =>
      ends.flatMap((end) => [`/${step}${end}`, `/assets/${step}${end}`, `/assets/${step}/${step}${end}`]),
    )
    const paths = [...walks, ...others.trim().split(/\s+/)]
    expect(paths.length).toBeGreaterThan(200)
    for (const path of paths)
      expect([path, (await get(at, path, { Cookie: cookie })).status]).toEqual([path, 404])
  })

  test('two cookies of our name count as none', async () => {
    const at = await start()
    const { cookie } = await enter(at)
    expect((await get(at, '/', { Cookie: `${cookie}; __Host-s=${'0'.repeat(64)}` })).status).toBe(403)
    expect((await get(at, '/', { Cookie: `other=1; ${cookie}` })).status).toBe(200)
  })
})

describe('the line of the window', () => {
  test('is refused without cookie, token, origin or the right name', async () => {
    const at = await start()
    const known = await enter(at)
    const wrong: readonly [Parameters<typeof open>[1], Record<string, string>][] = [
      [{ ...known, cookie: '' }, {}],
      [{ ...known, cookie: `__Host-s=${'0'.repeat(64)}` }, {}],
      [{ ...known, token: '0'.repeat(64) }, {}],
      [{ ...known, token: '' }, {}],
      [known, { Origin: 'http://evil.test' }],
      [known, { Origin: 'null' }],
      [known, { Origin: '' }],
      [known, { Host: `127.0.0.1:${at.port}` }],
      [known, { Host: `evil.test:${at.port}` }],
      [known, { 'Sec-Fetch-Site': 'cross-site' }],
    ]
    for (const [held, headers] of wrong) await expect(open(at, held, headers)).rejects.toThrow()
    const ask = (path: string, extra = ''): string =>
      `GET ${path} HTTP/1.1\r\nHost: ${at.name}\r\nCookie: ${known.cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${extra}\r\n`
    const origin = `Origin: ${at.host.origin}\r\n`
    const full = `?token=${known.token}`
    const knocks = [
      ask('/desk', origin),
      ask(`/desk${full}`),
      ask(`/desk${full}&token=1`, origin),
      ask(`/${full}`, origin),
      ask(`/desk/${full}`, origin),
      ask(`/Desk${full}`, origin),
      ask(`http://evil.test/desk${full}`, origin),
    ]
    for (const knock of knocks) {
      const reply = await raw(at.port, knock)
      expect(reply).toMatchObject({ status: 403 })
      if (reply !== 'closed') expectHeaders(reply)
    }
  })

  test('carries questions to the engine and answers and hints back', async () => {
    const at = await start()
    const line = await open(at, await enter(at))
    line.socket.send(ask(7, 'change', { x: [1, '麻'] }))
    expect(await line.next(2)).toMatchObject([
      { t: 'change', what: 'journal' },
      {
        t: 'answer',
        id: 7,
        answer: { ok: true, value: { name: 'change', input: { x: [1, '麻'] }, argv: [] } },
      },
    ])
    expect(at.host).toMatchObject({ centreName: '麻山镇便民服务中心', recoveryCode: 'secret of 32 bytes' })
  })

  test('is closed on anything that is no question, and on an oversized one', async () => {
    const at = await start()
    const known = await enter(at)
    const wrong = [
      '',
      'null',
      '[]',
      '{',
      '{"t":"ask"}',
      JSON.stringify({ t: 'ask', id: -1, name: 'x' }),
      JSON.stringify({ t: 'open', id: 1, name: 'x' }),
      ask(1, 'x'.repeat(61)),
      Buffer.from([1, 2]),
    ]
    for (const message of wrong) {
      const line = await open(at, known)
      line.socket.send(message)
      expect([String(message), await line.closed]).toEqual([String(message), 4000])
    }
    const line = await open(at, known)
    line.socket.send(ask(1, 'echo', 'x'.repeat(5 * 1024 * 1024)))
    expect(await line.closed).toBe(1009)
  })

  test('exists once: a second window is turned away and the first goes on', async () => {
    const at = await start()
    const known = await enter(at)
    const first = await open(at, known)
    const second = await open(at, known)
    expect(await second.closed).toBe(4009)
    const typed = await get(at, '/', {
      Cookie: known.cookie,
      'Sec-Fetch-Site': 'none',
      'Sec-Fetch-Mode': 'navigate',
    })
    expect(typed.body).toContain('已在别处打开')
    first.socket.send(ask(1, 'echo'))
    expect(await first.next(1)).toHaveLength(1)

    first.socket.terminate()
    const third = await open(at, known)
    third.socket.send(ask(1, 'echo'))
    expect(await third.next(1)).toHaveLength(1)
  })
})

describe('an engine that dies', () => {
  test('is back within two seconds; open questions get a sentence and the window looks anew', async () => {
    const at = await start()
    const line = await open(at, await enter(at))
    line.socket.send(ask(1, 'silence'))
    const startedMs = Date.now()
    line.socket.send(ask(2, 'crash'))
    const heard = await line.next(6)
    expect(Date.now() - startedMs).toBeLessThan(2000)
    expect(heard).toMatchObject([
      { t: 'fault', id: 1, fault: { code: 'engine-restarted' } },
      { t: 'fault', id: 2, fault: { code: 'engine-restarted' } },
      ...['session', 'journal', 'drafts', 'sync'].map((what) => ({ t: 'change', what })),
    ])
    line.socket.send(ask(3, 'echo'))
    expect((await line.next(7))[6]).toMatchObject({ t: 'answer', id: 3 })
  })

  test('three times in five minutes ends the host with a sentence', async () => {
    const at = await start()
    const known = await enter(at)
    const line = await open(at, known)
    for (const id of [1, 2, 3]) {
      line.socket.send(ask(id, 'crash'))
      await line.next(id < 3 ? id * 5 : 11)
    }
    expect(await line.closed).toBe(4010)
    const ending = await at.host.ended
    expect(ending).toMatchObject({ why: 'engine-down', fault: { code: 'engine-crashing' } })
    expect(at.lines.join()).toContain('五分钟内出错三次')
    expect((await get(at, '/', { Cookie: known.cookie })).status).toBe(503)
  })

  test('at the very start is told to whoever started the host', async () => {
    await expect(start({ desk: 'refuses-' })).rejects.toMatchObject({
      code: 'not-ours',
      sentence: '这份数据属于另一台电脑。',
    })
    await expect(start({ desk: 'dies-' })).rejects.toBeInstanceOf(Fault)
  })
})

describe('the desk secret in a file', () => {
  test('is made once, readable by its owner only, and never replaced', async () => {
    const at = await start()
    const file = join(at.dataDir, 'desk-secret')
    expect(readFileSync(file)).toHaveLength(32)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    const store = fileDeskSecret(at.dataDir)
    expect(() => store.save(Buffer.alloc(32))).toThrow('never replaced')
    writeFileSync(file, 'short')
    expect(() => store.load()).toThrow('desk-secret-damaged')
    expect(existsSync(`${file}.new`)).toBe(false)
  })
})
