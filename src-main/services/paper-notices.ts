import type { ItemRow } from '#main/store/queries/case.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { acceptsItself } from '#shared/domain/decide-move.ts'
import { isOver } from '#shared/domain/lifecycle.ts'
import type { EndCause } from '#shared/domain/move.ts'
import { pauseWords } from '#shared/domain/move.ts'
import { toldDay } from './open-facts.ts'
import { backLines } from './paper-materials.ts'
import { actBehind, application, basisOf, type D, isPermit, momentOf, type Source } from './paper-source.ts'
import { remediesOf } from './remedies.ts'
import { dueWord, endWords } from './words.ts'

/** D16 延期告知书: moved once, approved by the head, with its reason (art. 42). */
export function extensionNotice(source: Source): D<'D16-EXTENSION'> {
  const { event, head, move, row } = actBehind(source, 'EXTEND')
  const { clocksBefore, frame, rules } = source
  const { provisional, statutoryDue } = event.clocks
  const before = clocksBefore?.statutoryDue
  const law = isPermit(rules, [row]) ? '《中华人民共和国行政许可法》第四十二条' : basisOf(rules, [row])
  return {
    kind: 'D16-EXTENSION',
    ...frame,
    ...head,
    opening: `${application(source, row)}，因不能在规定期限内作出决定，依据${law}，经负责人批准，现延长办理期限，并将延长期限的理由告知如下。`,
    reason: move.reason ?? '',
    daysWord: `${move.days} 个工作日`,
    approver: move.approver ?? '',
    ...(before
      ? { dueBefore: legalDay(source, row, dueWord(before, clocksBefore?.provisional ?? false)) }
      : {}),
    dueWord: legalDay(source, row, dueWord(statutoryDue, provisional)),
    provisional,
  }
}

/** D16 特别程序告知书: what is not counted, and how long it is expected to take (art. 45). */
export function specialProcedureNotice(source: Source): D<'D16-SUSPENSION'> {
  const { event, head, move, row } = actBehind(source, 'SUSPEND')
  const ownLaw = move.kind === 'OWN_LAW'
  const law = ownLaw ? (move.basis ?? '') : '《中华人民共和国行政许可法》第四十五条'
  const permit = ownLaw || isPermit(source.rules, [row])
  const basis = permit ? law : basisOf(source.rules, [row])
  return {
    kind: 'D16-SUSPENSION',
    ...source.frame,
    ...head,
    opening: `${application(source, row)}，办理中依法需要进行${pauseWords[move.kind]}。依据${basis}，所需时间不计算在办理期限内，现将所需时间书面告知。`,
    kindWord: pauseWords[move.kind],
    basis: move.basis && !ownLaw ? `${basis}；${move.basis}` : basis,
    fromWord: longDayText(event.on),
    expectedWord: `${move.expectedDays} 个工作日`,
  }
}

/** D16 撤回申请书: what the applicant asks, and the papers that go home. */
export function withdrawalRequest(source: Source): D<'D16-WITHDRAWAL'> {
  const { head, move, row } = actBehind(source, 'WITHDRAW')
  return {
    kind: 'D16-WITHDRAWAL',
    ...source.frame,
    ...head,
    appliedOn: source.matter.receivedOn,
    ...(move.reason ? { reason: move.reason } : {}),
    signedBy: move.signedBy ?? '',
    givenBack: goingHome(source, row),
  }
}

/** D16 终止告知书: the item ends without a decision; what may be done now is said beside it. */
export function terminationNotice(source: Source): D<'D16-TERMINATION'> {
  const { head, move, row } = actBehind(source, 'TERMINATE')
  const { frame, matter, rules } = source
  const died = move.cause === 'APPLICANT_DIED'
  const who = died
    ? `申请人${matter.applicant.name}于${longDayText(matter.receivedOn)}提出的“${row.name}”申请`
    : application(source, row)
  return {
    kind: 'D16-TERMINATION',
    ...frame,
    ...head,
    opening: `${who}，因${endWords[move.cause]}，现终止办理，退回申请材料。${afterwards[move.cause]}`,
    causeWord: endWords[move.cause],
    ...(move.reason ? { reason: move.reason } : {}),
    givenBack: goingHome(source, row),
    remedies: died || !acceptsItself(row.role) ? [] : remediesOf(rules, [row]),
  }
}

/** D16 材料退还签收单: which originals went back, and into whose hands. */
export function returnReceipt({ behind, frame, items, materials }: Source): D<'D16-RETURN'> {
  const { event } = behind
  const rowIds = event.type === 'originals-returned' ? event.rowIds : []
  const names = new Map(items.map(({ itemNo, name }) => [itemNo, name]))
  const given = materials.filter(({ rowId }) => rowIds.includes(rowId))
  const lines = backLines(given.map((row) => ({ ...row, returnedOn: null })))
  return {
    kind: 'D16-RETURN',
    ...frame,
    returnedAt: event.type === 'originals-returned' ? momentOf(event) : '',
    signedBy: event.type === 'originals-returned' ? event.signedBy : '',
    rows: lines.map((line, at) => ({
      ...line,
      usedFor: (given[at]?.usedBy ?? []).map((no) => names.get(no) ?? no).join('、'),
    })),
  }
}

const afterwards: Readonly<Record<EndCause, string>> = {
  CORRECTION_EXPIRED: '备齐材料后可以重新提出申请。',
  DEFICIENCY_EXPIRED: '没有按承诺补齐的情况将作记录；备齐材料后可以重新提出申请。',
  EARLIER_FAILED: '前置事项办成后可以重新提出申请。',
  APPLICANT_DIED: '',
  IMPOSSIBLE: '情况变化、符合办理条件的，可以重新提出申请。',
}

/** What no item that goes on still needs. */
function goingHome({ items, materials }: Source, row: ItemRow) {
  const going = items.filter(({ itemNo, state }) => itemNo !== row.itemNo && !isOver(state))
  return backLines(
    materials
      .filter(({ usedBy }) => usedBy.includes(row.itemNo))
      .filter(({ usedBy }) => !going.some(({ itemNo }) => usedBy.includes(itemNo))),
  )
}

/** The end the law sets rests on the statutory limit alone. */
function legalDay({ rules }: Source, row: ItemRow, day: string): string {
  const { promisedDue: _, ...clocks } = row.clocks
  return toldDay(rules, { ...row, clocks }, day)
}
