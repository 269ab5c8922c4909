import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { charactersIn, cutTo } from '#shared/kernel/characters.ts'
import { aDesk, type TestDesk } from '#tests/support/a-desk.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { hardOrganisation, hardPerson } from '#tests/support/hard-names.ts'
import { longPerson, rareOrganisation } from '#tests/support/paper-samples.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await aDesk()
  await desk.signIn()
})
afterAll(() => desk[Symbol.asyncDispose]())

describe('a name as people have it', () => {
  test('of fifteen characters, rare ones among them, and no telephone, is taken in and stands whole on every paper', async () => {
    const { papers } = await taken(desk, hardPerson(), 'ACCEPT')
    expect(charactersIn(longPerson)).toBe(15)
    for (const { paperId } of papers)
      expect(await desk.ask('paper.content', { paperId })).toMatchObject({
        ok: true,
        value: { applicantName: longPerson },
      })
    // On a list the first and the last character stay, and neither is half of one.
    const listed = await desk.ask('case.list', { scope: 'today', limit: 50 })
    expect(JSON.stringify(listed)).toContain(`阿${'*'.repeat(13)}𠮷`)
  })

  test('of an organisation may have sixty characters, also when a rare one is stored as two', async () => {
    expect([charactersIn(rareOrganisation), rareOrganisation.length]).toEqual([60, 61])
    const { papers } = await taken(desk, hardOrganisation())
    expect(papers.length).toBeGreaterThan(0)
    for (const { paperId } of papers)
      expect(await desk.ask('paper.content', { paperId })).toMatchObject({
        ok: true,
        value: { applicantName: rareOrganisation },
      })
  })

  test('of sixty-one characters is no draft at all', async () => {
    const draft = hardOrganisation()
    const applicant = { ...draft.applicant, name: `${rareOrganisation}厂` }
    await expect(desk.ask('draft.save', { draft: { ...draft, applicant } })).rejects.toThrow()
  })

  test('is cut between characters, never through one', () => {
    expect(cutTo('𠮷𠮷𠮷', 2)).toBe('𠮷𠮷')
    expect(cutTo('陈桂香', 3)).toBe('陈桂香')
  })
})
