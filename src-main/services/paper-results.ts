import { formatCaseNo } from '#shared/domain/case-number.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import type { ItemMoved } from '#shared/domain/events.ts'
import type { ItemState } from '#shared/domain/item-case.ts'
import type { ItemResult } from '#shared/domain/move.ts'
import { assert } from '#shared/kernel/fault.ts'
import { told } from './open-facts.ts'
import { receivedLines } from './paper-materials.ts'
import {
  actBehind,
  application,
  basisOf,
  type D,
  isPermit,
  itemLine,
  momentOf,
  onPaper,
  type Source,
} from './paper-source.ts'
import { remediesOf } from './remedies.ts'
import { deliveryWords, dueWord } from './words.ts'

/** D12 办结通知单: the result as the applicant will hold it, and how long it took. */
export function completionNotice(source: Source): D<'D12'> {
  if (source.behind.event.type === 'matter-decided') return doneAtOnce(source)
  const { event, head, move, row } = actBehind(source, 'COMPLETE')
  const granted = event.from !== 'DECIDED_REFUSED'
  const result = move.result ?? refusalOf(source, row.itemNo)
  const { deliveryDue, provisional } = event.clocks
  return {
    kind: 'D12',
    ...source.frame,
    ...head,
    resultWord: resultWords[event.from] ?? '主管部门已办结',
    granted,
    ...(result ? { resultName: result.name } : {}),
    ...(result?.number ? { resultNumber: result.number } : {}),
    ...(result?.validUntil ? { validUntil: result.validUntil } : {}),
    completedOn: event.on,
    usedWord: usedWord(source, event),
    next: [
      '请带本通知单和有效身份证件到本窗口领取办理结果；委托他人领取的，带委托书和双方身份证件。',
      '已经约定邮寄、代办员送达或者电子送达的，按约定的方式送达，不用再来。',
      ...(deliveryDue ? [`办理结果在${dueWord(deliveryDue, provisional)}前送达。`] : []),
      ...(granted ? [] : ['不予办理的理由和救济途径，见决定书。']),
    ],
  }
}

/** The result of an item that was decided while the applicant waited: no act but the decision stands behind it. */
function doneAtOnce(source: Source): D<'D12'> {
  const { frame, items, matter, paper } = source
  const [row] = onPaper(items, paper)
  assert(row, 'a completion notice is about an item of the case')
  return {
    kind: 'D12',
    ...frame,
    item: itemLine(row),
    resultWord: '准予，当场办结',
    granted: true,
    completedOn: matter.receivedOn,
    usedWord: `${longDayText(matter.receivedOn)}受理，当场办结`,
    next: ['办理结果当场发给，请当面核对；没有当场领走的，带本通知单和有效身份证件到本窗口领取。'],
  }
}

/** D12 送达回证: goes into the file signed, so what is not known is left to be written on it. */
export function deliveryReceipt(source: Source): D<'D12-DELIVERY'> {
  const { event, head, move, row } = actBehind(source, 'DELIVER')
  const completed = source.moves.find(
    ({ event: each }) => each.itemNo === row.itemNo && each.move.act === 'COMPLETE',
  )?.event
  const result =
    (completed?.move.act === 'COMPLETE' ? completed.move.result : undefined) ?? refusalOf(source, row.itemNo)
  const notice = source.papers.find(
    ({ paper }) => paper.kind === 'D12' && paper.itemNos.includes(row.itemNo),
  )?.paper
  const documents = [
    { name: result?.name ?? `“${row.name}”办理结果`, no: result?.number ?? '' },
    ...(notice ? [{ name: '办结通知单', no: notice.docNo }] : []),
  ]
  return {
    kind: 'D12-DELIVERY',
    ...source.frame,
    ...head,
    documents: documents.map((each, at) => ({ n: at + 1, ...each })),
    place: event.place,
    methodWord: deliveryWords[move.method],
    deliveredAt: momentOf(event),
    ...(move.signedBy ? { signedBy: move.signedBy } : {}),
    ...(move.relation ? { relation: move.relation } : {}),
    ...(move.reference ? { reference: move.reference } : {}),
  }
}

