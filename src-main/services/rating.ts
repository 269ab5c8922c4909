import { findOrder } from '#main/store/queries/assist.ts'
import { findMatter } from '#main/store/queries/case.ts'
import { findConsultation } from '#main/store/queries/consultation.ts'
import {
  countGrades,
  findRating,
  findRatingOfVisit,
  listRatingMoves,
  listRatings,
  type RatingRow,
} from '#main/store/queries/rating.ts'
import { findStaff } from '#main/store/queries/staff.ts'
import { record } from '#main/store/record.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { RatingRow as Shown } from '#shared/contract/rating.ts'
import { maskName } from '#shared/domain/masking.ts'
import {
  decideRatingMove,
  isBad,
  isRatingOpen,
  type RatingAct,
  type RatingMove,
  type RatingSubject,
  rectifyDue,
  subjectId,
} from '#shared/domain/rating.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { CaseId, RatingId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { nameOf, shownOrder } from './assist-shown.ts'
import { actOf, type Desk, person, today } from './desk.ts'
import { refuseErased } from './erased.ts'
import { priorityShown } from './priority.ts'

/** Asks for the one rating of a visit; a bereaved family is not asked (国办 好差评 and plain decency). */
export function invite(desk: Desk, input: Input<'rating.invite'>): Answer<'rating.invite'> {
  return desk.store.write((writer) => {
    const { ratingId, subject } = input
    const on = today(desk)
    const matterId = matterOf(writer, subject)
    if (matterId === undefined) return refuse('subject-unknown')
    const erased = refuseErased(writer, caseIdOf(writer, subject))
    if (erased) return erased
    const quiet = desk.rules.catalogue.matters.find((each) => each.matterId === matterId)?.quietClosing
    if (quiet) return refuse('not-asked-here')
    const staffId = input.staffId ?? person(desk).staffId
    if (!findStaff(writer, staffId)) return refuse('staff-unknown')
    const before = findRating(writer, ratingId) ?? findRatingOfVisit(writer, subjectId(subject), on)
    if (before)
      return refuse('already-invited', before.state === 'INVITED' ? { ratingId: before.ratingId } : {})
    const atMs = desk.seams.wallMs()
    record(writer, actOf(desk), { type: 'rating-invited', ratingId, subject, staffId, on, atMs })
    return ok(shown(desk, writer, ratingId))
  })
}

export function move(desk: Desk, input: Input<'rating.move'>): Answer<'rating.move'> {
  return desk.store.write((writer) => {
    const row = findRating(writer, input.ratingId)
    if (!row) return refuse('rating-unknown')
    const { role, staffId } = person(desk)
    const { move: act } = input
    if (isManagers(act.act) && role !== 'centreManager') return refuse('manager-needed')
    if (judges(act.act) && row.staffId === staffId) return refuse('own-rating')
    if (act.act === 'CONFIRM' && !findStaff(writer, act.ownerId)) return refuse('staff-unknown')
    const day = today(desk)
    const on = input.on ?? day
    const decided = decideRatingMove(row, act, { on, today: day })
    if (!decided.ok) return decided
    record(writer, actOf(desk), {
      type: 'rating-moved',
      ratingId: row.ratingId,
      move: act,
      ...decided.value,
      on,
      atMs: desk.seams.wallMs(),
    })
    return ok(shown(desk, writer, row.ratingId))
  })
}

export function list(desk: Desk, { from, limit, scope, to }: Input<'rating.list'>): Answer<'rating.list'> {
  return desk.store.read((reader) => {
    const counted = countGrades(reader, from, to)
    const of = (grades: readonly (number | null)[]) =>
      counted.filter(({ grade }) => grades.includes(grade)).reduce((sum, { n }) => sum + n, 0)
    return ok({
      rows: listRatings(reader, scope === 'bad', limit).map((row) => shownRow(desk, reader, row)),
      counts: {
        invited: of([null, 1, 2, 3, 4, 5]),
        rated: of([1, 2, 3, 4, 5]),
        good: of([1, 2, 3]),
        grades: [1, 2, 3, 4, 5].map((grade) => of([grade])),
      },
    })
  })
}

/** Verifying, putting right and closing are the manager's; giving a grade and appealing are anybody's. */
function isManagers(act: RatingAct): boolean {
  return act !== 'RATE' && act !== 'DECLINE' && act !== 'APPEAL' && act !== 'RECTIFIED'
}

