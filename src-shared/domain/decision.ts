import { z } from 'zod'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { CentreRole, ItemState } from './item-case.ts'
import { type Judgement, settles } from './material.ts'

/**
 * The forced decision of an intake (ui.md 0.8). 不予受理 and 不受理 share a place in the window
 * but are different acts in law (domain.md 1.2).
 */
export const Choice = z.enum([
  'ACCEPT',
  'ACCEPT_WITH_DEFICIENCY',
  'CORRECT',
  'REFUSE',
  'NOT_REQUIRED',
  'DECIDE_ON_SPOT',
  'RECEIVE_ONLY',
])
export type Choice = z.infer<typeof Choice>

/** Why acceptance is refused (domain.md D4); the right organ must be told when it is not ours. */
export const RefusalGround = z.object({
  category: z.enum(['NOT_OURS', 'CONDITIONS']),
  reason: z.string().min(2).max(200),
  rightOrgan: z.string().max(80).optional(),
})
export type RefusalGround = z.infer<typeof RefusalGround>

/** What the rule must know of one item of the merged matter. */
export type ItemFacts = {
  readonly itemNo: string
  readonly name: string
  readonly role: CentreRole
  readonly caseKind: 'IMMEDIATE' | 'PROMISED'
  readonly allowsDeficiency: boolean
  /** The judgement of each row this item needs; `undefined` is a row nobody looked at. */
  readonly rows: readonly {
    readonly rowId: string
    readonly name: string
    readonly judgement: Judgement | undefined
  }[]
}

export type Outcome = { readonly itemNo: string; readonly state: ItemState }

export type DecisionCode =
  | 'rows-unjudged'
  | 'rows-open'
  | 'nothing-deferred'
  | 'deficiency-not-allowed'
  | 'pledge-broken'
  | 'nothing-to-correct'
  | 'no-power-to-accept'
  | 'no-power-to-decide'
  | 'must-be-accepted'
  | 'right-organ-missing'
  | 'refusal-ground-missing'

/**
 * Decides every item of a matter under one choice.
 *
 * The clerk presses one key; each item takes what its centre role allows, COLLECT and ASSIST items
 * stay 仅收件 whatever the choice (domain.md 3.1). A choice no item can take is refused, and so is
 * holding back a complete application (Administrative Licensing Law art. 32(1)(5)), and another promise
 * to supply of someone who broke one.
 */
export function decideMatter(
  items: readonly ItemFacts[],
  choice: Choice,
  ground?: RefusalGround,
  brokenPledge?: string,
): Result<readonly Outcome[], DecisionCode> {
  if (choice === 'NOT_REQUIRED') return ok(items.map(({ itemNo }) => ({ itemNo, state: 'NOT_REQUIRED' })))
  if (choice === 'REFUSE') return refuseAcceptance(items, ground)
  const unjudged = rowsOf(items, (judgement) => judgement === undefined)
  if (unjudged.length > 0)
    return refuse('rows-unjudged', { n: `${unjudged.length}`, rows: unjudged.join('、') })
  switch (choice) {
    case 'CORRECT':
      return correct(items, brokenPledge)
    case 'ACCEPT':
      return accept(items)
    case 'ACCEPT_WITH_DEFICIENCY':
      return acceptWithDeficiency(items, brokenPledge)
    case 'DECIDE_ON_SPOT':
      return decideOnSpot(items)
    case 'RECEIVE_ONLY':
      return receiveOnly(items)
  }
}

/**
 * Whether a fault of the draft holds up a choice.
 *
 * A person who is sent home for a missing paper need not first finish the form (ui.md T-A3); what is
 * typed must still be right. Who is turned away (not ours, no permit needed) is told at once, so only
 * name and number count (art. 32).
 */
export function standsInTheWay(
  fault: { readonly code: string; readonly step: string },
  choice: Choice,
  ground?: RefusalGround,
): boolean {
  const turnedAway = choice === 'NOT_REQUIRED' || (choice === 'REFUSE' && ground?.category === 'NOT_OURS')
  if (turnedAway) return fault.step === 'applicant'
  const sentHome = choice === 'CORRECT' || choice === 'REFUSE'
  return !(sentHome && fault.code === 'field-missing')
}

/** The choice the facts ask for; the window preselects it and the clerk confirms (ui.md 2.a step 10). */
export function defaultChoice(items: readonly ItemFacts[], brokenPledge?: string): Choice {
  const order: readonly Choice[] = [
    'DECIDE_ON_SPOT',
    'ACCEPT',
    'ACCEPT_WITH_DEFICIENCY',
    'CORRECT',
    'RECEIVE_ONLY',
  ]
  return order.find((choice) => decideMatter(items, choice, undefined, brokenPledge).ok) ?? 'CORRECT'
}

