import type { Catalogue } from '#shared/catalogue/schema.ts'
import type { Answer, Input, Name } from '#shared/contract/desk.ts'
import type { ErrandLine } from '#shared/contract/errand.ts'
import type { AssistMove } from '#shared/domain/assist-order.ts'
import { AssistOrderId, CaseId } from '#shared/kernel/ids.ts'
import { anOriginal, begun } from '../support/a-beginning.ts'
import type { HandClock } from '../support/a-desk.ts'
import { aPicture } from '../support/a-picture.ts'
import { aWish } from '../support/an-errand.ts'
import { anOfficer } from '../support/assist-facts.ts'
import { givenBack } from '../support/given-back.ts'
import type { DayDesk } from './day-desk.ts'
import type { Visit } from './day-file.ts'
import { type AskAs, playVisit, type Seat } from './play-visit.ts'

/** Steps of one delegation: each is played whole, and anything may happen at both desks before the next. */
export const delegationSteps = 7

const clerkAtCounty = '刘科员'
const county = '上栗县政务服务中心综合窗口'

type Between = {
  readonly village: DayDesk
  readonly township: DayDesk
  readonly catalogue: Catalogue
  readonly clock: HandClock
  readonly newId: () => string
}

/** Without the county's filing nobody is named in a letter; the manager files the officer before the day. */
export async function fileOfficer({ manager, officer }: DayDesk): Promise<void> {
  const filing = anOfficer({ staffId: officer.staffId })
  done('officer.file', await manager.ask('officer.file', { officer: filing }))
}

/**
 * From the village to the county and back: taken in, signed for, into the officer's bag, over two desks by
 * codes that need no line, to the window of the department against its stamp, the whole way home, and to
 * the owner against a signature. A refusal ends the day, since nothing here is meant to be refused.
 */
export async function* playDelegation(
  visit: Visit,
  { catalogue, clock, newId, township, village }: Between,
): AsyncGenerator<string, CaseId> {
  const signer = visit.applicant.name
  const played = await playVisit(village.clerk, catalogue, visit, newId)
  if (!played.ok)
    throw new Error(`delegation: ${visit.matter} ${played.code} ${JSON.stringify(played.detail)}`)
  const caseId = CaseId.parse(played.caseId)
  const orderId = await runFor(village, { caseId, clock, signer })
  const moved = (move: AssistMove) => act(village.officer, 'assist.move', { orderId, move })
  yield caseId

  await moved({ act: 'START' })
  await handedOn(village, village.officer, township, caseId)
  yield caseId

  const photo = await act(township.officer, 'picture.keep', {
    picture: aPicture({ bytes: 4_000, n: clock.nowMs % 251 }).toString('base64'),
    label: '盖章的交接清单',
  })
  await act(township.officer, 'custody.handOver', {
    things: await heldAt(township, township.officer.ask, caseId),
    to: { at: 'DEPARTMENT', organ: county, receiver: clerkAtCounty, slipPhoto: photo.pictureId },
  })
  yield caseId

  await moved({ act: 'PROGRESS', did: 'SUBMIT', where: county })
  yield caseId

  await act(township.officer, 'custody.handOver', {
    things: await heldAt(township, township.officer.ask, caseId),
    to: { at: 'COUNTER' },
    releasedBy: clerkAtCounty,
  })
  yield caseId

  await handedOn(township, township.clerk, village, caseId)
  await moved({ act: 'FINISH', result: 'GRANTED' })
  yield caseId

  const home = await heldAt(village, village.clerk.ask, caseId)
  done('custody.returnTo', await givenBack(village.clerk, home, signer))
  await moved({ act: 'RETURN_MATERIALS', signedBy: signer })
  await moved({ act: 'FOLLOW_UP', spokeWith: signer, satisfied: true })
  await moved({ act: 'CLOSE' })
  return caseId
}

/** 转代办 at the window of the village: the letter, the papers, both signed by hand, the officer's PIN. */
async function runFor(
  { clerk, officer }: DayDesk,
  { caseId, clock, signer }: { readonly caseId: CaseId; readonly clock: HandClock; readonly signer: string },
): Promise<AssistOrderId> {
  const { category, rows } = await act(clerk, 'errand.outlook', { caseId })
  const carried = rows
    .filter(({ form, held, neverHeld }) => form === 'ORIGINAL' && !held && !neverHeld)
    .map(({ copies, name, rowId }, at): ErrandLine => {
      const docNumber = `萍字第${String((clock.nowMs + at) % 1e8).padStart(8, '0')}号`
      return { name, rowId, form: 'ORIGINAL', docNumber, copies, condition: 'GOOD' }
    })
  const other = category === 'OTHER' ? { otherCategory: '在外务工' } : {}
  const begin = await begun(
    { ask: clerk.ask, clock },
    { caseId, officerId: officer.staffId },
    {
      signer,
      wish: aWish(officer.staffId, { category, ...other }),
      lines: carried.length > 0 ? carried : [anOriginal],
    },
  )
  return AssistOrderId.parse(done('errand.begin', begin).order.orderId)
}

/** Offered by code, read and taken over at the other desk, and the receipt read where it was offered. */
async function handedOn(from: DayDesk, giver: Seat, to: DayDesk, caseId: CaseId): Promise<void> {
  const things = await heldAt(from, giver.ask, caseId)
  const { parts } = await act(giver, 'custody.offer', { things, to: to.centre })
  const { offers } = await act(to.clerk, 'custody.readOffer', { parts })
  if (!offers.every(({ forUs }) => forUs)) throw new Error('an offer went to the wrong desk')
  const { n, receipt } = await act(to.clerk, 'custody.accept', { parts })
  const answered = await act(giver, 'custody.acknowledge', { parts: receipt })
  if (n !== things.length || answered.n !== n || answered.disputed)
    throw new Error(`${things.length} things offered, ${n} taken over, ${answered.n} acknowledged`)
}

/** What of a case is still in somebody's hands, as a window that just looked at it sends it. */
async function heldAt({ centre }: DayDesk, ask: AskAs, caseId: CaseId) {
  const { rows } = done('custody.ofCase', await ask('custody.ofCase', { caseId }))
  const held = rows.filter(({ gone }) => !gone)
  if (held.length === 0) throw new Error(`${centre.centreName} holds nothing of ${caseId}`)
  return held.map(({ thingId, tip }) => ({ thingId, tip }))
}

async function act<N extends Name>({ ask }: Seat, name: N, input: Input<N>) {
  return done(name, await ask(name, input))
}

type Done<N extends Name> = Extract<Answer<N>, { readonly ok: true }>['value']

function done<N extends Name>(name: N, answer: Answer<N>): Done<N> {
  if (answer.ok) return answer.value as Done<N>
  const { code, detail } = answer.refusal
  throw new Error(`delegation: ${name} ${code} ${JSON.stringify(detail)}`)
}
