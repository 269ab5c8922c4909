import type { AssistOrderId, CaseId, CentreId, LetterId } from '#shared/kernel/ids.ts'
import type { AssistMode, OrderState } from './assist.ts'
import { isOrderOver } from './assist.ts'
import type { Day } from './day.ts'
import type { CaseMandate } from './decide-custody.ts'
import type { ItemState } from './item-case.ts'
import { type LetterForce, mandateOf } from './letter.ts'
import type { Told, ToldRow } from './told-events.ts'

export type ToldLetter = LetterForce & { readonly letterId: LetterId; readonly orderId: AssistOrderId }

/** A case of another desk as far as this one was told: to look at, and to know what a letter still covers. */
export type ToldCase = {
  readonly caseId: CaseId
  readonly home: CentreId
  readonly homeName: string
  readonly caseNo: string
  readonly matterName: string
  readonly owners: readonly string[]
  readonly receivedOn: Day
  readonly items: readonly {
    readonly itemNo: string
    readonly name: string
    readonly deptName: string
    readonly state: ItemState
    readonly since: Day
  }[]
  readonly rows: readonly ToldRow[]
  readonly errands: readonly {
    readonly orderId: AssistOrderId
    readonly mode: AssistMode
    readonly state: OrderState
  }[]
  /** The newest first. */
  readonly letters: readonly ToldLetter[]
}

/** The case after one more act; acts on things change where things are, not this. */
export function toldAfter(
  now: ToldCase | undefined,
  { act, caseId, home, homeName }: Told,
): ToldCase | undefined {
  if (act.what === 'RECEIVED') {
    const { caseNo, items, matterName, owners, receivedOn, rows } = act
    const begun = items.map((item) => ({ ...item, since: receivedOn }))
    const told = { caseId, home, homeName, caseNo, matterName, owners, receivedOn, rows }
    return { ...told, items: begun, errands: [], letters: [] }
  }
  if (!now) return undefined
  switch (act.what) {
    case 'STANDS': {
      const moved = new Map(act.items.map(({ itemNo, state }) => [itemNo, state]))
      return {
        ...now,
        items: now.items.map((item) => {
          const state = moved.get(item.itemNo) ?? item.state
          return { ...item, state, since: state === item.state ? item.since : act.on }
        }),
      }
    }
    case 'ERRAND': {
      const { mode, orderId, state } = act
      const known = now.errands.find((errand) => errand.orderId === orderId)
      if (known)
        return {
          ...now,
          errands: now.errands.map((errand) => (errand === known ? { ...known, state } : errand)),
        }
      return mode ? { ...now, errands: [...now.errands, { orderId, mode, state }] } : now
    }
    case 'LETTER': {
      const { force, letterId, orderId } = act
      return { ...now, letters: [{ letterId, orderId, ...force }, ...now.letters] }
    }
    case 'LETTER_ENDED': {
      const ended = { on: act.on, cause: act.cause }
      return {
        ...now,
        letters: now.letters.map((letter) =>
          letter.letterId === act.letterId ? { ...letter, ended } : letter,
        ),
      }
    }
    case 'BROUGHT':
    case 'GIVEN_BACK':
    case 'CUSTODY':
      return now
  }
}

/** Whether somebody may carry things of this case that day, by the letters that were told. */
export function toldMandate({ errands, letters }: ToldCase, on: Day): CaseMandate {
  const mandates = errands
    .filter(({ mode, state }) => mode === 'DELEGATE' && !isOrderOver(state))
    .map(({ orderId }) =>
      mandateOf(
        letters.filter((letter) => letter.orderId === orderId),
        'ANY',
        on,
      ),
    )
  return mandates.find(({ ok }) => ok) ?? mandates[0] ?? 'NOT_NEEDED'
}
