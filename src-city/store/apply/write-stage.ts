import { and, eq, sql } from 'drizzle-orm'
import { column, rowsOf, type Writer } from '../store.ts'
import { desk } from '../tables/desk.ts'
import { writeAssist } from './assist-stage.ts'
import { writeCards } from './card-holder.ts'
import { writeConsultations } from './consultation.ts'
import { writeCustody } from './custody-write.ts'
import { writeDays } from './day-close.ts'
import { writePictures } from './picture.ts'
import type { CaseImage, Stage } from './stage.ts'

/** Writes what changed, one statement a table however many cases there are. */
export async function writeStage(writer: Writer, stage: Stage, nowMs: number): Promise<void> {
  const { centreId, deskId } = stage.desk
  const images = [...stage.changed].sort().flatMap((caseId) => stage.cases.get(caseId) ?? [])
  if (images.length > 0) {
    await writeCases(writer, centreId, images, nowMs)
    await writeItems(writer, centreId, images)
    await writeMaterials(writer, centreId, images)
    await writePapers(writer, centreId, images)
  }
  if (stage.consultations.size > 0) await writeConsultations(writer, stage.desk, stage.consultations)
  await writeCustody(writer, stage.custody, nowMs)
  await writeAssist(writer, stage.desk, stage.assist)
  if (stage.pictures.length > 0) await writePictures(writer, stage.desk, stage.pictures)
  if (stage.cards.read.size > 0) await writeCards(writer, stage.desk.centreId, stage.cards)
  if (stage.days.made.length > 0) await writeDays(writer, stage.desk, stage.days.made)
  if (stage.staff.size > 0) await writeStaff(writer, stage)
  if (stage.staffLeft.size > 0) await writeStaffLeft(writer, stage)
  if (stage.catalogueVersion !== undefined)
    await writer
      .update(desk)
      .set({ catalogueVersion: stage.catalogueVersion })
      .where(and(eq(desk.centreId, centreId), eq(desk.deskId, deskId)))
}

async function writeCases(
  writer: Writer,
  centreId: string,
  images: readonly CaseImage[],
  nowMs: number,
): Promise<void> {
  const of = (name: 'caseId' | 'caseNo' | 'deskId' | 'matterId' | 'receivedOn' | 'choice' | 'decidedOn') =>
    column(images, (image) => image[name])
  await rowsOf(
    writer,
    sql`insert into matter_case
          (centre_id, case_id, case_no, desk_id, matter_id, received_on, choice, decided_on, changed_ms)
        select ${centreId}::text, r.*, ${nowMs}::bigint
        from unnest(${of('caseId')}::text[], ${of('caseNo')}::text[], ${of('deskId')}::text[],
                    ${of('matterId')}::text[], ${of('receivedOn')}::text[], ${of('choice')}::text[],
                    ${of('decidedOn')}::text[]) as r
        on conflict (centre_id, case_id) do update
          set choice = excluded.choice, decided_on = excluded.decided_on, changed_ms = excluded.changed_ms`,
  )
}

async function writeItems(writer: Writer, centreId: string, images: readonly CaseImage[]): Promise<void> {
  const rows = images.flatMap(({ caseId, items }) => [...items.values()].map((item) => ({ caseId, ...item })))
  if (rows.length === 0) return
  const of = (name: keyof (typeof rows)[number]) => column(rows, (row) => row[name])
  await rowsOf(
    writer,
    sql`insert into item_case
          (centre_id, case_id, item_no, item_id, state, accepted_on, promised_due, statutory_due, since,
           corrections, extended, dept_name, role, project_no, acted_seq, seen_seq)
        select ${centreId}::text, r.*
        from unnest(${of('caseId')}::text[], ${of('itemNo')}::text[], ${of('itemId')}::text[],
                    ${of('state')}::text[], ${of('acceptedOn')}::text[], ${of('promisedDue')}::text[],
                    ${of('statutoryDue')}::text[], ${of('since')}::text[], ${of('corrections')}::int[],
                    ${of('extended')}::boolean[], ${of('deptName')}::text[], ${of('role')}::text[],
                    ${of('projectNo')}::text[], ${of('actedSeq')}::int[], ${of('seenSeq')}::int[]) as r
        on conflict (centre_id, case_id, item_no) do update
          set state = excluded.state, accepted_on = excluded.accepted_on,
              promised_due = excluded.promised_due, statutory_due = excluded.statutory_due,
              since = excluded.since, corrections = excluded.corrections, extended = excluded.extended,
              project_no = excluded.project_no, acted_seq = excluded.acted_seq, seen_seq = excluded.seen_seq`,
  )
}

async function writeMaterials(writer: Writer, centreId: string, images: readonly CaseImage[]): Promise<void> {
  const rows = images.flatMap(({ caseId, judged, materials }) =>
    [...judged].map((rowId) => ({ caseId, rowId, state: materials.get(rowId) })),
  )
  if (rows.length === 0) return
  const of = (name: keyof (typeof rows)[number]) => column(rows, (row) => row[name])
  await rowsOf(
    writer,
    sql`insert into material_item (centre_id, case_id, row_id, state)
        select ${centreId}::text, r.*
        from unnest(${of('caseId')}::text[], ${of('rowId')}::text[], ${of('state')}::text[]) as r
        on conflict (centre_id, case_id, row_id) do update set state = excluded.state`,
  )
}

async function writePapers(writer: Writer, centreId: string, images: readonly CaseImage[]): Promise<void> {
  const rows = images.flatMap(({ caseId, papers }) => [...papers.values()].map((one) => ({ caseId, ...one })))
  if (rows.length === 0) return
  const of = (name: keyof (typeof rows)[number]) => column(rows, (row) => row[name])
  await rowsOf(
    writer,
    sql`insert into paper (centre_id, case_id, paper_id, kind, doc_no, printed)
        select ${centreId}::text, r.*
        from unnest(${of('caseId')}::text[], ${of('paperId')}::text[], ${of('kind')}::text[],
                    ${of('docNo')}::text[], ${of('printed')}::int[]) as r
        on conflict (centre_id, case_id, paper_id) do update set printed = excluded.printed`,
  )
}

async function writeStaffLeft(writer: Writer, { desk: { centreId }, staffLeft }: Stage): Promise<void> {
  const rows = [...staffLeft].map(([staffId, on]) => ({ staff_id: staffId, left_on: on }))
  await rowsOf(
    writer,
    sql`update staff set left_on = r.left_on
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (staff_id text, left_on text)
        where staff.centre_id = ${centreId}::text and staff.staff_id = r.staff_id`,
  )
}

/** Somebody entered again replaces what was known: the later entry is the truer one. */
async function writeStaff(writer: Writer, { desk: { centreId, deskId }, staff }: Stage): Promise<void> {
  const rows = [...staff.values()].map(({ staffId, number, name, role, badge }) => ({
    staff_id: staffId,
    number,
    name,
    role,
    badge,
  }))
  await rowsOf(
    writer,
    sql`insert into staff (centre_id, desk_id, staff_id, number, name, role, badge)
        select ${centreId}::text, ${deskId}::text, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as
          r (staff_id text, number int, name text, role text, badge text)
        on conflict (centre_id, staff_id) do update
          set desk_id = excluded.desk_id, number = excluded.number, name = excluded.name,
              role = excluded.role, badge = excluded.badge`,
  )
}
