import type { ConsultationLogged } from '#shared/domain/consultation.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { consultation } from '../tables/consultation.ts'
import type { At } from './at.ts'

/** Said again for the same id: what was asked is replaced, number, code and first clerk stay. */
export function applyConsultationLogged(
  writer: Writer,
  event: ConsultationLogged,
  { actor, position }: At,
): void {
  const said = {
    name: event.name ?? null,
    phone: event.phone ?? null,
    matterId: event.matterId ?? null,
    matterName: event.matterName ?? null,
    question: event.question ?? null,
    catalogueVersion: event.catalogueVersion,
    answers: event.answers,
    has: event.has,
    changedAt: position,
  }
  writer
    .insert(consultation)
    .values({
      consultationId: event.consultationId,
      code: event.code,
      docNo: event.docNo,
      number: event.number,
      year: Number(event.on.slice(0, 4)),
      serial: event.serial,
      loggedOn: event.on,
      loggedMs: event.atMs,
      clerk: actor,
      ...said,
    })
    .onConflictDoUpdate({ target: consultation.consultationId, set: said })
    .run()
}
