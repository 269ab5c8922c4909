import { sql } from 'drizzle-orm'
import { type ConsultationLogged, checkConsultationCode, deskPartOf } from '#shared/domain/consultation.ts'
import type { ConsultationId } from '#shared/kernel/ids.ts'
import { rowsOf, type Writer } from '../store.ts'
import { type DeskFacts, ownsPart } from './stage.ts'
import type { VerdictCode } from './verdict.ts'

export type Consultations = Map<ConsultationId, ConsultationLogged>

/** A code is read back at any counter of the centre, so one that its desk could not have given is refused. */
export function applyConsultationLogged(
  { consultations, desk }: { readonly consultations: Consultations; readonly desk: DeskFacts },
  event: ConsultationLogged,
): VerdictCode | undefined {
  const code = checkConsultationCode(event.code)
  if (!code.ok || !ownsPart(desk, deskPartOf(event.code))) return 'consultation-code-foreign'
  consultations.set(event.consultationId, event)
  return undefined
}

/** Said again for the same id, what was asked about is the later; the day is that of the first. */
export async function writeConsultations(
  writer: Writer,
  { centreId, deskId }: DeskFacts,
  consultations: Consultations,
): Promise<void> {
  const rows = [...consultations.values()].map(({ code, consultationId, matterId, on }) => ({
    consultation_id: consultationId,
    code,
    matter_id: matterId ?? null,
    logged_on: on,
  }))
  await rowsOf(
    writer,
    sql`insert into consultation (centre_id, desk_id, consultation_id, code, matter_id, logged_on)
        select ${centreId}::text, ${deskId}::text, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as
          r (consultation_id text, code text, matter_id text, logged_on text)
        on conflict (centre_id, consultation_id) do update set matter_id = excluded.matter_id`,
  )
}
