import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Day } from './day.ts'
import type { CentreRole, Clocks, ItemState } from './item-case.ts'
import { stateAfter } from './lifecycle.ts'
import { type Judgement, settles } from './material.ts'
import type { By, Move } from './move.ts'
import { type ClockedItem, clocksAfter } from './move-clocks.ts'
import { brokenRule, ruleCodes } from './move-rules.ts'
import { addWorkingDays, type WorkingDayCalendar } from './working-days.ts'

/** One row of the material set as far as an act asks for it. */
export type RowFacts = {
  readonly rowId: string
  readonly name: string
  readonly judgement: Judgement | undefined
  /** The original is in custody, wherever it is, and was not given back. */
  readonly held: boolean
  /** The procedure keeps it for good, as an old licence that is cancelled. */
  readonly surrendered: boolean
}

/** One item with all an act may depend on. */
export type ItemFacts = ClockedItem & {
  readonly name: string
  readonly caseKind: 'IMMEDIATE' | 'PROMISED'
  readonly corrections: number
  readonly allowsDeficiency: boolean
  /** Several departments decide it together. */
  readonly joint?: boolean | undefined
  readonly rows: readonly RowFacts[]
  /** Names of the items this one builds on, when every one of them came to nothing. */
  readonly sunkBy: readonly string[]
}

export type MoveFacts = {
  readonly calendar: WorkingDayCalendar
  readonly today: Day
  readonly receivedOn: Day
  /** The day of the act, which may be told some days later. */
  readonly on: Day
  readonly by: By
  /** The case in which the applicant broke an earlier promise to supply, see `brokenPledge`. */
  readonly brokenPledge?: string | undefined
  /** Only the desk itself deems accepted. */
  readonly system?: boolean
}

export const moveCodes = [
  ...ruleCodes,
  'date-ahead',
  'only-the-desk',
  'notice-still-running',
  'rows-unjudged',
  'rows-open',
  'nothing-deferred',
  'nothing-to-correct',
  'deficiency-not-allowed',
  'deficiency-open',
  'pledge-broken',
  'no-power-to-accept',
  'no-power-to-decide',
  'ours-to-accept',
  'review-first',
  'not-immediate',
  'no-limit-to-extend',
  'extension-too-late',
  'extension-too-long',
  'not-expired',
  'already-demanded',
  'nothing-demanded',
  'originals-kept',
  'earlier-failed',
  'earlier-not-failed',
] as const
export type MoveCode = (typeof moveCodes)[number]

export type Moved = { readonly from: ItemState; readonly to: ItemState; readonly clocks: Clocks }

/** Decides one act on one item: where it leads and which clocks it has then, or what stands in the way. */
export function decideMove(item: ItemFacts, move: Move, facts: MoveFacts): Result<Moved, MoveCode> {
  const { by, calendar, on, receivedOn, today } = facts
  const detail = { item: item.name, state: item.state }
  if (move.act === 'DEEM_ACCEPTED' && !facts.system) return refuse('only-the-desk', detail)
  const extended = item.clocks.extension !== undefined
  const broken = brokenRule({ ...item, extended }, { move, by, on, receivedOn })
  if (broken) return refuse(broken, { ...detail, on, since: item.since, receivedOn })
  if (on > today) return refuse('date-ahead', { ...detail, on })
  const hindrance = hindranceOf(item, move, facts)
  if (hindrance) return refuse(hindrance.code, { ...detail, ...hindrance.detail })
  const to = stateAfter(item.state, move.act) ?? item.state
  return ok({ from: item.state, to, clocks: clocksAfter(calendar, item, move, to, on) })
}

type Hindrance = { readonly code: MoveCode; readonly detail?: Readonly<Record<string, string>> }

