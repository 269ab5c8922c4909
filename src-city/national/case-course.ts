import { amended } from '#shared/domain/correction.ts'
import type { DepartmentAct } from '#shared/domain/department-act.ts'
import type { DepartmentActed, MaterialItem, MatterDecided, MatterReceived } from '#shared/domain/events.ts'
import { stateAfter } from '#shared/domain/lifecycle.ts'
import type { JudgedMaterial } from '#shared/domain/material.ts'
import type { Told, ToldEvent } from './history.ts'
import { afterDecision, afterMove, courseOf, type Done, type ItemCourse } from './item-course.ts'
import { timeOn, timeText } from './times.ts'

/** A case as its history left it: every item with its steps, every material as it was last judged. */
export type CaseCourse = {
  readonly received: MatterReceived
  readonly user: string
  readonly items: ReadonlyMap<string, ItemCourse>
  readonly materials: readonly MaterialItem[]
  /** 满意度 of the visit, once somebody gave it. */
  readonly grade?: number | undefined
  /** Acts of departments as the feed told them: what the desk writes down of them is no act of its own. */
  readonly acts: ReadonlySet<string>
}

/** The history of a case read entry by entry; nothing before its receipt. */
export function caseCourse(told: readonly Told[]): CaseCourse | undefined {
  return told.reduce<CaseCourse | undefined>(
    (course, entry) =>
      entry.by === 'department'
        ? course && afterDepartment(course, entry.entryId, entry.act, entry.atMs)
        : afterDesk(course, entry, entry.event),
    undefined,
  )
}

type DeskTold = Extract<Told, { by: 'desk' }>

function afterDesk(
  course: CaseCourse | undefined,
  { actor, entryId, wallMs }: DeskTold,
  event: ToldEvent,
): CaseCourse | undefined {
  if (event.type === 'matter-received') return course ?? received(event, entryId, actor)
  if (!course) return undefined
  switch (event.type) {
    case 'matter-decided':
      return decided(course, event, { entryId, user: actor, time: timeOn(event.decidedOn, wallMs) })
    case 'item-moved': {
      const { atMs, by, clocks, itemNo, move, on, papers, to } = event
      const time = timeOn(on, atMs)
      return onItem(course, itemNo, (item) =>
        afterMove(item, {
          entryId,
          move,
          by,
          on,
          time,
          user: actor,
          clocks,
          papers,
          // The department acted before the desk knew: what still fitted went on from where the item stood.
          to: stateAfter(item.state, move.act) ?? to,
        }),
      )
    }
    case 'department-acted':
      return toldByDesk(course, event)
    case 'material-judged':
      return judged(course, event.rows)
    case 'clocks-recalculated':
      return event.items.reduce(
        (so, { clocks, itemNo }) => onItem(so, itemNo, (item) => ({ ...item, clocks })),
        course,
      )
    case 'entry-corrected':
      return { ...course, received: amended(course.received, event) }
    case 'rating-moved':
      return event.move.act === 'RATE' ? { ...course, grade: event.move.grade } : course
  }
}

function received(event: MatterReceived, entryId: string, user: string): CaseCourse {
  const time = timeText(event.receivedMs)
  return {
    received: event,
    user,
    items: new Map(event.items.map((item) => [item.itemNo, courseOf(item, { entryId, time, user })])),
    materials: event.materials,
    acts: new Set(),
  }
}

function decided(
  course: CaseCourse,
  { choice, decidedOn: on, ground, outcomes, papers }: MatterDecided,
  told: Pick<Done, 'entryId' | 'user' | 'time'>,
): CaseCourse {
  const right = ground?.rightOrgan ? `应向${ground.rightOrgan}提出` : ''
  const explain = choice === 'REFUSE' ? [ground?.reason, right].filter(Boolean).join('；') : ''
  return outcomes.reduce(
    (so, { clocks, itemNo, state }) =>
      onItem(so, itemNo, (item) =>
        item.state === state && state === 'RECEIVED'
          ? { ...item, clocks }
          : afterDecision(item, { ...told, on, to: state, clocks, papers, explain }),
      ),
    course,
  )
}

function afterDepartment(
  course: CaseCourse,
  entryId: string,
  { asks = [], by, itemNo, move, office, on, projectNo, to }: DepartmentAct,
  toldMs: number,
): CaseCourse {
  const user = office.handler ?? office.name
  const done: Done = { entryId, move, by, to, on, time: timeOn(on, toldMs), user, papers: [] }
  const moved = onItem(course, itemNo, (item) => ({
    ...afterMove(item, done),
    projectNo: projectNo ?? item.projectNo,
  }))
  return { ...judged(moved, asks), acts: new Set([...course.acts, entryId]) }
}

/** The ends the desk worked out; the act itself only where the city's feed has lost it. */
function toldByDesk(course: CaseCourse, event: DepartmentActed): CaseCourse {
  const { asks, atMs, by, feed, itemNo, move, office, on, papers, projectNo, stands, to } = event
  const known = course.acts.has(feed.entryId)
  const user = office.handler ?? office.name
  const done: Done = { entryId: feed.entryId, move, by, to, on, time: timeOn(on, atMs), user, papers }
  const noted = onItem(course, itemNo, (item) => ({
    ...(known ? item : afterMove(item, done)),
    state: stands.state,
    clocks: stands.clocks,
    projectNo: projectNo ?? item.projectNo,
  }))
  return known ? noted : judged(noted, asks)
}

function judged(course: CaseCourse, rows: readonly JudgedMaterial[]): CaseCourse {
  const judgements = new Map(rows.map(({ judgement, rowId }) => [rowId, judgement]))
  return {
    ...course,
    materials: course.materials.map((row) => {
      const judgement = judgements.get(row.rowId)
      return judgement ? { ...row, judgement } : row
    }),
  }
}

function onItem(course: CaseCourse, itemNo: string, change: (item: ItemCourse) => ItemCourse): CaseCourse {
  const item = course.items.get(itemNo)
  return item ? { ...course, items: new Map([...course.items, [itemNo, change(item)]]) } : course
}
