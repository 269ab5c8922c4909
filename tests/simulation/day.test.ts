import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDesk } from '#main/hosts/open-desk.ts'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { randomBytes } from '#shared/crypto/suite.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { playDay } from '../day/play-day.ts'
import { root } from '../support/a-desk.ts'

test('errands go from the village to the county and home, and both desks and the city tell the same of them', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'pingchuang-day-'))
  const secret = randomBytes(32)
  try {
    const { centres, delegations, difference, refused } = await playDay({
      dir,
      cases: 5,
      delegations: 2,
      seed: 7,
      offlineHours: 2,
      lines: undefined,
      say: () => undefined,
      secretOf: () => secret,
      newId: () => uuidV7(Date.now()),
    })
    const differs = centres.flatMap(({ rows }) => rows.filter((row) => row.difference !== 0))
    expect({ delegations, differs, refused }).toEqual({ delegations: 2, differs: [], refused: [] })
    expect(difference).toBe(0)
    const [township, village] = centres
    expect(rowsOf(township)).toMatchObject({ '记录 交接待收': 2, '记录 交接签收': 4, '记录 拍照': 2 })
    expect(rowsOf(village)).toMatchObject({ '保管 在手': 0, '帮办 已关闭': 2, '委托书 已办结': 2 })
    for (const folder of ['desk', 'village']) {
      const opened = openDesk(root, join(dir, folder), secret)
      expect(verifyStore(opened.store, root)).toEqual([])
      opened.close()
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})

function rowsOf(centre: Awaited<ReturnType<typeof playDay>>['centres'][number] | undefined) {
  return Object.fromEntries(centre?.rows.map(({ city, what }) => [what, city]) ?? [])
}
