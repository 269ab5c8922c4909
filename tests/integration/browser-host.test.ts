import { spawn } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { ownerIn } from '#main/hosts/browser/peer.ts'
import {
  ask,
  codeOf,
  enter,
  expectHeaders,
  get,
  launch,
  open,
  raw,
  start,
} from '#tests/support/a-browser-host.ts'

const words = (text: string): string[] => text.trim().split(/\s+/)

describe('S11: who may knock', () => {
  test('no request under another name, from another origin or by another route reaches a handler', async () => {
    const at = await start()
    const { cookie, token } = await enter(at)
    const bare = at.name.split(':')[0] ?? ''
    const wrongHosts = words(`
      127.0.0.1 localhost 127.0.0.1:${at.port} localhost:${at.port} [::1]:${at.port} [::ffff:127.0.0.1]:${at.port}
      2130706433:${at.port} 0x7f000001:${at.port} 0177.0.0.1:${at.port} 127.1:${at.port} 0.0.0.0:${at.port}
      evil.test:${at.port} 127.evil.com:${at.port} ${bare}.evil.test:${at.port} evil.${at.name} ${bare}.:${at.port}
      ${bare} ${bare}:80 ${bare}:0${at.port} ${bare}:${at.port}. user@${at.name} user:pass@${at.name} ${at.name}@evil.test
      ${at.name}/ ${at.name}# ${at.name}? http://${at.name} ${at.name},evil.test evil.test,${at.name}
      ${bare.toUpperCase()}:${at.port} app-${'0'.repeat(32)}.localhost:${at.port} app-.localhost:${at.port} xn--app-.localhost:${at.port}`)
    const wrongOrigins = words(`
      http://evil.test http://evil.test:${at.port} null file:// https://${at.name} http://127.0.0.1:${at.port}
      ${at.host.origin}/ ${at.host.origin}.evil.test http://user@${at.name} http://${bare} http://${bare}.:${at.port}
      ${at.host.origin},http://evil.test chrome-extension://abcdefghijklmnop http://app-evil.localhost ws://${at.name}
      ${at.host.origin.toUpperCase()}`)
    const wrongSites: readonly (readonly [string, string])[] = [
      ['cross-site', '/'],
      ['same-site', '/'],
      ['cross-site', '/launch'],
      ['none', '/assets/index-a1B2c3D4.js'],
      ['none', '/desk'],
      ['Same-Origin', '/'],
      ['same-origin, cross-site', '/'],
      ['', '/'],
      ['evil', '/'],
    ]
    const own = `Cookie: ${cookie}\r\nX-App-Token: ${token}\r\n`
    const requests = [
      ...[...wrongHosts, '', `${at.name} evil.test`].map(
        (host) => `GET / HTTP/1.1\r\nHost: ${host}\r\n${own}\r\n`,
      ),
      ...wrongOrigins.map(
        (origin) => `GET / HTTP/1.1\r\nHost: ${at.name}\r\nOrigin: ${origin}\r\n${own}\r\n`,
      ),
      ...wrongSites.map(
        ([site, path]) => `GET ${path} HTTP/1.1\r\nHost: ${at.name}\r\nSec-Fetch-Site: ${site}\r\n${own}\r\n`,
      ),
      ...['iframe', 'object', 'script', 'empty'].map(
        (dest) =>
          `GET / HTTP/1.1\r\nHost: ${at.name}\r\nSec-Fetch-Site: none\r\nSec-Fetch-Dest: ${dest}\r\n${own}\r\n`,
      ),
      `GET / HTTP/1.0\r\n${own}\r\n`,
      `GET / HTTP/1.1\r\n${own}\r\n`,
      `GET / HTTP/1.1\r\nHost: ${at.name}\r\nHost: evil.test\r\n${own}\r\n`,
      `GET / HTTP/1.1\r\nHost: evil.test\r\nHost: ${at.name}\r\n${own}\r\n`,
      `GET / HTTP/1.1\r\nHost: ${at.name}\r\nOrigin: ${at.host.origin}\r\nOrigin: http://evil.test\r\n${own}\r\n`,
      `GET http://evil.test/ HTTP/1.1\r\nHost: ${at.name}\r\n${own}\r\n`,
      `GET ${at.host.origin}/ HTTP/1.1\r\nHost: ${at.name}\r\n${own}\r\n`,
      `OPTIONS / HTTP/1.1\r\nHost: ${at.name}\r\nOrigin: ${at.host.origin}\r\nAccess-Control-Request-Method: POST\r\n${own}\r\n`,
      `OPTIONS * HTTP/1.1\r\nHost: ${at.name}\r\n${own}\r\n`,
      ...['POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'TRACE'].map(
        (method) => `${method} / HTTP/1.1\r\nHost: ${at.name}\r\nContent-Length: 0\r\n${own}\r\n`,
      ),
      `CONNECT evil.test:443 HTTP/1.1\r\nHost: ${at.name}\r\n${own}\r\n`,
      `GET / HTTP/1.1\r\nHost: ${at.name}\r\nExpect: something\r\nOrigin: http://evil.test\r\n${own}\r\n`,
      `POST /launch HTTP/1.1\r\nHost: ${at.name}\r\nOrigin: http://evil.test\r\nContent-Length: 0\r\n\r\n`,
      `POST /launch HTTP/1.1\r\nHost: ${at.name}\r\nOrigin: null\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nContent-Length: 0\r\n\r\n`,
    ]
    expect(requests.length).toBeGreaterThan(40)

    let closed = 0
    for (const request of requests) {
      const reply = await raw(at.port, request)
      if (reply === 'closed') {
        closed += 1
        continue
      }
      expect([request, reply.status >= 400]).toEqual([request, true])
      expect(reply.body).not.toContain(token)
      if (reply.headers['content-type']) expectHeaders(reply)
    }

    expect(closed).toBeLessThan(5)

    const line = await open(at, { cookie, token })
    line.socket.send(ask(1, 'echo'))
    expect(await line.next(1)).toMatchObject([{ answer: { value: { asked: 1 } } }])
  })

  test('a program of another user is told from ours by the socket table', async () => {
    const table = `  sl  local_address rem_address   st\n   1: 0100007F:9C40 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 1\n   2: 0000000000000000FFFF00000100007F:9C41 0000000000000000FFFF00000100007F:1F90 01 0:0 0:0 0  65534 0 2`
    expect(ownerIn(table, 40000, 8080)).toBe(1000)
    expect(ownerIn(table, 40001, 8080)).toBe(65534)
    expect(ownerIn(table, 8080, 40000)).toBeUndefined()
  })

  test.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
    'a program of another user is turned away',
    async () => {
      const at = await start()
      const script = `require('node:http').get({port:${at.port},host:'127.0.0.1',path:'/launch',headers:{Host:'${at.name}'}},r=>{console.log(r.statusCode);r.resume()})`
      const status = (uid: number): Promise<string> =>
        new Promise((resolve) => {
          const child = spawn('/proc/self/exe', ['-e', script], { uid, argv0: 'node', cwd: '/' })
          let text = ''
          child.stdout.on('data', (part) => (text += part))
          child.on('close', () => resolve(text.trim()))
        })
      expect([await status(0), await status(65534)]).toEqual(['200', '403'])
      expect(at.lines.join()).toContain('其他用户')
    },
  )
})

