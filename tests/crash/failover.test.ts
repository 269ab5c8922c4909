import { expect, test } from 'vitest'
import { hasPostgres } from '#tests/support/a-postgres.ts'
import { playRounds } from '../failover/rounds.ts'

test.skipIf(!hasPostgres)(
  'a primary killed under load and a standby that takes over lose nothing that was acknowledged, and double nothing',
  async () => {
    const report = await playRounds(['kill', 'failover'], () => undefined)
    expect(report).toMatchObject({ lost: [], twice: [] })
    expect(report.acknowledged).toBeGreaterThan(100)
    // The kills fell into work: some of it had to be sent again.
    expect(report.refusals).toBeGreaterThan(0)
  },
)
