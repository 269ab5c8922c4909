import { listItems, listPapers } from '#main/store/queries/case.ts'
import { listMoves } from '#main/store/queries/item.ts'
import { listOfCase } from '#main/store/queries/journal.ts'
import { listStaff } from '#main/store/queries/staff.ts'
import { listDisposed, stateAt } from '#main/store/queries/sync.ts'
import type { CaseView, SyncState } from '#shared/contract/case.ts'
import { orderStateWords } from '#shared/domain/assist-words.ts'
import { basisWords, erasedText } from '#shared/domain/erasure.ts'
import { DeskEvent, type MatterReceived } from '#shared/domain/events.ts'
import { actWords } from '#shared/domain/lifecycle-words.ts'
import { type Move, pauseWords } from '#shared/domain/move.ts'
import { paperWords } from '#shared/domain/paper.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { pointsOf } from './sync.ts'
import { choiceWords, endWords, pastWords } from './words.ts'

/** Who did what and why, oldest first: what the journal says of one case, in words. */
export function historyOf(reader: Reader, caseId: CaseId): CaseView['history'] {
  const names = new Map<string, string>(listStaff(reader).map((person) => [person.staffId, person.name]))
  const papers = new Map<string, string>(
    listPapers(reader, caseId).map((each) => [each.paperId, paperWords[each.kind]]),
  )
  const overtaken = new Set(
    listMoves(reader, caseId).flatMap(({ changedAt, overtakenAt }) => (overtakenAt ? [changedAt] : [])),
  )
  /** Which of several items; the only one needs no number. */
  const several = listItems(reader, caseId).length > 1
  const ofItem = (itemNo: string) => (several ? `（事项 ${itemNo}）` : '')
  return foldReveals(listOfCase(reader, caseId)).map(({ row, times }) => {
    const disposed = listDisposed(reader, row.epoch).find((each) => each.seq === row.seq)
    const sync: SyncState = stateAt(row.seq, pointsOf(reader, row.epoch), disposed?.state)
    const { note, who } = toldBy(row.body, { papers, names, ofItem })
    const late = overtaken.has(row.position)
      ? `${note ?? ''}：部门已先办理，这一步没有生效，请核对`
      : undefined
    const said = late ?? disposed?.detail ?? note
    return {
      atMs: row.wallMs,
      who: who ?? names.get(row.actor) ?? '',
      kind: row.kind,
      sync,
      ...(times > 1 ? { note: `${times} 项` } : said && said !== erasedText ? { note: said } : {}),
    }
  })
}

/** Values taken out one after the other by the same person are one line: the last, and how many. */
function foldReveals(
  rows: ReturnType<typeof listOfCase>,
): readonly { readonly row: (typeof rows)[number]; readonly times: number }[] {
  const folded: { row: (typeof rows)[number]; times: number }[] = []
  for (const row of rows) {
    const before = folded.at(-1)
    if (row.kind === 'value-revealed' && before?.row.kind === row.kind && before.row.actor === row.actor)
      folded.splice(-1, 1, { row, times: before.times + 1 })
    else folded.push({ row, times: 1 })
  }
  return folded
}

/** Which decision, which paper: what tells one line of the history from the next; and a department by name. */
function toldBy(
  body: string,
  {
    names,
    ofItem,
    papers,
  }: {
    readonly papers: ReadonlyMap<string, string>
    readonly names: ReadonlyMap<string, string>
    readonly ofItem: (itemNo: string) => string
  },
): { readonly note?: string; readonly who?: string } {
  const read = DeskEvent.safeParse(JSON.parse(body))
  if (!read.success) return {}
  const event = read.data
  if (event.type === 'matter-decided') return { note: choiceWords[event.choice] }
  if (event.type === 'matter-received') return noteOfReceipt(event)
  if (event.type === 'item-moved') return { note: `${withReason(event.move, names)}${ofItem(event.itemNo)}` }
  if (event.type === 'assist-moved' && event.to !== event.from) return { note: orderStateWords[event.to] }
  if (event.type === 'typing-done') return { note: event.name }
  if (event.type === 'department-acted') {
    const { by, move, office } = event
    const docNo = by.organ === 'department' ? `，${by.docNo}` : ''
    return {
      note: `${actWords[move.act]}${docNo}${ofItem(event.itemNo)}`,
      who: [...new Set([office.name, office.handler])].filter(Boolean).join(' '),
    }
  }
  if (event.type === 'case-erased')
    return { note: `依据：${basisWords[event.basis]}；文号：${event.reference}` }
  if (event.type === 'paper-printed') return { note: papers.get(event.paperId) ?? '' }
  return {}
}

/** Why the matter was begun beside an open one, and what was taken over with the person's consent. */
function noteOfReceipt({ besides, reuse }: MatterReceived): { readonly note?: string } {
  const notes = [
    besides && `同一件事另有在办，仍然新建：${besides.reason}`,
    reuse && `经本人同意沿用以前登记的${reuse.categories.map((each) => pastWords[each]).join('、')}`,
  ].filter(Boolean)
  return notes.length > 0 ? { note: notes.join('；') } : {}
}

/** The act, and the reason it had to be given; a second notice names the manager who agreed to it. */
function withReason(move: Move, names: ReadonlyMap<string, string>): string {
  const agreed = names.get(approverOf(move) ?? '')
  const reason = reasonOf(move)
  return `${actWords[move.act]}${reason ? `：${reason}` : ''}${agreed ? `（${agreed}同意）` : ''}`
}

function approverOf(move: Move): string | undefined {
  if (move.act === 'CORRECT') return move.newFact?.approvedBy
  return move.act === 'ACCEPT_WITH_DEFICIENCY' ? move.repaired?.approvedBy : undefined
}

function reasonOf(move: Move): string | undefined {
  switch (move.act) {
    case 'CORRECT':
      return move.newFact?.reason
    case 'ACCEPT_WITH_DEFICIENCY':
      return move.repaired?.reason
    case 'REFUSE':
      return move.ground.reason
    case 'DEMAND':
      return move.what
    case 'NOT_REQUIRED':
      return move.advice
    case 'EXTEND':
    case 'REJECT':
    case 'WITHDRAW':
      return move.reason
    case 'SUSPEND':
      return pauseWords[move.kind]
    case 'TERMINATE':
      return [endWords[move.cause], move.reason].filter(Boolean).join('，')
    case 'SUPPLY':
    case 'ACCEPT':
    case 'DEEM_ACCEPTED':
    case 'FORWARD':
    case 'REVIEW':
    case 'RESUME':
    case 'BACK_TO_REVIEW':
    case 'DEMAND_MET':
    case 'APPROVE':
    case 'COMPLETE':
    case 'RESULT_ARRIVED':
    case 'DELIVER':
    case 'ARCHIVE':
      return undefined
  }
}
