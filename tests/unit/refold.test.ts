import { describe, expect, test } from 'vitest'
import type { Clocks, ItemState } from '#shared/domain/item-case.ts'
import { stateAfter } from '#shared/domain/lifecycle.ts'
import type { By, Move } from '#shared/domain/move.ts'
import { type CityStep, type OwnStep, type Refold, refold } from '#shared/domain/refold.ts'
import { rules } from '../support/a-desk.ts'
import { centre, department, fullMoves } from '../support/moves.ts'

const clocks: Clocks = {
  acceptedOn: '2026-09-14',
  promisedDue: '2026-09-28',
  statutoryDue: '2026-10-19',
  provisional: false,
}
const accepted = { state: 'ACCEPTED', since: '2026-09-14', corrections: 0, clocks } as const

function own(
  position: number,
  move: Move,
  from: ItemState,
  more: Partial<{ by: By; on: string }> = {},
): OwnStep {
  const to = stateAfter(from, move.act)
  if (!to) throw new Error(`no ${move.act} from ${from}`)
  return { position, type: 'moved', move, by: centre, on: '2026-09-15', to, clocks, ...more }
}

function acts(after: number, move: Move, to: ItemState, more: Partial<CityStep> = {}): CityStep {
  return { after, move, to, on: '2026-09-15', ...more }
}

function folded(ownSteps: readonly OwnStep[], city: readonly CityStep[], more: Partial<Refold> = {}) {
  return refold({
    received: accepted,
    own: ownSteps,
    city,
    returned: new Set(),
    item: { role: 'COLLECT', promised: { n: 10, unit: 'W' }, statutory: { n: 20, unit: 'W' }, permit: true },
    receivedOn: '2026-09-14',
    calendar: rules.calendar,
    ...more,
  })
}

