import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { fileDeskSecret } from '#main/security/desk-secret.ts'
import { findFreeze } from '#main/store/queries/epoch.ts'
import { aCity, hasPostgres, stopDatabases } from '#tests/support/a-city.ts'
import { aSyncingDesk, caseTaken, drained, until } from '#tests/support/a-copied-desk.ts'
import { root, type TestDesk } from '#tests/support/a-desk.ts'

afterAll(stopDatabases)

function wipe({ dir }: TestDesk, ...more: readonly string[]) {
  return new Promise<{ code: number; said: string }>((resolve) => {
    const args = [join(root, 'src-main', 'hosts', 'wipe.ts'), '--data', dir, ...more]
    const child = execFile(process.execPath, args, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, said: stdout + stderr }),
    )
  })
}

test.skipIf(!hasPostgres)(
  'a computer is emptied only when the city revoked its desk and keeps all of it for good',
  async () => {
    const city = await aCity({ on: 'postgres' })
    const desk = await aSyncingDesk(city)
    try {
      fileDeskSecret(desk.dir).save(desk.secret)
      await caseTaken(desk)
      await drained(desk)
      await desk.stop()
      // Everything is at the city, but the desk is one of its desks still.
      expect(await wipe(desk, '--yes')).toMatchObject({ code: 1, said: expect.stringContaining('还在使用') })

      const again = await desk.restart()
      const { desks } = (await city.operator('GET', '/v1/operator/desks')).body as {
        desks: { deskId: string }[]
      }
      await city.operator('PUT', `/v1/operator/desks/${desks[0]?.deskId}`, { status: 'REVOKED' })
      await until(() => expect(again.opened.store.read(findFreeze)).toMatchObject({ reason: 'REVOKED' }))
      const { client } = again.opened.store
      client.exec('UPDATE sync_position SET durable_seq = durable_seq - 2')
      await again.stop()
      expect(await wipe(desk, '--yes')).toMatchObject({
        code: 1,
        said: expect.stringContaining('有 2 条记录'),
      })
      expect(existsSync(join(desk.dir, 'desk.db'))).toBe(true)

      const whole = await desk.restart()
      await until(async () => {
        const { durable_seq: through, acked_seq: acked } = whole.opened.store.client
          .prepare('SELECT durable_seq, acked_seq FROM sync_position')
          .get() as { durable_seq: number; acked_seq: number }
        expect(through).toBe(acked)
      })
      await whole.stop()
      expect(await wipe(desk)).toMatchObject({ code: 0, said: expect.stringContaining('可以清除') })
      expect(existsSync(join(desk.dir, 'desk.db'))).toBe(true)
      expect(await wipe(desk, '--yes')).toMatchObject({ code: 0 })
      expect(readdirSync(desk.dir).filter((name) => !name.endsWith('.lock'))).toEqual([])
    } finally {
      await city.close()
    }
  },
  180_000,
)