describe('S12: the one-time launch code', () => {
  test('lets in once, sets a strict cookie, and a second use is refused and told', async () => {
    const at = await start()
    const code = codeOf(at.host.newAddress())

    const first = await launch(at, code, { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' })
    expect([first.status, first.headers.location]).toEqual([303, '/'])
    expect(first.headers['set-cookie']).toMatch(
      /^__Host-s=[0-9a-f]{64}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
    )
    expectHeaders(first)

    const before = at.lines.length
    const second = await launch(at, code, { Origin: 'null' })
    expect([second.status, second.headers['set-cookie']]).toEqual([403, undefined])
    expect(second.body).toContain('已经用过一次')
    expect(at.lines.slice(before).join()).toContain('第二次')
  })

  test('from the launch file the page moves on by itself, because a redirect would lose the strict cookie', async () => {
    const at = await start()
    const reply = await launch(at, codeOf(at.host.newAddress()), {
      Origin: 'null',
      'Sec-Fetch-Site': 'cross-site',
      'Sec-Fetch-Mode': 'navigate',
    })
    expect(reply.status).toBe(200)
    expect(reply.body).toContain('http-equiv="refresh"')
    expect(reply.headers['set-cookie']).toContain('SameSite=Strict')
  })

  test('runs out after ten minutes, and a newer address takes the older one back', async () => {
    let nowMs = 1_000_000
    const at = await start({ nowMs: () => nowMs })
    const older = codeOf(at.host.newAddress())
    const newer = codeOf(at.host.newAddress())
    expect((await launch(at, older)).status).toBe(403)
    nowMs += 600_001
    expect((await launch(at, newer)).body).toContain('过期')
    expect((await launch(at, codeOf(at.host.newAddress()))).status).toBe(303)
  })

  test('a wrong, missing or oversized code burns nothing', async () => {
    const at = await start()
    const code = codeOf(at.host.newAddress())
    const wrong = ['', '0'.repeat(64), code.toUpperCase(), `${code}0`, 'x'.repeat(2000)]
    for (const text of wrong) expect((await launch(at, text)).status).toBeGreaterThanOrEqual(400)
    expect((await launch(at, code, { 'Content-Type': 'text/plain' })).status).toBe(415)
    expect((await launch(at, code)).status).toBe(303)
  })

  test('stands in no page, and the launch page takes it out of the address', async () => {
    const at = await start()
    const code = codeOf(at.host.newAddress())
    const page = await get(at, '/launch', { 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate' })
    const script = await get(at, '/launch.js')
    expect(page.body + script.body).not.toContain(code)
    expect(script.body).toContain('history.replaceState')
  })

  test('a second launch ends the session before it', async () => {
    const at = await start()
    const first = await enter(at)
    const line = await open(at, first)
    const second = await enter(at)
    expect(await line.closed).toBe(4001)
    await expect(open(at, first)).rejects.toThrow('403')
    ;(await open(at, second)).socket.close()
  })
})