/** Nobody is the judge of a complaint about oneself. */
function judges(act: RatingAct): boolean {
  return act === 'CONFIRM' || act === 'UPHOLD' || act === 'OVERTURN' || act === 'CLOSE'
}

/** The matter a visit was about, `''` where it was about none; nothing when the desk knows no such visit. */
function matterOf(reader: Reader, subject: RatingSubject): string | undefined {
  switch (subject.of) {
    case 'CASE':
      return findMatter(reader, subject.caseId)?.matterId
    case 'ORDER': {
      const order = findOrder(reader, subject.orderId)
      const matter = order?.caseId ? findMatter(reader, order.caseId) : undefined
      return order && (matter?.matterId ?? order.registration.matterId ?? '')
    }
    case 'CONSULTATION': {
      const asked = findConsultation(reader, subject.consultationId)
      return asked && (asked.matterId ?? '')
    }
  }
}

function caseIdOf(reader: Reader, subject: RatingSubject): CaseId | null | undefined {
  if (subject.of === 'CASE') return subject.caseId
  return subject.of === 'ORDER' ? findOrder(reader, subject.orderId)?.caseId : undefined
}

function shown(desk: Desk, reader: Reader, ratingId: RatingId): Shown {
  const row = findRating(reader, ratingId)
  assert(row, 'a rating stands where it was written')
  return shownRow(desk, reader, row)
}

function shownRow(desk: Desk, reader: Reader, row: RatingRow): Shown {
  const moves = listRatingMoves(reader, row.ratingId)
  const given = moves.find(({ act }) => act === 'RATE')?.move
  const said = given?.act === 'RATE' ? given.said : undefined
  const due =
    row.grade && isBad(row.grade) && row.ratedOn ? rectifyDue(desk.rules.calendar, row.ratedOn) : undefined
  return {
    ratingId: row.ratingId,
    subject: row.subject,
    visitOn: row.visitOn,
    staffId: row.staffId,
    staffName: nameOf(reader, row.staffId),
    state: row.state,
    ...(row.grade ? { grade: row.grade } : {}),
    ...(said ? { said } : {}),
    ...(row.ratedOn ? { ratedOn: row.ratedOn } : {}),
    ...(due ? { due: due.due } : {}),
    provisional: due?.provisional ?? false,
    late: due !== undefined && isRatingOpen(row.state) && today(desk) > due.due,
    rectified: row.rectified,
    appealed: row.appealed,
    ...visitOf(desk, reader, row.subject),
    steps: moves
      .filter(({ act }) => act !== 'RATE')
      .map(({ act, actedOn, actor, move }) => ({
        act,
        on: actedOn,
        who: nameOf(reader, actor),
        words: wordsOf(move),
        ...(move.act === 'CONFIRM' ? { owner: nameOf(reader, move.ownerId) } : {}),
      })),
  }
}

/** What was said with a step. */
function wordsOf(move: RatingMove): string {
  switch (move.act) {
    case 'CONFIRM':
    case 'UPHOLD':
    case 'OVERTURN':
      return move.finding ?? ''
    case 'RECTIFIED':
      return move.measure ?? ''
    case 'FOLLOW_UP':
      return [move.spokeWith, move.said].filter(Boolean).join('：')
    case 'APPEAL':
      return move.reason ?? ''
    case 'RATE':
    case 'DECLINE':
    case 'CLOSE':
      return ''
  }
}

/** Who came and what about, as lists may show it. */
function visitOf(
  desk: Desk,
  reader: Reader,
  subject: RatingSubject,
): Pick<Shown, 'about' | 'name' | 'priority'> {
  switch (subject.of) {
    case 'CASE': {
      const matter = findMatter(reader, subject.caseId)
      return {
        name: maskName(matter?.applicant.name ?? ''),
        priority: priorityShown(desk, reader, matter?.applicant ?? {}, subject.caseId),
        about: matter?.matterName ?? '',
      }
    }
    case 'ORDER': {
      const order = findOrder(reader, subject.orderId)
      const row = order && shownOrder(desk, reader, order)
      return { name: row?.name ?? '', priority: row?.priority ?? { grounds: [] }, about: row?.about ?? '' }
    }
    case 'CONSULTATION': {
      const asked = findConsultation(reader, subject.consultationId)
      return {
        name: maskName(asked?.name ?? ''),
        priority: { grounds: [] },
        about: asked?.matterName ?? asked?.question ?? '',
      }
    }
  }
}
