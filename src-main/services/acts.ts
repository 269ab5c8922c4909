import {
  findMatter,
  type ItemRow,
  listItems,
  listMaterials,
  type MatterRow,
} from '#main/store/queries/case.ts'
import { findErasure } from '#main/store/queries/erasure.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { ActOutlook, ItemActs } from '#shared/contract/lifecycle.ts'
import { decideMove, deficienciesOf, type ItemFacts } from '#shared/domain/decide-move.ts'
import { Act, stateAfter } from '#shared/domain/lifecycle.ts'
import { type By, EndCause, type Move } from '#shared/domain/move.ts'
import { daysRun } from '#shared/domain/running-clock.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { type Desk, person, rulesOf } from './desk.ts'
import { itemName } from './erased.ts'
import { isCommitted, itemFacts, moveFacts, sunkOf } from './item-facts.ts'
import { paperKindsOf } from './paper-plan.ts'
import { brokenPledgeOf } from './pledge-past.ts'
import { awaitedRows, isAwaited } from './supply.ts'

/** What may be done now with each item, and why not the rest: the same rule that decides, asked beforehand. */
export function acts(desk: Desk, { caseId }: Input<'case.acts'>): Answer<'case.acts'> {
  return desk.store.read((reader) => {
    const matter = findMatter(reader, caseId)
    if (!matter) return refuse('case-unknown')
    const materials = listMaterials(reader, caseId)
    const rules = rulesOf(desk, matter)
    const sunk = sunkOf(reader, rules, matter)
    const items = listItems(reader, caseId)
    const brokenPledge = brokenPledgeOf(reader, desk, matter.partyId)
    const said = {
      today: moveFacts(desk, matter).today,
      awaited: awaitedRows(desk, matter, items, materials),
      items: items.map((row) => ({
        ...actsOf(desk, matter, row, itemFacts(rules, row, materials, sunk), brokenPledge),
        awaited: materials
          .filter((each) => each.usedBy.includes(row.itemNo) && isAwaited(each))
          .map(({ name, rowId }) => ({ rowId, name })),
      })),
      originals: materials
        .filter(({ held }) => held)
        .map(({ name, rowId, usedBy }) => ({ rowId, name, usedBy: [...usedBy] })),
    }
    return ok(findErasure(reader, caseId) ? nothingToDo(said) : said)
  })
}

type Said = Extract<Answer<'case.acts'>, { ok: true }>['value']

/** Of an erased case the states are left, and nothing to be done with them. */
function nothingToDo({ items, today }: Said): Said {
  const left = { acts: [], endCauses: [], deficiencies: [], awaited: [] }
  return { today, awaited: [], items: items.map((item) => ({ ...item, ...left })), originals: [] }
}

function actsOf(
  desk: Desk,
  matter: MatterRow,
  row: ItemRow,
  item: ItemFacts,
  brokenPledge: string | undefined,
): Omit<ItemActs, 'awaited'> {
  const facts = moveFacts(desk, matter)
  const { days, stopped, waited } = daysRun(facts.calendar, item.clocks, item.clocks.decidedOn ?? facts.today)
  return {
    itemNo: row.itemNo,
    name: itemName(desk, matter, row),
    state: row.state,
    since: row.since,
    clocks: row.clocks,
    run: { days, waited, stopped },
    acts: Act.options.flatMap((act) => outlookOf(desk, matter, item, act, brokenPledge)),
    endCauses: EndCause.options.filter(
      (cause) => decideMove(item, { act: 'TERMINATE', cause, reason: '预览' }, facts).ok,
    ),
    deficiencies: deficienciesOf(facts.calendar, item).map((each) => ({
      ...each,
      expired: facts.today > each.due,
    })),
  }
}

function outlookOf(
  desk: Desk,
  matter: MatterRow,
  item: ItemFacts,
  act: Act,
  brokenPledge: string | undefined,
): readonly ActOutlook[] {
  const to = stateAfter(item.state, act)
  if (!to || act === 'DEEM_ACCEPTED' || act === 'SUPPLY') return []
  const by = whose(item, act)
  const needsSecond =
    (act === 'CORRECT' && item.corrections > 0) ||
    (act === 'ACCEPT_WITH_DEFICIENCY' && brokenPledge !== undefined)
  const moves = sayings(desk, act, item)
  const tried = moves.map((move) =>
    decideMove(act === 'CORRECT' ? oneWrong(item) : item, move, {
      ...moveFacts(desk, matter, { by }),
      brokenPledge,
    }),
  )
  const papers = [
    ...paperKindsOf(moves[0] ?? { act: 'REVIEW' }, { by, role: item.role, committed: isCommitted(item) }),
  ]
  const can = tried.find((each) => each.ok)
  const [refused] = tried
  const outcome = can
    ? { allowed: true, clocks: can.value.clocks }
    : { allowed: false, ...(refused && !refused.ok ? { why: { ...refused.refusal } } : {}) }
  return [{ act, to, organ: by.organ, needsSecond, papers, ...outcome }]
}

/** A correction may find wrong what was in order until now, as the department's answer often does. */
function oneWrong(item: ItemFacts): ItemFacts {
  const [first, ...rest] = item.rows
  if (!first) return item
  return { ...item, rows: [{ ...first, judgement: { state: 'EXPECTED', reason: 'WRONG_CONTENT' } }, ...rest] }
}

/** Whose act it would be: what the centre has not the power to do itself is the department's answer. */
function whose({ role, state }: ItemFacts, act: Act): By {
  const answer = state === 'FORWARDED' && act !== 'WITHDRAW'
  const decision = (act === 'APPROVE' || act === 'REJECT') && role !== 'DECIDE'
  return answer || decision ? { organ: 'department', docNo: '预览' } : { organ: 'centre' }
}

/** Each act with everything said that it must say: what is left standing are facts of the case. */
function sayings(desk: Desk, act: Act, item: ItemFacts): readonly Move[] {
  const said = '预览'
  switch (act) {
    case 'CORRECT':
      return [{ act, newFact: { reason: said, approvedBy: person(desk).staffId } }]
    case 'REFUSE':
      return [{ act, ground: { category: 'CONDITIONS', reason: said } }]
    case 'FORWARD':
      return [{ act, toOrgan: said, receivedBy: said }]
    case 'SUSPEND':
      return [{ act, kind: 'HEARING', expectedDays: 1 }]
    case 'EXTEND':
      return [{ act, days: 1, approver: said, reason: said }]
    case 'DEMAND':
      return [{ act, what: said }]
    case 'REJECT':
      return [{ act, reason: said, remedies: said }]
    case 'DELIVER':
      return [
        { act, method: item.state === 'COMPLETED' ? 'POST' : 'WINDOW', signedBy: said, reference: said },
      ]
    case 'TERMINATE':
      return EndCause.options.map((cause) => ({ act, cause, reason: said }))
    case 'ACCEPT_WITH_DEFICIENCY':
      return [{ act, signedBy: said, repaired: { reason: said, approvedBy: person(desk).staffId } }]
    case 'WITHDRAW':
      return [{ act, signedBy: said }]
    case 'SUPPLY':
    case 'ACCEPT':
    case 'NOT_REQUIRED':
    case 'DEEM_ACCEPTED':
    case 'REVIEW':
    case 'RESUME':
    case 'BACK_TO_REVIEW':
    case 'DEMAND_MET':
    case 'APPROVE':
    case 'COMPLETE':
    case 'RESULT_ARRIVED':
    case 'ARCHIVE':
      return [{ act }]
  }
}
