import type { IntakeDraft } from '#shared/contract/intake.ts'
import { CaseId } from '#shared/kernel/ids.ts'
import type { TestDesk } from './a-desk.ts'
import { aPicture } from './a-picture.ts'
import type { Lottery } from './lottery.ts'

/** Some visits have their papers photographed, a page or two each; some pages are taken by mistake. */
export async function photographedSometimes(
  lottery: Lottery,
  desk: TestDesk,
  visit: IntakeDraft,
): Promise<IntakeDraft> {
  if (!lottery.chance(0.3)) return visit
  const pictures: { rowId: string; pictureId: string }[] = []
  for (const { rowId } of visit.materials.slice(0, 3))
    for (let pages = lottery.below(3); pages > 0; pages -= 1) {
      const picture = aPicture({ bytes: 2_000 + lottery.below(3_000), n: lottery.below(255) }).toString(
        'base64',
      )
      const kept = await desk.ask('picture.keep', {
        picture,
        label: rowId,
        ofCase: CaseId.parse(visit.draftId),
      })
      if (!kept.ok) throw new Error(kept.refusal.code)
      const { pictureId } = kept.value
      if (lottery.chance(0.2)) await desk.ask('picture.drop', { pictureId })
      else pictures.push({ rowId, pictureId })
    }
  return { ...visit, pictures }
}

export async function lookedAtSometimes(lottery: Lottery, desk: TestDesk, caseId: CaseId): Promise<void> {
  const list = await desk.ask('picture.ofCase', { caseId })
  if (!list.ok) return
  for (const { pictureId } of list.value.pictures)
    if (lottery.chance(0.3)) await desk.ask('picture.show', { pictureId })
}
