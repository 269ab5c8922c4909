import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { Answer } from '#shared/contract/desk.ts'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import type { PaperContent } from '#shared/contract/paper.ts'
import type { Choice, RefusalGround } from '#shared/domain/decision.ts'
import type { Act } from '#shared/domain/lifecycle.ts'
import type { Judgement } from '#shared/domain/material.ts'
import type { Move } from '#shared/domain/move.ts'
import type { Paper, PaperKind } from '#shared/domain/paper.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { ownPin, rules, type TestDesk } from './a-desk.ts'
import { takeIn } from './at-the-counter.ts'
import { department, fullMoves } from './moves.ts'
import { aVisit, supply } from './visits.ts'

/** Which way an item goes after its intake; an act that is not open is passed over. */
export const routes: readonly (readonly Act[])[] = [
  [
    // What waits for an earlier item can be passed on only here, where that one is completed.
    'FORWARD',
    'ACCEPT',
    'REVIEW',
    'SUSPEND',
    'RESUME',
    'EXTEND',
    'BACK_TO_REVIEW',
    'APPROVE',
    'COMPLETE',
    'RESULT_ARRIVED',
    'DELIVER',
    'ARCHIVE',
  ],
  [
    'FORWARD',
    'COMPLETE',
    'ACCEPT',
    'REVIEW',
    'EXTEND',
    'BACK_TO_REVIEW',
    'REJECT',
    'COMPLETE',
    'DELIVER',
    'ARCHIVE',
  ],
  ['WITHDRAW', 'ARCHIVE'],
  ['FORWARD', 'ACCEPT', 'REVIEW', 'SUSPEND', 'RESUME', 'TERMINATE', 'ARCHIVE'],
]

/** Who comes to the counter, and who of them signs. */
export type Visitor = {
  readonly people: Pick<Partial<IntakeDraft>, 'applicant' | 'representative'>
  readonly signs: string
}
const everyday: Visitor = { people: {}, signs: '陈桂香' }

type Wish = (row: {
  readonly mayDefer: boolean
  readonly waivable: boolean
  readonly policy: string
}) => Judgement | undefined

/** Ways to come to the counter that between them owe every paper of an intake. */
export const comings: readonly {
  readonly choice?: Choice
  readonly ground?: RefusalGround
  readonly judge: Wish
}[] = [
  { judge: keepOriginals },
  { choice: 'NOT_REQUIRED', judge: () => undefined },
  { choice: 'REFUSE', ground: { category: 'CONDITIONS', reason: '不符合申请条件' }, judge: keepOriginals },
  { choice: 'CORRECT', judge: () => ({ state: 'EXPECTED', reason: 'MISSING' }) },
  {
    choice: 'ACCEPT_WITH_DEFICIENCY',
    judge: ({ mayDefer }) => (mayDefer ? { state: 'DEFERRED', way: 'POST', days: 1 } : undefined),
  },
  { judge: ({ waivable }) => (waivable ? { state: 'WAIVED', by: 'commitment' } : undefined) },
]

function keepOriginals({ policy }: { readonly policy: string }): Judgement | undefined {
  return policy === 'NEVER_HOLD' || policy === 'DATA' ? undefined : { state: 'SUPPLIED', taken: 'ORIGINAL' }
}

/** A visit of a matter whose papers are judged by a wish; a wish without an opinion takes the plain way. */
export function aVisitWith(
  matterId: string,
  nowMs: number,
  judge: Wish,
  visitor: Visitor = everyday,
): IntakeDraft {
  const visit = aVisit(matterId, { nowMs, ...visitor.people })
  const merged = mergeMatter(rules.catalogue, matterId, visit.answers)
  return {
    ...visit,
    materials: merged.materials.map((row) => ({
      rowId: row.rowId,
      judgement:
        judge({
          mayDefer: row.mayDefer,
          waivable: row.mayCommit || row.waivableBy.includes('commitment'),
          policy: row.custodyPolicy,
        }) ?? supply(row),
    })),
  }
}

/**
 * Lets a matter go every way there is at a desk, and collects the papers: each way to come in, and from
 * the plain intake each route for the first item of every role and kind. `offered` hears the kinds that any
 * act the desk would have let us do on the way would have owed.
 */
