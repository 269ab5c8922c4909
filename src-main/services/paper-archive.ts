import { longDayText } from '#shared/domain/date-text.ts'
import type { ItemState } from '#shared/domain/item-case.ts'
import { actWords } from '#shared/domain/lifecycle-words.ts'
import { paperWords } from '#shared/domain/paper.ts'
import { backLines } from './paper-materials.ts'
import { actBehind, type D, type Source } from './paper-source.ts'

/** D16 归档目录: the papers of the item in their order, what stays in the file, and its way in dates. */
export function archiveIndex(source: Source): D<'D16-ARCHIVE'> {
  const { event, head, row } = actBehind(source, 'ARCHIVE')
  const { decided, frame, materials, matter, moves, nameOf, paper, papers } = source
  const own = moves.filter((each) => each.event.itemNo === row.itemNo)
  const issued = papers
    .filter((each) => each.paper.itemNos.includes(row.itemNo) && each.paper.paperId !== paper.paperId)
    .map(({ on, paper: { docNo, kind } }) => ({
      name: paperWords[kind],
      no: docNo,
      on: longDayText(on),
      copies: 1,
    }))
  const kept = backLines(materials.filter(({ usedBy }) => usedBy.includes(row.itemNo))).map(
    ({ copies, form, name }) => ({
      name: `${name}（${form}）`,
      no: '',
      on: longDayText(matter.receivedOn),
      copies,
    }),
  )
  const outcome = decided?.event.outcomes.find(({ itemNo }) => itemNo === row.itemNo)
  const atDesk = outcome && decisionWords[outcome.state]
  const steps = own.slice(0, -1).map(({ actor, event: { by, move, on } }) => ({
    on,
    what: actWords[move.act],
    who: by.organ === 'department' ? row.deptName : nameOf(actor),
  }))
  const last = own.at(-2)?.event.on ?? decided?.event.decidedOn ?? matter.receivedOn
  return {
    kind: 'D16-ARCHIVE',
    ...frame,
    ...head,
    endWord: endWordOf(
      event.from,
      own.some((each) => each.event.move.act === 'REJECT'),
    ),
    receivedOn: matter.receivedOn,
    endedOn: last,
    documents: [...issued, ...kept].map((each, at) => ({ n: at + 1, ...each })),
    steps: [
      { on: matter.receivedOn, what: '收件', who: nameOf(matter.clerk) },
      ...(atDesk && decided
        ? [{ on: decided.event.decidedOn, what: atDesk, who: nameOf(decided.actor) }]
        : []),
      ...steps,
    ],
  }
}

const decisionWords: Readonly<Partial<Record<ItemState, string>>> = {
  ACCEPTED: '受理',
  ACCEPTED_WITH_DEFICIENCY: '容缺受理',
  CORRECTION_PENDING: '一次性补正告知',
  ACCEPTANCE_REFUSED: '不予受理',
  COMPLETED: '当场办结',
}

function endWordOf(state: ItemState, refused: boolean): string {
  if (state === 'ACCEPTANCE_REFUSED') return '不予受理'
  if (state === 'WITHDRAWN') return '申请人撤回'
  if (state === 'TERMINATED') return '终止'
  return refused ? '不予，已送达' : '办结，已送达'
}
