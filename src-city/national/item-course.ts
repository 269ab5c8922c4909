import type { Clocks, ItemCase, ItemState } from '#shared/domain/item-case.ts'
import type { Act } from '#shared/domain/lifecycle.ts'
import { actWords, stateWords } from '#shared/domain/lifecycle-words.ts'
import { type By, type Move, pauseWords } from '#shared/domain/move.ts'
import type { Paper } from '#shared/domain/paper.ts'
import { endType, type ResultType } from './codes.ts'
import { explainOf } from './explain.ts'
import { maxTime } from './times.ts'

/** One step of an item as the exchange tells it; `time` is when it was done. */
export type Step = {
  readonly entryId: string
  readonly process: string
  readonly name: string
  readonly start: string
  readonly time: string
  readonly user: string
  readonly explain: string
}

export type SpecialProcedure = {
  readonly entryId: string
  readonly kind: 'extension' | 'stop'
  readonly name: string
  readonly reason: string
  readonly explain: string
  readonly time: string
  readonly asker: string
  readonly user: string
  readonly end?: { readonly time: string; readonly result: string }
}

export type ItemCourse = {
  readonly item: ItemCase
  readonly state: ItemState
  readonly clocks: Clocks
  readonly projectNo?: string | undefined
  readonly acceptance?: { readonly on: string; readonly docNo: string; readonly user: string } | undefined
  readonly decision?:
    | { readonly approved: boolean; readonly on: string; readonly explain: string }
    | undefined
  readonly result?:
    | {
        readonly type: ResultType
        readonly on: string
        readonly name: string
        readonly number: string
        readonly explain: string
      }
    | undefined
  readonly delivered: boolean
  readonly steps: readonly Step[]
  readonly specials: readonly SpecialProcedure[]
}

/** An act with who did it and when, whichever side told it. */
export type Done = {
  readonly entryId: string
  readonly move: Move
  readonly by: By
  readonly to: ItemState
  readonly on: string
  /** `YYYYMMDDThhmmss`. */
  readonly time: string
  readonly user: string
  readonly clocks?: Clocks | undefined
  readonly papers: readonly Paper[]
}

const processes: Readonly<Record<Act, string>> = {
  SUPPLY: '补正',
  ACCEPT: '受理',
  ACCEPT_WITH_DEFICIENCY: '受理',
  CORRECT: '补正',
  REFUSE: '受理',
  NOT_REQUIRED: '受理',
  DEEM_ACCEPTED: '受理',
  FORWARD: '转送',
  REVIEW: '审查',
  SUSPEND: '特别程序',
  RESUME: '特别程序',
  EXTEND: '特别程序',
  BACK_TO_REVIEW: '特别程序',
  DEMAND: '审查',
  DEMAND_MET: '审查',
  APPROVE: '决定',
  REJECT: '决定',
  COMPLETE: '办结',
  RESULT_ARRIVED: '办结',
  DELIVER: '送达',
  WITHDRAW: '办结',
  TERMINATE: '办结',
  ARCHIVE: '归档',
}

/** An item as it was taken in. */
export function courseOf(
  item: ItemCase,
  step: Omit<Step, 'process' | 'name' | 'start' | 'explain'>,
): ItemCourse {
  return {
    item,
    state: item.state,
    clocks: item.clocks,
    delivered: false,
    steps: [{ ...step, process: '收件', name: '收件', start: step.time, explain: '' }],
    specials: [],
  }
}

/** The decision of the intake, by what it came to for this item. */
export function afterDecision(
  course: ItemCourse,
  decided: Omit<Done, 'move' | 'by'> & { readonly clocks: Clocks; readonly explain: string },
): ItemCourse {
  const { clocks, explain, on, to } = decided
  const moved = withAcceptance({ ...course, state: to, clocks }, decided)
  const process = to === 'CORRECTION_PENDING' ? '补正' : to === 'COMPLETED' ? '办结' : '受理'
  const result = { on, name: '', number: '', explain }
  return {
    ...withStep(moved, decided, process, to === 'COMPLETED' ? '当场办结' : stateWords[to], explain),
    ...(to === 'COMPLETED' ? { result: { ...result, type: 'CLOSED' } } : {}),
    ...(to === 'ACCEPTANCE_REFUSED' ? { result: { ...result, type: 'SENT_BACK' } } : {}),
  }
}

