import { recalculate } from '#main/services/clock-run.ts'
import type { Answer } from '#shared/contract/desk.ts'
import { type Act, saysNo } from '#shared/domain/lifecycle.ts'
import type { JudgedMaterial, Judgement } from '#shared/domain/material.ts'
import { type Move, PauseKind } from '#shared/domain/move.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { ownPin, people, rules, seamsAt, type TestDesk } from './a-desk.ts'
import type { Lottery } from './lottery.ts'
import { department, fullMoves } from './moves.ts'

type Acts = Extract<Answer<'case.acts'>, { ok: true }>['value']
export type Tried = { readonly what: string; readonly ok: boolean; readonly code?: string }

/** One thing somebody does with a case, allowed or not: an act, a supplement, originals given back. */
export async function aRandomAct(lottery: Lottery, desk: TestDesk, caseId: CaseId): Promise<Tried> {
  const asked = await desk.ask('case.acts', { caseId })
  if (!asked.ok) throw new Error(asked.refusal.code)
  const acts = asked.value
  const luck = lottery.draw()
  const item = lottery.pick(acts.items)
  if (luck < 0.1 && acts.originals.length > 0) {
    const { rowId } = lottery.pick(acts.originals)
    const signedBy = luck < 0.01 ? '赵生人' : applicantOf(desk, caseId)
    return tried('giveBack', await desk.ask('case.giveBack', { caseId, rowIds: [rowId], signedBy }))
  }
  if (luck < 0.35 && item.awaited.length > 0) {
    const rows = item.awaited.map(({ rowId }) => ({ rowId, judgement: brought(lottery) }))
    return tried('supply', await desk.ask('case.supply', { caseId, rows }))
  }
  const open = item.acts.filter(({ allowed }) => allowed)
  const act = open.length > 0 && lottery.chance(0.8) ? lottery.pick(open).act : lottery.pick(everyAct)
  const outlook = item.acts.find((each) => each.act === act)
  const answer = await desk.ask('case.move', {
    caseId,
    itemNo: item.itemNo,
    move: varied(lottery, act, item),
    ...(outlook?.organ === 'department' ? { by: department } : {}),
    ...(act === 'CORRECT' ? { asks: foundWrong(lottery, desk, caseId, item.itemNo) } : {}),
    ...(saysNo(act) ? ownPin(desk) : {}),
    ...(outlook?.needsSecond && lottery.chance(0.5) ? { second: theManager(desk) } : {}),
  })
  return tried(act, answer)
}

const everyAct = Object.keys(fullMoves) as readonly Act[]

/** The working days of the coming year become known, as they do each November. */
export function newYearKnown(desk: TestDesk): number {
  const restDays = ['2026-10-12', '2027-01-01', '2027-01-02', '2027-01-03']
  const years = rules.calendar.years
  const calendar = {
    years: {
      ...years,
      '2026': { ...years['2026'], restDays: [...(years['2026']?.restDays ?? []), ...restDays] },
      '2027': { restDays, workingWeekends: [] },
    },
  } as typeof rules.calendar
  const grown = { ...rules, calendar }
  const unattended = {
    store: desk.opened.store,
    seams: seamsAt(desk.clock),
    rules: grown,
    shelf: { rulesFor: () => grown },
  }
  return recalculate(unattended as unknown as Parameters<typeof recalculate>[0])
}

function varied(lottery: Lottery, act: Act, item: Acts['items'][number]): Move {
  if (act === 'SUSPEND')
    return { act, kind: lottery.pick(PauseKind.options), expectedDays: 5, basis: '专项规定第七条' }
  if (act === 'TERMINATE')
    return {
      act,
      cause: lottery.pick(item.endCauses.length > 0 ? item.endCauses : (['IMPOSSIBLE'] as const)),
      reason: '标的灭失',
    }
  if (act === 'DELIVER')
    return {
      act,
      method: lottery.pick(['WINDOW', 'POST', 'ASSIST', 'ELECTRONIC'] as const),
      signedBy: '陈桂香',
      reference: 'EMS1',
    }
  return fullMoves[act]
}

/** Rows of the item that were in order until now, as a department finds them wrong. */
function foundWrong(lottery: Lottery, desk: TestDesk, caseId: CaseId, itemNo: string): JudgedMaterial[] {
  const rows = desk.opened.store.client
    .prepare('SELECT row_id FROM material_item WHERE case_id = ? AND used_by LIKE ?')
    .pluck()
    .all(caseId, `%"${itemNo}"%`) as string[]
  if (rows.length === 0) return []
  return [{ rowId: lottery.pick(rows), judgement: { state: 'EXPECTED', reason: 'WRONG_CONTENT' } }]
}

function brought(lottery: Lottery): Judgement {
  if (lottery.chance(0.15)) return { state: 'EXPECTED', reason: 'WRONG_FORM' }
  return lottery.chance(0.2) ? { state: 'SUPPLIED', taken: 'ORIGINAL' } : { state: 'SUPPLIED', taken: 'COPY' }
}

function applicantOf(desk: TestDesk, caseId: CaseId): string {
  const text = desk.opened.store.client
    .prepare('SELECT applicant FROM matter_case WHERE case_id = ?')
    .pluck()
    .get(caseId)
  return (JSON.parse(String(text)) as { readonly name: string }).name
}

export function theManager(desk: TestDesk) {
  const staffId = desk.opened.store.client
    .prepare("SELECT staff_id FROM staff WHERE role = 'centreManager'")
    .pluck()
    .get() as never
  return { staffId, pin: people[2].pin }
}

function tried(what: string, answer: { readonly ok: boolean; readonly refusal?: unknown }): Tried {
  if (answer.ok) return { what, ok: true }
  return { what, ok: false, code: (answer.refusal as { readonly code: string }).code }
}