describe("a department's act takes its place in the life of an item", () => {
  test('after what the city had, before what it had not: nothing else, nothing moved', () => {
    const { overtaken, stands } = folded(
      [own(3, fullMoves.REVIEW, 'ACCEPTED')],
      [acts(3, fullMoves.APPROVE, 'DECIDED_APPROVED')],
    )
    expect(overtaken).toEqual([])
    expect(stands).toMatchObject({ state: 'DECIDED_APPROVED', since: '2026-09-15' })
    expect(stands.clocks).toMatchObject({ decidedOn: '2026-09-15', deliveryDue: expect.any(String) })
  })

  test('a step that still fits follows from where the department left the item', () => {
    const { overtaken, stands } = folded(
      [own(4, fullMoves.WITHDRAW, 'ACCEPTED')],
      [acts(3, fullMoves.REVIEW, 'IN_REVIEW')],
    )
    expect([overtaken, stands.state]).toEqual([[], 'WITHDRAWN'])
  })

  test('a step that no longer fits moves nothing, and what built on it falls with it', () => {
    const steps = [own(4, fullMoves.REVIEW, 'ACCEPTED'), own(5, fullMoves.SUSPEND, 'IN_REVIEW')]
    const { overtaken, stands } = folded(steps, [
      acts(3, fullMoves.REJECT, 'DECIDED_REFUSED', { on: '2026-09-14' }),
    ])
    expect([overtaken, stands.state]).toEqual([[4, 5], 'DECIDED_REFUSED'])
  })

  test('a step dated before the act is overtaken by it', () => {
    const { overtaken } = folded(
      [own(4, fullMoves.WITHDRAW, 'ACCEPTED', { on: '2026-09-14' })],
      [acts(3, fullMoves.REVIEW, 'IN_REVIEW', { on: '2026-09-16' })],
    )
    expect(overtaken).toEqual([4])
  })

  test('the clocks of both are kept: a demand of the department and the extension of the counter', () => {
    const steps = [
      own(3, fullMoves.REVIEW, 'ACCEPTED'),
      own(5, fullMoves.EXTEND, 'IN_REVIEW', { by: department }),
    ]
    const { stands } = folded(steps, [acts(4, fullMoves.DEMAND, 'IN_REVIEW')])
    expect(stands.state).toBe('EXTENDED')
    expect(stands.clocks.demands).toEqual([{ from: '2026-09-15' }])
    expect(stands.clocks.extension).toEqual({ on: '2026-09-15', days: 10 })
    expect(stands.clocks.statutoryDue).toBe('2026-10-30')
  })

  test('a second extension is overtaken, whoever comes second', () => {
    const steps = [own(3, fullMoves.REVIEW, 'ACCEPTED'), own(5, fullMoves.EXTEND, 'IN_REVIEW')]
    expect(folded(steps, [acts(4, fullMoves.EXTEND, 'EXTENDED')]).overtaken).toEqual([5])
  })

  test('what one act overtook may fit again after the next, as it does at the city', () => {
    const steps = [
      own(3, fullMoves.REVIEW, 'ACCEPTED'),
      own(4, fullMoves.APPROVE, 'IN_REVIEW', { by: department }),
      {
        position: 5,
        type: 'settled',
        stands: { state: 'SUSPENDED', since: '2026-09-15', corrections: 0, clocks },
      } as const,
    ]
    const first = acts(3, fullMoves.SUSPEND, 'SUSPENDED', {
      writtenAt: 5,
      clocks: { ...clocks, pauses: [{ from: '2026-09-15', kind: 'TESTING' }] },
    })
    const { overtaken, stands } = folded(steps, [first, acts(3, fullMoves.RESUME, 'IN_REVIEW')])
    expect([overtaken, stands.state]).toEqual([[], 'DECIDED_APPROVED'])
    expect(stands.clocks.pauses).toEqual([{ from: '2026-09-15', to: '2026-09-15', kind: 'TESTING' }])
  })

  test('a step written with the act in view stands as it was written', () => {
    const settled = { state: 'IN_REVIEW', since: '2026-09-15', corrections: 0, clocks } as const
    const later = { ...clocks, decidedOn: '2026-09-16' }
    const steps: OwnStep[] = [
      { position: 4, type: 'settled', stands: settled },
      {
        position: 5,
        type: 'moved',
        move: fullMoves.APPROVE,
        by: department,
        on: '2026-09-16',
        to: 'DECIDED_APPROVED',
        clocks: later,
      },
    ]
    const { stands } = folded(steps, [
      acts(3, fullMoves.REVIEW, 'IN_REVIEW', { writtenAt: 4, clocks }),
      acts(5, fullMoves.COMPLETE, 'COMPLETED', { on: '2026-09-17' }),
    ])
    expect(stands).toMatchObject({ state: 'COMPLETED', since: '2026-09-17' })
    expect(stands.clocks).toMatchObject({ decidedOn: '2026-09-16', used: { days: 2 } })
  })

  test('what the city sent back never happened', () => {
    const steps = [own(3, fullMoves.WITHDRAW, 'ACCEPTED')]
    const { overtaken, stands } = folded(steps, [acts(3, fullMoves.REVIEW, 'IN_REVIEW')], {
      returned: new Set([3]),
    })
    expect([overtaken, stands.state]).toEqual([[], 'IN_REVIEW'])
  })

  test('another calendar told meanwhile is reckoned again on the clocks of the act', () => {
    const reckoned = { position: 4, type: 'reckoned', clocks } as const
    const { stands } = folded(
      [own(2, fullMoves.REVIEW, 'ACCEPTED'), reckoned],
      [acts(3, fullMoves.DEMAND, 'IN_REVIEW')],
    )
    expect(stands.clocks.demands).toEqual([{ from: '2026-09-15' }])
  })

  test('a correction of the department counts as one', () => {
    const forwarded = { ...accepted, state: 'FORWARDED', clocks: { provisional: false } } as const
    const { stands } = folded([], [acts(3, fullMoves.CORRECT, 'CORRECTION_PENDING')], { received: forwarded })
    expect(stands).toMatchObject({ state: 'CORRECTION_PENDING', corrections: 1 })
    expect(stands.clocks.supplementDue).toBeDefined()
  })
})
