import type { Input } from '#shared/contract/desk.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { ConsultationId } from '#shared/kernel/ids.ts'
import type { TestDesk } from './a-desk.ts'
import type { Lottery } from './lottery.ts'
import { aRandomVisit } from './random-visit.ts'

/** Somebody who only asks: about a matter with some answers, or in words; now and then once more. */
export async function aRandomConsultation(lottery: Lottery, desk: TestDesk): Promise<void> {
  const { answers, applicant, materials, matterId } = aRandomVisit(lottery, desk.clock.nowMs)
  const consultationId = ConsultationId.parse(uuidV7(desk.clock.nowMs))
  const has = materials.map(({ rowId }) => rowId).filter(() => lottery.chance(0.4))
  const asked: Input<'consultation.log'>['asked'] = lottery.chance(0.8)
    ? { ...(matterId ? { matterId } : {}), answers, has }
    : { question: '老年证在哪里办？', answers: {}, has: [] }
  const named = lottery.chance(0.5) ? { ...asked, name: applicant.name } : asked
  for (const said of lottery.chance(0.3) ? [asked, named] : [named]) {
    const logged = await desk.ask('consultation.log', { consultationId, asked: said })
    if (!logged.ok) throw new Error(logged.refusal.code)
  }
}