/** What stands against an act in the papers, the clocks and the powers of the centre. */
function hindranceOf(item: ItemFacts, move: Move, facts: MoveFacts): Hindrance | undefined {
  const { by, on } = facts
  const own = by.organ === 'centre'
  switch (move.act) {
    case 'SUPPLY':
      return openRows(item, true)
    case 'ACCEPT':
      return own ? (powerless(item) ?? sunk(item) ?? openRows(item, false)) : undefined
    case 'ACCEPT_WITH_DEFICIENCY':
      return powerless(item) ?? sunk(item) ?? undeferred(item) ?? excluded(move, facts)
    case 'CORRECT':
      return rowsOf(item, 'EXPECTED').length + rowsOf(item, 'DEFERRED').length > 0
        ? undefined
        : { code: 'nothing-to-correct' }
    case 'REFUSE':
      return own ? powerless(item) : undefined
    case 'DEEM_ACCEPTED':
      return powerless(item) ?? stillTold(item, on)
    case 'FORWARD':
      return acceptsItself(item.role) ? { code: 'ours-to-accept' } : (sunk(item) ?? openRows(item, true))
    case 'EXTEND':
      return unextendable(item, move, on)
    case 'DEMAND':
      return item.clocks.demands?.some(({ to }) => !to) ? { code: 'already-demanded' } : undefined
    case 'DEMAND_MET':
      return unmet(item, on)
    case 'APPROVE':
      return (own ? sunk(item) : undefined) ?? undecidable(item, own)
    case 'REJECT':
      return undecidable(item, own)
    case 'COMPLETE':
      return incomplete(item)
    case 'TERMINATE':
      return unexpired(item, move, facts)
    case 'ARCHIVE':
      return keptOriginals(item)
    case 'NOT_REQUIRED':
    case 'REVIEW':
    case 'SUSPEND':
    case 'RESUME':
    case 'BACK_TO_REVIEW':
    case 'RESULT_ARRIVED':
    case 'DELIVER':
    case 'WITHDRAW':
      return undefined
  }
}

/** Each row that may still follow, with the last day it may. */
export function deficienciesOf(
  calendar: WorkingDayCalendar,
  item: Pick<ItemFacts, 'clocks' | 'rows'>,
): readonly {
  readonly rowId: string
  readonly name: string
  readonly due: Day
  readonly provisional: boolean
}[] {
  const { acceptedOn } = item.clocks
  if (!acceptedOn) return []
  return item.rows.flatMap(({ judgement, name, rowId }) =>
    judgement?.state === 'DEFERRED'
      ? [{ rowId, name, ...addWorkingDays(calendar, acceptedOn, judgement.days) }]
      : [],
  )
}

export function acceptsItself(role: CentreRole): boolean {
  return role === 'DECIDE' || role === 'FIRST_REVIEW'
}

function powerless({ role }: ItemFacts): Hindrance | undefined {
  return acceptsItself(role) ? undefined : { code: 'no-power-to-accept' }
}

/** What builds on the result of another item has nothing to stand on without it (domain.md 3.2, `dependsOn`). */
function sunk({ sunkBy }: ItemFacts): Hindrance | undefined {
  return sunkBy.length > 0 ? { code: 'earlier-failed', detail: { earlier: sunkBy.join('、') } } : undefined
}

function openRows(item: ItemFacts, mayFollow: boolean): Hindrance | undefined {
  const unjudged = item.rows.filter(({ judgement }) => judgement === undefined)
  if (unjudged.length > 0) return { code: 'rows-unjudged', detail: named(unjudged) }
  const later = mayFollow && (item.allowsDeficiency || !acceptsItself(item.role))
  const open = item.rows.filter(
    ({ judgement }) =>
      judgement !== undefined && !settles(judgement) && !(later && judgement.state === 'DEFERRED'),
  )
  return open.length > 0 ? { code: 'rows-open', detail: named(open) } : undefined
}

function undeferred(item: ItemFacts): Hindrance | undefined {
  if (!item.allowsDeficiency) return { code: 'deficiency-not-allowed' }
  return (
    openRows(item, true) ?? (rowsOf(item, 'DEFERRED').length > 0 ? undefined : { code: 'nothing-deferred' })
  )
}