function accept(items: readonly ItemFacts[]): Result<readonly Outcome[], DecisionCode> {
  if (!items.some(acceptsItself)) return refuse('no-power-to-accept')
  const open = rowsOf(items, (judgement) => judgement !== undefined && !settles(judgement))
  if (open.length > 0) return refuse('rows-open', { n: `${open.length}`, rows: open.join('、') })
  return ok(items.map((item) => ({ itemNo: item.itemNo, state: completeState(item) })))
}

function acceptWithDeficiency(
  items: readonly ItemFacts[],
  brokenPledge: string | undefined,
): Result<readonly Outcome[], DecisionCode> {
  if (!items.some(acceptsItself)) return refuse('no-power-to-accept')
  const open = rowsOf(items, (judgement) => judgement?.state === 'EXPECTED')
  if (open.length > 0) return refuse('rows-open', { n: `${open.length}`, rows: open.join('、') })
  // A deferral of an item only passed on counts too: else nothing could be chosen beside a complete item.
  if (!items.some(defers)) return refuse('nothing-deferred')
  const barred = items.find((item) => acceptsItself(item) && defers(item) && !item.allowsDeficiency)
  if (barred) return refuse('deficiency-not-allowed', { item: barred.name })
  const promises = items.some((item) => acceptsItself(item) && defers(item))
  if (promises && brokenPledge) return refuse('pledge-broken', { caseNo: brokenPledge })
  return ok(
    items.map((item) => ({
      itemNo: item.itemNo,
      state: acceptsItself(item) && defers(item) ? 'ACCEPTED_WITH_DEFICIENCY' : completeState(item),
    })),
  )
}

/** Items with an open row wait for the applicant; the complete ones must be accepted all the same. */
function correct(
  items: readonly ItemFacts[],
  brokenPledge: string | undefined,
): Result<readonly Outcome[], DecisionCode> {
  const barred = (item: ItemFacts) => !item.allowsDeficiency || brokenPledge !== undefined
  if (!items.some((item) => lacks(item) || (defers(item) && barred(item))))
    return refuse('nothing-to-correct')
  return ok(
    items.map((item) => ({
      itemNo: item.itemNo,
      state: lacks(item) || defers(item) ? 'CORRECTION_PENDING' : completeState(item),
    })),
  )
}

function decideOnSpot(items: readonly ItemFacts[]): Result<readonly Outcome[], DecisionCode> {
  const accepted = accept(items)
  if (!accepted.ok) return accepted
  if (!items.some(decidesOnSpot)) return refuse('no-power-to-decide')
  return ok(
    items.map((item) => ({
      itemNo: item.itemNo,
      state: decidesOnSpot(item) ? 'COMPLETED' : completeState(item),
    })),
  )
}

function receiveOnly(items: readonly ItemFacts[]): Result<readonly Outcome[], DecisionCode> {
  const due = items.find((item) => acceptsItself(item) && !lacks(item) && !defers(item))
  if (due) return refuse('must-be-accepted', { item: due.name })
  return ok(items.map(({ itemNo }) => ({ itemNo, state: 'RECEIVED' })))
}

function refuseAcceptance(
  items: readonly ItemFacts[],
  ground: RefusalGround | undefined,
): Result<readonly Outcome[], DecisionCode> {
  if (!items.some(acceptsItself)) return refuse('no-power-to-accept')
  if (!ground) return refuse('refusal-ground-missing')
  if (ground.category === 'NOT_OURS' && !ground.rightOrgan?.trim()) return refuse('right-organ-missing')
  const unjudged = rowsOf(items, (judgement) => judgement === undefined)
  if (ground.category === 'CONDITIONS' && unjudged.length > 0)
    return refuse('rows-unjudged', { n: `${unjudged.length}`, rows: unjudged.join('、') })
  return ok(
    items.map((item) => ({
      itemNo: item.itemNo,
      state: acceptsItself(item) ? 'ACCEPTANCE_REFUSED' : 'RECEIVED',
    })),
  )
}

function completeState(item: ItemFacts): ItemState {
  return acceptsItself(item) ? 'ACCEPTED' : 'RECEIVED'
}

function acceptsItself(item: ItemFacts): boolean {
  return item.role === 'DECIDE' || item.role === 'FIRST_REVIEW'
}

function decidesOnSpot(item: ItemFacts): boolean {
  return item.role === 'DECIDE' && item.caseKind === 'IMMEDIATE'
}

function lacks(item: ItemFacts): boolean {
  return item.rows.some(({ judgement }) => judgement?.state === 'EXPECTED')
}

function defers(item: ItemFacts): boolean {
  return item.rows.some(({ judgement }) => judgement?.state === 'DEFERRED')
}

function rowsOf(
  items: readonly ItemFacts[],
  test: (judgement: Judgement | undefined) => boolean,
): readonly string[] {
  const names = new Map<string, string>()
  for (const item of items)
    for (const row of item.rows) if (test(row.judgement)) names.set(row.rowId, row.name)
  return [...names.values()]
}
