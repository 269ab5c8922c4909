import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { MergedMaterial } from '#shared/catalogue/merged.ts'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import type { Choice, RefusalGround } from '#shared/domain/decision.ts'
import type { Judgement } from '#shared/domain/material.ts'
import { rules, type TestDesk } from './a-desk.ts'
import type { Lottery } from './lottery.ts'
import { aVisit, supply } from './visits.ts'

export const matterIds = ['A01', 'B01', 'C05', 'D01', 'V04'] as const

/** Numbers of nobody (sequence 000), with their check digits. */
const nobodies = ['360302195803120000', '360322194001010003', '110101199003070003', '360302200002290003']

/** A visit as chance has it: any matter, any answers, some papers missing or to follow. */
export function aRandomVisit(lottery: Lottery, nowMs: number): IntakeDraft {
  const matterId = lottery.pick(matterIds)
  const answers: Record<string, string> = {}
  for (;;) {
    const open = mergeMatter(rules.catalogue, matterId, answers).questions.find(
      ({ answer }) => answer === undefined,
    )
    if (!open) break
    answers[open.situationId] = lottery.pick(open.options).optionId
  }
  const merged = mergeMatter(rules.catalogue, matterId, answers)
  const visit = aVisit(matterId, { answers, nowMs })
  const family = lottery.chance(0.3)
  return {
    ...visit,
    applicant: {
      ...visit.applicant,
      name: lottery.pick(['陈桂香', '欧阳娜娜', '王芳', '李明']),
      idNumber: lottery.pick(nobodies),
      ...(lottery.chance(0.2) ? { phone: '', noPhoneReason: '老人没有手机' } : {}),
    },
    representative: family
      ? { capacity: 'FAMILY', name: '陈丽', idNumber: nobodies[2] ?? '', relation: '女儿' }
      : { capacity: 'SELF' },
    materials: merged.materials.map((row) => ({ rowId: row.rowId, judgement: judge(lottery, row) })),
  }
}

function judge(lottery: Lottery, row: MergedMaterial): Judgement {
  if (lottery.chance(0.08))
    return { state: 'EXPECTED', reason: lottery.pick(['MISSING', 'EXPIRED', 'WRONG_FORM']) }
  if (row.mayDefer && lottery.chance(0.3)) return { state: 'DEFERRED', way: 'COUNTER', days: 1 }
  return supply(row)
}

/** One of the choices the desk offers for a saved draft, with a ground where one is needed. */
export async function aRandomChoice(
  lottery: Lottery,
  desk: TestDesk,
  { draftId }: IntakeDraft,
): Promise<{ readonly choice: Choice; readonly ground?: RefusalGround }> {
  const review = await desk.ask('intake.review', { draftId })
  if (!review.ok) throw new Error(review.refusal.code)
  if (review.value.faults.length > 0) throw new Error(JSON.stringify(review.value.faults))
  const choice = lottery.pick(review.value.choices.filter(({ allowed }) => allowed)).choice
  if (choice !== 'REFUSE') return { choice }
  return {
    choice,
    ground: lottery.pick([
      { category: 'CONDITIONS', reason: '不符合条件' },
      { category: 'NOT_OURS', reason: '属县局', rightOrgan: '上栗县民政局' },
    ]),
  }
}
