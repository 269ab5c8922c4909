import { findMatter } from '#main/store/queries/case.ts'
import { findThing } from '#main/store/queries/custody.ts'
import {
  type AnswerRow,
  type CloseRow,
  findClose,
  findDayAnswer,
  listCloses,
  listCounted,
  listOverridden,
} from '#main/store/queries/day.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { listAbove, listActiveDays } from '#main/store/queries/journal.ts'
import { findStaff } from '#main/store/queries/staff.ts'
import { listDisposed } from '#main/store/queries/sync.ts'
import type { DayReport, DayState, Overridden } from '#shared/contract/day.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { holderName } from '#shared/domain/custody.ts'
import { addDays } from '#shared/domain/day.ts'
import { DayLine } from '#shared/domain/day-close.ts'
import { addLines, linesOf } from '#shared/domain/day-lines.ts'
import { maskName } from '#shared/domain/masking.ts'
import type { StaffId, ThingId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { type Desk, today } from './desk.ts'
import { pointsOf } from './sync.ts'

/** The strip of past days: what each is worth until the city has said the same (ui.md UX-441). */
export function month(desk: Desk, input: Input<'day.month'>): Answer<'day.month'> {
  return desk.store.read((reader) => {
    const { epoch } = getInstallation(reader)
    const from = `${input.month}-01`
    const to = addDays(`${addDays(from, 31).slice(0, 7)}-01`, -1)
    // A day closed late may stand under a date of the month after.
    const closes = listCloses(reader, from, '9999-12-31')
    const days = new Map<string, { state: DayState; nth: number; alone: boolean }>()
    for (const { date, lastSeq } of listActiveDays(reader, epoch, 0)) {
      const by = closes.find(({ close }) => close.epoch === epoch && lastSeq <= close.through)
      days.set(date, by ? valueOf(by) : { state: 'OPEN', nth: 0, alone: false })
    }
    for (const each of closes) days.set(each.close.date, valueOf(each))
    return ok({
      today: today(desk),
      days: [...days]
        .filter(([date]) => from <= date && date <= to)
        .toSorted(([one], [other]) => one.localeCompare(other))
        .map(([date, value]) => ({ date, ...value })),
    })
  })
}

/** A closed day as it was signed, what of it has gone out, and what the city counts. */
export function report(desk: Desk, { date, nth }: Input<'day.report'>): Answer<'day.report'> {
  return desk.store.read((reader) => {
    const close = findClose(reader, date, nth)
    if (!close) return refuse('day-not-closed')
    const { centreName, deskPart, practice } = getInstallation(reader)
    const told = findDayAnswer(reader, date, nth)
    const before = closeBefore(reader, close)
    const counted = listCounted(reader, close.epoch, close.after, close.through).filter(
      ({ seq }) => !close.sum.returned.includes(seq),
    )
    const { sentSeq } = pointsOf(reader, close.epoch)
    const sent = addLines(counted.filter(({ seq }) => seq <= sentSeq).map(({ event }) => event))
    return ok({
      sum: close.sum,
      reasons: close.reasons,
      digest: close.digest,
      countedBy: nameOf(reader, close.countedBy),
      signedBy: nameOf(reader, close.signedBy),
      closedMs: close.closedMs,
      centreName,
      deskPart,
      practice,
      state: stateOf(told),
      rows: DayLine.options.map((line) => ({
        line,
        desk: close.sum.lines[line] ?? 0,
        sent: sent[line] ?? 0,
        ...(told ? { city: told.answer.lines[line] ?? 0 } : {}),
      })),
      ...(told ? { answer: told.answer } : {}),
      overridden: overriddenIn(reader, close),
      apart: told ? apartOf(reader, close, told) : [],
      custodyBefore: before?.sum.custody ?? { in: 0, out: 0, held: 0 },
      byClerk: byClerk(reader, counted),
      byMatter: byMatter(counted),
    })
  })
}

type Counted = ReturnType<typeof listCounted>

/** What a manager ruled about where things are: the one change of hands with a single signature. */
export function overriddenIn(
  reader: Reader,
  { after, epoch, through }: Pick<CloseRow, 'after' | 'epoch' | 'through'>,
): Overridden[] {
  return listOverridden(reader, epoch, after, through).map(({ actor, event: { lines, reason, to } }) => ({
    things: [...new Set(lines.flatMap(({ thingId }) => nameOfThing(reader, thingId)))].join('、'),
    to: holderName(to),
    reason,
    by: nameOf(reader, actor),
  }))
}

function nameOfThing(reader: Reader, thingId: ThingId): readonly string[] {
  const row = findThing(reader, thingId)
  return row ? [`${maskName(row.owners[0] ?? '')}的${row.name}`] : []
}

function stateOf(told: AnswerRow | null | undefined): DayState {
  return told ? told.state : 'PROVISIONAL'
}

function valueOf({ answer, close }: { readonly close: CloseRow; readonly answer: AnswerRow | null }) {
  return { state: stateOf(answer), nth: close.nth, alone: close.reasons.alone !== undefined }
}

function closeBefore(reader: Reader, close: CloseRow): CloseRow | undefined {
  return listCloses(reader, '0000-01-01', close.date)
    .map((row) => row.close)
    .filter(({ changedAt }) => changedAt < close.changedAt)
    .at(-1)
}

function nameOf(reader: Reader, staffId: StaffId | 'desk'): string {
  return staffId === 'desk' ? '本机' : (findStaff(reader, staffId)?.name ?? '')
}

/** The city names entries by number; here each gets its case, and the city's sentence where it gave one. */
function apartOf(reader: Reader, { epoch }: CloseRow, { answer }: AnswerRow): DayReport['apart'] {
  const told = new Map(listDisposed(reader, epoch).map((each) => [each.seq, each]))
  return answer.apart.flatMap(({ seq, why }) =>
    listAbove(reader, epoch, seq - 1, 1).map((row) => {
      const caseNo = row.caseId ? findMatter(reader, row.caseId)?.caseNo : undefined
      const sentence = told.get(seq)?.detail
      return {
        seq,
        why,
        kind: row.kind,
        ...(row.caseId ? { caseId: row.caseId } : {}),
        ...(caseNo ? { caseNo } : {}),
        ...(sentence ? { sentence } : {}),
      }
    }),
  )
}

function byClerk(reader: Reader, counted: Counted): DayReport['byClerk'] {
  return [...Map.groupBy(counted, ({ actor }) => actor)].map(([actor, entries]) => {
    const lines = addLines(entries.map(({ event }) => event))
    return {
      name: nameOf(reader, actor),
      lines: DayLine.options.flatMap((line) => (lines[line] ? [{ line, n: lines[line] }] : [])),
    }
  })
}

/** What was taken in, the most frequent first. */
function byMatter(counted: Counted): DayReport['byMatter'] {
  const received = counted.flatMap(({ event }) =>
    event.type === 'matter-received' && linesOf(event).length > 0 ? [event.matterName] : [],
  )
  return [...Map.groupBy(received, (name) => name)]
    .map(([name, all]) => ({ name, n: all.length }))
    .toSorted((one, other) => other.n - one.n)
}
