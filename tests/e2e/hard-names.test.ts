import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import { aDesk, type TestDesk } from '#tests/support/a-desk.ts'
import { asWritten, borrowedFonts, overflowing, pdfOf, readPdf } from '#tests/support/a-pdf.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { findChromium, howToGetOne } from '#tests/support/chromium.ts'
import { hardOrganisation, hardPerson } from '#tests/support/hard-names.ts'
import { PaperPress } from '#tests/support/paper-press.ts'

let press: PaperPress | undefined
let desk: TestDesk

beforeAll(async () => {
  const browser = await findChromium()
  if (browser) press = await PaperPress.start(browser)
  desk = await aDesk()
  await desk.signIn()
}, 120_000)
afterAll(async () => {
  await press?.stop()
  await desk[Symbol.asyncDispose]()
})

test.for<readonly [string, () => IntakeDraft]>([
  ['a person of fifteen characters, two of them rare, without a telephone', hardPerson],
  ['an organisation of sixty characters, one of them rare', hardOrganisation],
])(
  '%s leaves the counter with every paper bearing the whole name',
  { timeout: 120_000 },
  async ([, visit], ctx) => {
    if (!press) return ctx.skip(howToGetOne)
    const draft = visit()
    const { papers } = await taken(desk, draft)
    expect(papers.length).toBeGreaterThan(0)
    for (const { docNo, paperId } of papers) {
      const content = await desk.ask('paper.content', { paperId })
      if (!content.ok) throw new Error(content.refusal.code)
      for (const form of ['NORMAL', 'LARGE'] as const) {
        await using page = await press.show(docNo, { content: content.value, form })
        const pdf = await pdfOf(page)
        expect((await readPdf(pdf)).pages.join('')).toContain(asWritten(draft.applicant.name))
        expect(borrowedFonts(pdf)).toBe(0)
        expect(await overflowing(page)).toEqual([])
      }
    }
    expect(press.violations).toEqual([])
  },
)