function excluded(
  { repaired }: Extract<Move, { act: 'ACCEPT_WITH_DEFICIENCY' }>,
  { brokenPledge: caseNo }: MoveFacts,
): Hindrance | undefined {
  const madeGood = repaired?.reason && repaired.approvedBy
  return caseNo && !madeGood ? { code: 'pledge-broken', detail: { caseNo } } : undefined
}

function stillTold({ clocks }: ItemFacts, on: Day): Hindrance | undefined {
  return clocks.noticeDue && on > clocks.noticeDue ? undefined : { code: 'notice-still-running' }
}

function unmet({ clocks }: ItemFacts, on: Day): Hindrance | undefined {
  const open = clocks.demands?.find(({ to }) => !to)
  if (!open) return { code: 'nothing-demanded' }
  return on < open.from ? { code: 'before-last-act' } : undefined
}

function unextendable(
  item: ItemFacts,
  { days }: Extract<Move, { act: 'EXTEND' }>,
  on: Day,
): Hindrance | undefined {
  const { statutoryDue } = item.clocks
  if (!statutoryDue) return { code: 'no-limit-to-extend' }
  if (on > statutoryDue) return { code: 'extension-too-late', detail: { due: statutoryDue } }
  const most = extensionMost(item)
  return days > most ? { code: 'extension-too-long', detail: { most: `${most}` } } : undefined
}

/**
 * Art. 42: ten working days more for a permit, fifteen where several departments decide it together.
 * What is no permit follows its own law; of that only the shape of the act is known, which ends at fifteen.
 */
function extensionMost({ joint, permit }: ItemFacts): number {
  return permit && !joint ? 10 : 15
}

/** Without a review only what is decided on the spot; never what another organ decides. */
function undecidable(item: ItemFacts, own: boolean): Hindrance | undefined {
  if (own && item.role !== 'DECIDE') return { code: 'no-power-to-decide' }
  return item.state !== 'IN_REVIEW' && item.caseKind !== 'IMMEDIATE' ? { code: 'review-first' } : undefined
}

/** A refusal needs no supplement any more; whatever is granted does. */
function incomplete(item: ItemFacts): Hindrance | undefined {
  if (item.state === 'FORWARDED' && item.caseKind !== 'IMMEDIATE') return { code: 'not-immediate' }
  const open = rowsOf(item, 'DEFERRED')
  return item.state === 'DECIDED_APPROVED' && open.length > 0
    ? { code: 'deficiency-open', detail: named(open) }
    : undefined
}

function unexpired(
  item: ItemFacts,
  { cause }: Extract<Move, { act: 'TERMINATE' }>,
  { calendar, on }: MoveFacts,
): Hindrance | undefined {
  if (cause === 'CORRECTION_EXPIRED') {
    const due = item.state === 'CORRECTION_PENDING' ? item.clocks.supplementDue : undefined
    return due && on > due ? undefined : { code: 'not-expired', detail: due ? { due } : {} }
  }
  if (cause === 'EARLIER_FAILED') return item.sunkBy.length > 0 ? undefined : { code: 'earlier-not-failed' }
  if (cause === 'DEFICIENCY_EXPIRED') {
    const due = deficienciesOf(calendar, item)
      .map((each) => each.due)
      .toSorted()[0]
    return due && on > due ? undefined : { code: 'not-expired', detail: due ? { due } : {} }
  }
  return undefined
}

/** Nobody's original stays in a closed file, but what the procedure used up (domain.md 5.0). */
function keptOriginals(item: ItemFacts): Hindrance | undefined {
  const kept = item.rows.filter(
    ({ held, surrendered }) => held && !(surrendered && item.state === 'DELIVERED'),
  )
  return kept.length > 0 ? { code: 'originals-kept', detail: named(kept) } : undefined
}

function rowsOf(item: ItemFacts, state: Judgement['state']): readonly RowFacts[] {
  return item.rows.filter(({ judgement }) => judgement?.state === state)
}

function named(rows: readonly RowFacts[]): Readonly<Record<string, string>> {
  return { n: `${rows.length}`, rows: rows.map(({ name }) => name).join('、') }
}