/** One act more: its step, and what it means for acceptance, special procedures and the result. */
export function afterMove(course: ItemCourse, done: Done): ItemCourse {
  const { move, to } = done
  const clocks = done.clocks ?? course.clocks
  const moved = withStep(
    { ...course, state: to, clocks },
    done,
    processes[move.act],
    actWords[move.act],
    explainOf(move),
  )
  return withResult(withSpecial(withAcceptance(moved, done), done), done)
}

function withStep(
  course: ItemCourse,
  { entryId, time, user }: Pick<Done, 'entryId' | 'time' | 'user'>,
  process: string,
  name: string,
  explain: string,
): ItemCourse {
  const before = course.steps.at(-1)?.time ?? time
  // Told late, with a day and no hour: a step never ends before it began.
  const end = maxTime(before, time)
  return {
    ...course,
    steps: [...course.steps, { entryId, process, name, start: before, time: end, user, explain }],
  }
}

const accepting: ReadonlySet<ItemState> = new Set(['ACCEPTED', 'ACCEPTED_WITH_DEFICIENCY', 'DEEMED_ACCEPTED'])

function withAcceptance(
  course: ItemCourse,
  { by, on, papers, to, user }: Pick<Done, 'on' | 'papers' | 'to' | 'user'> & { readonly by?: By },
): ItemCourse {
  const accepted = accepting.has(to) || (to === 'COMPLETED' && course.clocks.acceptedOn !== undefined)
  if (course.acceptance || !accepted) return course
  const notice = papers.find(({ itemNos, kind }) => kind === 'D2' && itemNos.includes(course.item.itemNo))
  const docNo = notice?.docNo ?? (by?.organ === 'department' ? by.docNo : '')
  return { ...course, acceptance: { on, docNo, user } }
}

function withSpecial(course: ItemCourse, { entryId, move, time, user }: Done): ItemCourse {
  const begun = { entryId, time, asker: user }
  if (move.act === 'SUSPEND') {
    const { basis = '', expectedDays, kind } = move
    const explain = `预计${expectedDays}个工作日`
    const stop = { ...begun, kind: 'stop', name: pauseWords[kind], reason: basis, explain, user } as const
    return { ...course, specials: [...course.specials, stop] }
  }
  if (move.act === 'EXTEND') {
    const { approver = '', days, reason = '' } = move
    const explain = `延长${days}个工作日`
    const longer = {
      ...begun,
      kind: 'extension',
      name: '延长办理期限',
      reason,
      explain,
      user: approver,
    } as const
    return { ...course, specials: [...course.specials, longer] }
  }
  if (move.act === 'RESUME') return ended(course, time, `恢复计时${move.note ? `：${move.note}` : ''}`)
  return move.act === 'BACK_TO_REVIEW' ? ended(course, time, '延期后继续办理') : course
}

function ended(course: ItemCourse, time: string, result: string): ItemCourse {
  const last = course.specials.length - 1
  const specials = course.specials.map((each, at) =>
    at === last && !each.end ? { ...each, end: { time, result } } : each,
  )
  return { ...course, specials }
}

function withResult(course: ItemCourse, { move, on }: Done): ItemCourse {
  const explain = explainOf(move)
  if (move.act === 'APPROVE' || move.act === 'REJECT')
    return { ...course, decision: { approved: move.act === 'APPROVE', on, explain } }
  if (move.act === 'COMPLETE') return { ...course, result: completed(course, move, on) }
  if (move.act === 'DELIVER') return { ...course, delivered: true }
  const type = endOf(move)
  return type ? { ...course, result: { type, on, name: '', number: '', explain } } : course
}

function completed(
  { decision }: ItemCourse,
  { result }: Extract<Move, { act: 'COMPLETE' }>,
  on: string,
): ItemCourse['result'] {
  const { name = '', number = '' } = result ?? {}
  const type = decision?.approved === false ? 'SENT_BACK' : name ? 'WITH_PAPER' : 'CLOSED'
  return { type, on: decision?.on ?? on, name, number, explain: decision?.explain ?? '' }
}

/** The ends that come without a decision on the thing itself. */
function endOf(move: Move): ResultType | undefined {
  if (move.act === 'REFUSE') return 'SENT_BACK'
  if (move.act === 'WITHDRAW') return 'TAKEN_BACK'
  return move.act === 'TERMINATE' ? endType(move.cause) : undefined
}