export async function papersOfMatter(
  desk: TestDesk,
  matterId: string,
  visitor: Visitor = everyday,
  offered: Set<PaperKind> = new Set(),
): Promise<readonly PaperContent[]> {
  const issued: Paper[] = []
  for (const { choice, ground, judge } of comings) {
    desk.clock.nowMs += 60_000
    const decided = await takeIn(desk, aVisitWith(matterId, desk.clock.nowMs, judge, visitor), choice, ground)
    if (decided.ok) issued.push(...decided.value.papers)
  }
  for (const route of routes) {
    desk.clock.nowMs += 60_000
    const decided = await takeIn(desk, aVisitWith(matterId, desk.clock.nowMs, keepOriginals, visitor))
    if (!decided.ok) throw new Error(`${matterId}: ${JSON.stringify(decided.refusal)}`)
    const seen = new Set<string>()
    for (const { itemNo, name, role } of decided.value.outcomes) {
      const kind = rules.catalogue.items.find((each) => each.name === name)?.caseKind
      if (seen.has(`${role} ${kind}`)) continue
      seen.add(`${role} ${kind}`)
      issued.push(...(await goneAlong(desk, decided.value.caseId, itemNo, route, visitor.signs, offered)))
    }
  }
  return Promise.all(issued.map(({ paperId }) => contentOf(desk, paperId)))
}

export async function contentOf(desk: TestDesk, paperId: Paper['paperId']): Promise<PaperContent> {
  const answer = await desk.ask('paper.content', { paperId })
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal))
  return answer.value
}

/** Plays a route for one item; before the archive every original goes back. */
export async function goneAlong(
  desk: TestDesk,
  caseId: CaseId,
  itemNo: string,
  route: readonly Act[],
  signs = everyday.signs,
  offered: Set<PaperKind> = new Set(),
): Promise<readonly Paper[]> {
  const issued: Paper[] = []
  for (const act of route) {
    if (act === 'ARCHIVE') issued.push(...(await givenBack(desk, caseId, itemNo, signs)))
    const { items } = await actsOf(desk, caseId)
    for (const open of items.flatMap(({ acts }) => acts.filter(({ allowed }) => allowed)))
      for (const kind of open.papers) offered.add(kind)
    const outlook = items.find((each) => each.itemNo === itemNo)
    const open = outlook?.acts.find((each) => each.act === act && each.allowed)
    if (!open) continue
    const answer = await desk.ask('case.move', {
      caseId,
      itemNo,
      move: said(act, outlook?.state === 'COMPLETED', signs),
      ...(open.organ === 'department' ? { by: department } : {}),
      ...ownPin(desk),
    })
    if (!answer.ok) throw new Error(`${act}: ${JSON.stringify(answer.refusal)}`)
    issued.push(...answer.value.papers)
  }
  return issued
}

/** What has not come to the counter is not fetched there but posted. */
function said(act: Act, elsewhere: boolean, signs: string): Move {
  const move = fullMoves[act]
  const signed = 'signedBy' in move ? { ...move, signedBy: signs } : move
  return signed.act === 'DELIVER' && elsewhere ? { ...signed, method: 'POST' } : signed
}

async function givenBack(
  desk: TestDesk,
  caseId: CaseId,
  itemNo: string,
  signs: string,
): Promise<readonly Paper[]> {
  const { originals } = await actsOf(desk, caseId)
  const rowIds = originals.filter(({ usedBy }) => usedBy.includes(itemNo)).map(({ rowId }) => rowId)
  if (rowIds.length === 0) return []
  const answer = await desk.ask('case.giveBack', { caseId, rowIds, signedBy: signs })
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal))
  return answer.value.papers
}

async function actsOf(
  desk: TestDesk,
  caseId: CaseId,
): Promise<Extract<Answer<'case.acts'>, { ok: true }>['value']> {
  const answer = await desk.ask('case.acts', { caseId })
  if (!answer.ok) throw new Error(answer.refusal.code)
  return answer.value
}

/** Every kind some event of today can produce; 代办单 wait for the orders of the next stage. */
export const kindsOfToday: readonly PaperKind[] = [
  'D1',
  'D2',
  'D3',
  'D4',
  'D5',
  'D6',
  'D7',
  'D12',
  'D12-DELIVERY',
  'D13',
  'D16-EXTENSION',
  'D16-SUSPENSION',
  'D16-WITHDRAWAL',
  'D16-RETURN',
  'D16-TERMINATION',
  'D16-DECISION',
  'D16-ARCHIVE',
]
