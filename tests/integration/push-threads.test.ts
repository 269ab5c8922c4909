import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, test } from 'vitest'
import type { LogLine } from '#city/hosts/city-log.ts'
import { aThread, PushThreads } from '#city/hosts/push-threads.ts'
import type { DeskRow } from '#city/store/queries/desk.ts'

/** Nobody listens there; what is refused before the database is asked needs none. */
const settings = { databaseUrl: 'postgres://city@127.0.0.1:1/none', poolSize: 1, cityEpoch: 1 }
const desk = { deskId: 'd', epoch: 1 } as DeskRow
const noBatch = { body: Buffer.from('{"proto":2}'), packing: undefined }

describe('threads that take batches', () => {
  const said: LogLine[] = []
  let threads: PushThreads | undefined
  afterEach(() => threads?.close())

  test('one that ends amid a batch is busy to the desk, and another takes its place', async () => {
    let begun = 0
    threads = new PushThreads(
      1,
      settings,
      (line) => said.push(line),
      (given) =>
        ++begun === 1
          ? new Worker(
              `require('node:worker_threads').parentPort.on('message', () => { throw new RangeError('x') })`,
              {
                eval: true,
              },
            )
          : aThread(given),
    )
    expect(await threads.take(desk, noBatch)).toMatchObject({ ok: false, refusal: { code: 'E_BUSY' } })
    expect(said).toMatchObject([{ event: 'fault', code: 'push-thread', reason: 'RangeError' }])

    expect(await threads.take(desk, noBatch)).toMatchObject({
      ok: false,
      refusal: { code: 'input-malformed', detail: { field: 'batchId' } },
    })
    expect(begun).toBe(2)
  })
})
