import type { AssistWish } from '#shared/contract/assist.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { LetterWish } from '#shared/contract/letter.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import type { AssistMove } from '#shared/domain/assist-order.ts'
import type { Signature } from '#shared/domain/signature.ts'
import { AssistOrderId, type CaseId, LetterId, StaffId } from '#shared/kernel/ids.ts'
import { ownPin, people, type TestDesk } from './a-desk.ts'
import { anOfficer } from './assist-facts.ts'
import { taken } from './at-the-counter.ts'
import { givenBack } from './given-back.ts'
import { inkOf } from './ink.ts'
import { codeOf } from './random-custody.ts'
import { aVisit } from './visits.ts'

/** 李敏 is filed with the county; the clerk is at the window afterwards. */
export async function anOfficerFiled(desk: TestDesk, change: object = {}): Promise<StaffId> {
  return filedToo(desk, 1, change)
}

/** One more colleague is filed, by the tile; the clerk is at the window afterwards. */
export async function filedToo(desk: TestDesk, tile: number, change: object = {}): Promise<StaffId> {
  await desk.signIn(2)
  const tiles = await desk.ask('staff.tiles', {})
  const staffId = StaffId.parse(tiles.ok ? tiles.value.tiles[tile]?.staffId : '')
  const filed = await desk.ask('officer.file', { officer: anOfficer({ staffId, ...change }) })
  if (!filed.ok) throw new Error(filed.refusal.code)
  await desk.signIn()
  return staffId
}

export function aWish(officerId: StaffId, change: Partial<AssistWish> = {}): AssistWish {
  return {
    source: 'WINDOW',
    category: 'ELDERLY',
    detail: { mode: 'DELEGATE' },
    needs: [],
    officerId,
    claim: {},
    consent: { voluntary: true, privacy: true, sensitive: true },
    ...change,
  }
}

export const letterWish: LetterWish = {
  acts: ['SUBMIT', 'COLLECT_RESULT'],
  subDelegation: false,
  dataConsent: true,
  sensitiveConsent: true,
  renews: false,
}

export type Errand = {
  readonly caseId: CaseId
  readonly orderId: AssistOrderId
  readonly officerId: StaffId
}

/** A case of 陈桂香 that she wants run for her: registered, nothing signed yet. */
export async function anErrand(
  desk: TestDesk,
  { matterId = 'A09', officerId }: { readonly matterId?: string; readonly officerId?: StaffId } = {},
): Promise<Errand> {
  const named = officerId ?? (await anOfficerFiled(desk))
  const { caseId } = await taken(desk, aVisit(matterId, { nowMs: desk.clock.nowMs }))
  const orderId = AssistOrderId.parse(uuidV7(desk.clock.nowMs))
  const registered = await desk.ask('assist.register', { orderId, caseId, wish: aWish(named) })
  if (!registered.ok) throw new Error(registered.refusal.code)
  return { caseId, orderId, officerId: named }
}

type Signing = {
  readonly wish?: Partial<LetterWish>
  readonly on?: string
  readonly sign?: (textSha256: string, name: string) => Signature
  readonly letterId?: LetterId
}

/** The letter drafted and signed by hand, the officer's PIN beside it. */
export async function signed(
  desk: TestDesk,
  { orderId }: Pick<Errand, 'orderId'>,
  { letterId, on, sign, wish: change }: Signing = {},
): Promise<{ readonly letterId: LetterId; readonly answer: Answer<'letter.sign'> }> {
  const wish = { ...letterWish, ...change }
  const day = on ? { on } : {}
  const drafted = await desk.ask('letter.draft', { orderId, wish, ...day })
  const id = letterId ?? LetterId.parse(uuidV7(desk.clock.nowMs))
  if (!drafted.ok) throw new Error(drafted.refusal.code)
  const { terms, textSha256 } = drafted.value
  const signature = (sign ?? ((sha, name) => inkOf(name, sha)))(textSha256, terms.signer.name)
  const answer = await desk.ask('letter.sign', {
    letterId: id,
    orderId,
    wish,
    signature,
    officer: { pin: people[1].pin },
    ...day,
  })
  return { letterId: id, answer }
}

/** One copy on a signed slip. */
export async function handedOver(desk: TestDesk, { caseId }: Pick<Errand, 'caseId'>): Promise<void> {
  const slip = await desk.ask('custody.takeIn', {
    caseId,
    from: { at: 'APPLICANT', signedBy: '陈桂香' },
    to: 'COUNTER',
    lines: [{ name: '户口簿', form: 'COPY', copies: 1, condition: 'GOOD' }],
  })
  if (!slip.ok) throw new Error(slip.refusal.code)
}

/** All that is still here goes home. */
export async function broughtHome(desk: TestDesk, { caseId }: Pick<Errand, 'caseId'>): Promise<void> {
  const here = await desk.ask('custody.ofCase', { caseId })
  const rows = here.ok ? here.value.rows.filter(({ gone }) => !gone) : []
  const things = rows.map(({ thingId, tip }) => ({ thingId, tip }))
  const back = await givenBack(desk, things, '陈桂香')
  if (!back.ok) throw new Error(back.refusal.code)
}

/** Does an act; answers the state it led to, or the code of a no. */
export async function acted(
  desk: TestDesk,
  { orderId }: Pick<Errand, 'orderId'>,
  move: AssistMove,
  change: Partial<Input<'assist.move'>> = {},
): Promise<string> {
  const answer = await desk.ask('assist.move', { orderId, move, ...ownPin(desk), ...change })
  return answer.ok ? answer.value.to : (codeOf(answer) ?? '')
}