/** D13 材料流转单: what leaves the centre, for which organ, and who signs for it there. */
export function dispatchSlip(source: Source): D<'D13'> {
  const { event, move, row } = actBehind(source, 'FORWARD')
  const { frame, matter } = source
  const materials = receivedLines(source.materials.filter(({ usedBy }) => usedBy.includes(row.itemNo)))
  return {
    kind: 'D13',
    ...frame,
    toOrgan: move.toOrgan ?? row.deptName,
    ...(move.receivedBy ? { receivedBy: move.receivedBy } : {}),
    sentAt: momentOf(event),
    rows: [
      {
        n: 1,
        caseNoGrouped: formatCaseNo(matter.caseNo),
        applicantName: matter.applicant.name,
        receivedOn: matter.receivedOn,
        itemName: row.name,
        materials: materials.length,
      },
    ],
    materials,
  }
}

/** D16 决定书: a decision of the centre in writing, with its reasons and, where it refuses, the remedies (art. 38). */
export function decisionPaper(source: Source): D<'D16-DECISION'> {
  const { frame, matter, rules } = source
  const { behind } = source
  const granted = behind.event.type === 'item-moved' && behind.event.move.act === 'APPROVE'
  const { event, head, move, row } = granted ? actBehind(source, 'APPROVE') : actBehind(source, 'REJECT')
  const permit = isPermit(rules, [row])
  const said = move.act === 'REJECT' ? move.reason : move.note
  const remedies = move.act === 'REJECT' ? waysToObject(move.remedies ?? '', remediesOf(rules, [row])) : []
  return {
    kind: 'D16-DECISION',
    ...frame,
    ...head,
    title: `${granted ? '准予' : '不予'}${permit ? '行政许可' : ''}决定书`,
    granted,
    applicantId: matter.applicant.idNumber,
    ...(move.docNo ? { decisionNo: move.docNo } : {}),
    opening: `${application(source, row)}，经依法审查，依据${basisOf(rules, [row])}，现作出如下决定：${granted ? '准予' : '不予'}${permit ? '行政许可' : '办理'}。`,
    ...(said ? { reason: said } : {}),
    legalBasis: basisOf(rules, [row]),
    decidedOn: event.on,
    remedies,
  }
}

/**
 * What the clerk wrote, and the two ways of the law unless the words themselves name for both how long,
 * and to which organ and which court (行政许可法 art. 38; 行政复议法 art. 20; 行政诉讼法 art. 46).
 */
function waysToObject(said: string, lawful: readonly string[]): string[] {
  const review = /(日|月)[^。；;]*(政府|机关|局|厅|委员会)[^。；;]*复议/.test(said)
  const court = /(日|月)[^。；;]*人民法院[^。；;]*诉讼/.test(said)
  if (review && court) return [said]
  return said === '' ? [...lawful] : [said, ...lawful]
}

const resultWords: Readonly<Partial<Record<ItemState, string>>> = {
  DECIDED_APPROVED: '准予',
  DECIDED_REFUSED: '不予',
}

/** What a refusal is called when the act did not say it: the decision the centre has given. */
function refusalOf({ moves, papers }: Source, itemNo: string): ItemResult | undefined {
  const refused = moves.find(({ event }) => event.itemNo === itemNo && event.move.act === 'REJECT')?.event
  if (refused?.move.act !== 'REJECT') return undefined
  const own = papers.find(
    ({ paper }) => paper.kind === 'D16-DECISION' && paper.itemNos.includes(itemNo),
  )?.paper
  const number = own?.docNo ?? refused.move.docNo ?? docNoOf(refused)
  return { name: '不予决定书', ...(number ? { number } : {}) }
}

function docNoOf({ by }: ItemMoved): string | undefined {
  return by.organ === 'department' ? by.docNo : undefined
}

function usedWord({ items, rules }: Source, event: ItemMoved): string {
  const item = items.find(({ itemNo }) => itemNo === event.itemNo)
  const { acceptedOn, pauses = [], used } = event.clocks
  if (!used || !acceptedOn || !item) return '由主管部门办理，以部门答复为准'
  const promised =
    used.promised === undefined ? '' : `，承诺${told(rules, item, 'promised', ` ${used.promised} 个工作日`)}`
  const waited = used.waited > 0 ? `；其中等候补充材料 ${used.waited} 个工作日` : ''
  const stopped = pauses.length > 0 ? '；特别程序所需时间没有计入' : ''
  const days = used.days === 0 ? '当日办结' : `用 ${used.days} 个工作日`
  return `${longDayText(acceptedOn)}受理，${days}${promised}${waited}${stopped}`
}
