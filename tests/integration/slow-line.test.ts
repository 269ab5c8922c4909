import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { overHttp } from '#main/sync/carry.ts'

/** A real socket on loopback with somebody slow, or nobody, at its other end. */
const servers: { close: () => void }[] = []
afterAll(() => {
  for (const each of servers.splice(0)) each.close()
})

async function at(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push({
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

const get = { method: 'GET', headers: {} } as const
const inTime = { name: 'TimeoutError' }

describe.concurrent('a line that is slow', () => {
  test('is waited for as long as something comes down, longer than it may stand still', async () => {
    const pieces = 25
    const url = await at((_request, response) => {
      let sent = 0
      const timer = setInterval(() => {
        sent += 1
        response.write('一页'.repeat(100))
        if (sent < pieces) return
        clearInterval(timer)
        response.end()
      }, 100)
    })
    const { status, text } = await overHttp(url, { ...get, idleMs: 2_000 })
    expect({ status, characters: text.length }).toEqual({ status: 200, characters: 200 * pieces })
  })

  test('is waited for as long as a long body still goes up', async () => {
    const body = Buffer.alloc(32 * 1024 * 1024, 7)
    const hear = async (request: IncomingMessage, response: ServerResponse) => {
      const slowUntilMs = Date.now() + 2_500
      let heard = 0
      for await (const part of request) {
        heard += (part as Buffer).length
        if (Date.now() < slowUntilMs) await new Promise((resolve) => setTimeout(resolve, 10))
      }
      response.end(String(heard))
    }
    const url = await at((request, response) => void hear(request, response))
    const { text } = await overHttp(url, { method: 'PATCH', headers: {}, body, idleMs: 2_000 })
    expect(Number(text)).toBe(body.length)
  })

  test('ends in the end when it only drips, for ever', async () => {
    const url = await at((request, response) => {
      const timer = setInterval(() => response.write('.'), 20)
      request.socket.on('close', () => clearInterval(timer))
    })
    await expect(overHttp(url, { ...get, idleMs: 100 })).rejects.toMatchObject(inTime)
  })

  test('ends when nothing comes any more, before an answer and amid one', async () => {
    const mute = await at(() => undefined)
    const stuck = await at((_request, response) => response.write('{"body":'))
    await expect(overHttp(mute, { ...get, idleMs: 50 })).rejects.toMatchObject(inTime)
    await expect(overHttp(stuck, { ...get, idleMs: 50 })).rejects.toMatchObject(inTime)
  })

  test('keeps nobody waiting once the program ends', async () => {
    const over = new AbortController()
    const url = await at((_request, response) => {
      response.write('{')
      over.abort()
    })
    await expect(overHttp(url, { ...get, idleMs: 600_000, giveUp: over.signal })).rejects.toThrow()
  })
})

describe('whoever answers instead of the city', () => {
  test('is not followed to another place, and not read without end', async () => {
    const elsewhere = await at((_request, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:9/login' }).end(),
    )
    expect(await overHttp(elsewhere, { ...get, idleMs: 2_000 })).toMatchObject({ status: 302, text: '' })

    const mebibyte = Buffer.alloc(1024 * 1024, 32)
    const poured = await at((_request, response) => {
      const pour = () => {
        while (!response.destroyed && response.write(mebibyte)) continue
      }
      response.on('drain', pour)
      pour()
    })
    await expect(overHttp(poured, { ...get, idleMs: 2_000 })).rejects.toThrow('answer too long')
  })

  test('who hangs up in the middle has said nothing', async () => {
    const url = await at((request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half')
      setImmediate(() => request.socket.destroy())
    })
    await expect(overHttp(url, { ...get, idleMs: 2_000 })).rejects.toThrow()
  })
})
