import type { Day } from '#shared/domain/day.ts'
import { type DepartmentAct, isDepartmentAct } from '#shared/domain/department-act.ts'
import { stateAfter } from '#shared/domain/lifecycle.ts'
import { brokenRule, type RuleCode } from '#shared/domain/move-rules.ts'
import type { Stage } from './stage.ts'
import { sentences } from './verdict.ts'

/** What a department is told when an act is not taken; with what it can do about it. */
const own = {
  'case-waits': '本件有记录还在等待市级处理，暂时不能登记部门办理，请稍后再报。',
  'centre-decides': '这一事项由中心自己受理和决定，不由部门办理。',
  'not-a-department-act': '这一步在窗口办理，不由部门登记。',
  'nothing-asked': '补正要写明缺哪几份材料。',
  'row-not-asked': '补正列出的材料要写明问题，不能写成已交。',
  'row-unknown': '补正列出的材料不在这件的收件范围内，请核对。',
  'date-ahead': '办理日期晚于今天，请核对日期。',
} as const

export type ActCode = RuleCode | keyof typeof own

export function actSentence(code: ActCode): string {
  return code in own ? own[code as keyof typeof own] : sentences[code as RuleCode]
}

/**
 * Moves an item as its department says, or says why not: by the table and the rules the desk goes by too.
 *
 * The ends are not worked out here, because limits and working days are the catalogue's: the desk does so
 * and tells them with `department-acted`.
 */
export function applyDepartmentAct(
  stage: Stage,
  act: Omit<DepartmentAct, 'from' | 'to' | 'after'>,
  today: Day,
): ActCode | Pick<DepartmentAct, 'from' | 'to'> | undefined {
  const image = stage.cases.get(act.caseId)
  const item = image?.items.get(act.itemNo)
  if (!image || !item) return undefined
  const { asks = [], by, itemNo, move, on, projectNo } = act
  const waiting = stage.heldCases.get(act.caseId)
  if (waiting && waiting !== 'RETURNED_RULE') return 'case-waits'
  if (item.role === 'DECIDE') return 'centre-decides'
  if (!isDepartmentAct(move.act)) return 'not-a-department-act'
  const broken = brokenRule(item, { by, move, on, receivedOn: image.receivedOn })
  if (broken) return broken
  if (on > today) return 'date-ahead'
  if (move.act === 'CORRECT' && asks.length === 0) return 'nothing-asked'
  if (asks.some(({ rowId }) => !image.materials.has(rowId))) return 'row-unknown'
  if (asks.some(({ judgement }) => judgement.state !== 'EXPECTED')) return 'row-not-asked'
  const from = item.state
  const to = stateAfter(from, move.act) ?? from
  const moved = to !== from
  image.items.set(itemNo, {
    ...item,
    state: to,
    since: moved ? on : item.since,
    corrections: item.corrections + (moved && to === 'CORRECTION_PENDING' ? 1 : 0),
    extended: item.extended || move.act === 'EXTEND',
    projectNo: projectNo ?? item.projectNo,
  })
  for (const { judgement, rowId } of asks) {
    image.materials.set(rowId, judgement.state)
    image.judged.add(rowId)
  }
  stage.changed.add(act.caseId)
  return { from, to }
}
