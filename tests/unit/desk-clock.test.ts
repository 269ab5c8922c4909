import { describe, expect, test } from 'vitest'
import { checkClose, clockAsks, DaySum } from '#shared/domain/day-close.ts'
import { clockSuspect, countSuspect } from '#shared/domain/desk-clock.ts'
import { StaffId } from '#shared/kernel/ids.ts'

const minute = 60_000
const at = (minutes: number, ran: number, bootId = 'b1') => ({
  wallMs: minutes * minute,
  monoMs: ran * minute,
  bootId,
})

describe('the clock of the desk (domain.md 3.4, sync.md C.15)', () => {
  test('is suspect where it went back by more than five minutes, and not for less', () => {
    expect(clockSuspect(at(100, 100), at(94, 100))).toBe(true)
    expect(clockSuspect(at(100, 100), at(95, 100))).toBe(false)
  })

  test('is measured against what the computer ran, so that a jump back is seen an hour later too', () => {
    expect(clockSuspect(at(100, 100), at(130, 160))).toBe(true)
    expect(clockSuspect(at(100, 100), at(160, 160))).toBe(false)
  })

  test('is not suspect after a night of sleep, nor after the computer was started again', () => {
    expect(clockSuspect(at(100, 100), at(900, 101))).toBe(false)
    expect(clockSuspect(at(100, 100), at(900, 1, 'b2'))).toBe(false)
    expect(clockSuspect(at(900, 100), at(100, 1, 'b2'))).toBe(true)
  })

  test('counts each time it was set back once, however many acts follow', () => {
    expect(countSuspect([at(100, 0), at(40, 1), at(41, 2), at(20, 3), at(21, 4)])).toBe(2)
    expect(countSuspect([])).toBe(0)
  })
})

describe('the close of a day', () => {
  const date = '2026-09-18'
  const person = (n: number, role: string) => ({
    staffId: StaffId.parse(`00000000-0000-7000-8000-00000000000${n}`),
    role,
  })
  const sum = (more: Partial<DaySum>) =>
    DaySum.parse({
      date,
      nth: 1,
      epoch: 1,
      after: 0,
      through: 3,
      head: 'h',
      lines: {},
      returned: [],
      late: 0,
      custody: { in: 0, out: 0, held: 0, here: 0 },
      stand: { drafts: 0, undecided: 0, dueToday: 0, overdue: 0, soon: 0, waiting: 0, held: 0, unprinted: 0 },
      ...more,
    })
  const codeOf = (more: Partial<DaySum>, reasons: object = {}, role = 'centreManager') => {
    const [counter, signer] = [person(1, 'clerk'), person(2, role)]
    const checked = checkClose({ counter, signer, last: undefined, reasons, sum: sum(more), today: date })
    return checked.ok ? 'ok' : checked.refusal.code
  }

  test('asks why the clock was set back', () => {
    expect(clockAsks(sum({ suspect: 1 }))).toBe(true)
    expect(codeOf({ suspect: 1 })).toBe('clock-set-back')
    expect(codeOf({ suspect: 1 }, { clock: '电池没电，已换' })).toBe('ok')
    expect(codeOf({})).toBe('ok')
  })

  test('more than a day apart from the city is signed by a manager, whatever is said for their absence', () => {
    const said = { clock: '电池没电，已换', alone: '负责人外出' }
    const far = 24 * 60 * minute + 1
    expect(codeOf({ skewMs: -far }, said, 'clerk')).toBe('clock-needs-manager')
    expect(codeOf({ skewMs: -far }, said)).toBe('ok')
    expect(codeOf({ skewMs: far - 1 }, said, 'clerk')).toBe('ok')
  })
})
