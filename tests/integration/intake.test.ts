import { describe, expect, test } from 'vitest'
import { aDesk, rules } from '#tests/support/a-desk.ts'
import { aVisit } from '#tests/support/visits.ts'

describe('taking in a matter', () => {
  for (const { matterId, name } of rules.catalogue.matters)
    test(`${matterId} ${name} ends in a number, clocks and papers, recorded in one go`, async () => {
      await using desk = await aDesk()
      await desk.signIn()
      const draft = aVisit(matterId)
      expect(await desk.ask('draft.save', { draft })).toMatchObject({ ok: true })
      const review = await desk.ask('intake.review', { draftId: draft.draftId })
      expect(review.ok && review.value.faults).toEqual([])
      const choice = review.ok ? review.value.defaultChoice : 'ACCEPT'

      const decided = await desk.ask('intake.decide', { draftId: draft.draftId, choice })

      expect(decided).toMatchObject({
        ok: true,
        value: { caseNo: expect.stringMatching(/^36032210220260918A070001.$/) },
      })
      expect(
        desk
          .journal()
          .slice(-2)
          .map((event) => event.type),
      ).toEqual(['matter-received', 'matter-decided'])
      expect(decided.ok && decided.value.papers.length).toBeGreaterThan(0)
    })
})
