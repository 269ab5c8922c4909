import { writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { CaseDocument, CaseFile } from './case-files.ts'
import { aChildServer } from './child-server.ts'
import { backendsOf } from './cpu-time.ts'
import { type Sent, sending } from './sending.ts'

/** One POST a case over connections that are kept, so many on their way at a time; `place` is a folder or an URL. */
export async function byPost(
  dir: string,
  place: string,
  files: readonly CaseFile[],
  inFlight: number,
): Promise<Sent> {
  const rows = join(dir, 'rows-of-cases.json')
  writeFileSync(rows, JSON.stringify(files.map(({ document, statements }) => [document.caseId, statements])))
  const server = await aChildServer(join(import.meta.dirname, 'post-server.ts'), [rows, place, `${inFlight}`])
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight })
  try {
    const backends = place.startsWith('postgres:') ? await backendsOf(place) : []
    return await sending([server.pid, ...backends], async () => {
      const waiting = files.values()
      const one = async (): Promise<void> => {
        for (const { document } of waiting) await post(`${server.url}/cases`, agent, document)
      }
      await Promise.all(Array.from({ length: inFlight }, one))
    })
  } finally {
    agent.destroy()
    await server.stop()
  }
}

function post(url: string, agent: Agent, document: CaseDocument): Promise<void> {
  const body = gzipSync(JSON.stringify(document))
  const headers = {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    'content-length': body.byteLength,
  }
  const { promise, reject, resolve } = Promise.withResolvers<void>()
  const going = request(url, { method: 'POST', agent, headers }, (answer) => {
    answer.resume()
    answer.once('end', () =>
      answer.statusCode === 201 ? resolve() : reject(new Error(`${answer.statusCode}`)),
    )
  })
  going.once('error', reject)
  going.end(body)
  return promise
}
