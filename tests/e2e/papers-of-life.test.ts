import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PaperForm } from '#renderer/papers/paper-size.ts'
import type { PaperContent } from '#shared/contract/paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import type { PaperKind } from '#shared/domain/paper.ts'
import { aDesk } from '#tests/support/a-desk.ts'
import {
  asWritten,
  borrowedFonts,
  decodedQr,
  lostWords,
  overflowing,
  pagesInPreview,
  pdfOf,
  readPdf,
  strayWords,
} from '#tests/support/a-pdf.ts'
import { findChromium, howToGetOne } from '#tests/support/chromium.ts'
import { kindsOfToday, papersOfMatter, type Visitor } from '#tests/support/paper-life.ts'
import { PaperPress } from '#tests/support/paper-press.ts'
import { longOrganisation, longPerson } from '#tests/support/paper-samples.ts'
import { company, grandmother } from '#tests/support/visits.ts'

const applicant = {
  kind: 'PERSON',
  name: longPerson,
  idNumber: grandmother,
  identityMethod: 'TYPED',
  phone: '',
  noPhoneReason: '老人没有手机',
  address: '上栗县金山镇山口岩村3组12号',
  legalRepresentative: '',
} as const

/** Fifteen characters, two of them rare, a guardian with as long a name, and no telephone. */
const hardPerson: Visitor = {
  people: {
    applicant,
    representative: { capacity: 'GUARDIAN', name: longPerson, idNumber: grandmother, relation: '监护人' },
  },
  signs: longPerson,
}

/** The longest name an organisation may have. */
const hardOrganisation: Visitor = {
  people: {
    applicant: {
      ...applicant,
      kind: 'ORGANISATION',
      name: [...longOrganisation].slice(0, 60).join(''),
      idNumber: company,
      legalRepresentative: longPerson,
    },
  },
  signs: longPerson,
}

type Papers = ReadonlyMap<PaperKind, PaperContent>
let everyday: Papers = new Map()
let hard: Papers = new Map()
let press: PaperPress | undefined

beforeAll(async () => {
  const browser = await findChromium()
  if (!browser) return
  press = await PaperPress.start(browser)
  const desk = await aDesk()
  await desk.signIn()
  // 宅基地 is decided here, 民宿 is passed on: between them they owe every kind.
  everyday = oneOfEach([...(await papersOfMatter(desk, 'C05')), ...(await papersOfMatter(desk, 'B10'))])
  hard = oneOfEach([
    ...(await papersOfMatter(desk, 'C05', hardPerson)),
    ...(await papersOfMatter(desk, 'B10', hardOrganisation)),
  ])
  await desk[Symbol.asyncDispose]()
}, 240_000)
afterAll(() => press?.stop())

/** The fullest of each kind. */
function oneOfEach(papers: readonly PaperContent[]): Papers {
  const byKind = new Map<PaperKind, PaperContent>()
  const length = (paper: PaperContent) => JSON.stringify(paper).length
  for (const paper of papers) {
    const held = byKind.get(paper.kind)
    if (!held || length(paper) > length(held)) byKind.set(paper.kind, paper)
  }
  return byKind
}

/** What the law or the centre's own rule wants each paper to say, in the words of the paper. */
const lawful: Readonly<Partial<Record<PaperKind, readonly RegExp[]>>> = {
  D1: [/一式两份，申请人、本中心各执一份。加盖印章后有效/, /业务专用章/, /查询码/],
  D2: [/现决定予以受理/, /次日起算/, /听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审/, /受理专用章/],
  D3: [/一次性告知/, /办理途径/, /可否容缺/, /逾期没有补齐/],
  D4: [/行政复议/, /行政诉讼/, /受理专用章/],
  D5: [/现即时告知不受理/],
  D6: [/材料补齐后才发给办理结果/, /按退件处理/, /记入信用记录/, /负责人（需要审批的）签名/],
  D7: [/办理机关告知/, /愿意接受办理机关的核查/, /不实承诺的责任/, /同意办理机关为核查本次承诺查询/],
  D12: [/办理结果/, /办理用时/],
  'D12-DELIVERY': [/第二送达人签名/, /代收理由/, /未达理由/],
  D13: [/接收单位/, /出库方式/, /封套号/, /递送人签名/],
  'D16-EXTENSION': [/只延长一次/, /批准人/],
  'D16-SUSPENSION': [/依法需要进行检测。依据《/, /所需时间不计算在办理期限内/],
  'D16-WITHDRAWAL': [/自愿撤回/, /可以重新申请/],
  'D16-RETURN': [/领取人当面清点/],
  'D16-TERMINATION': [/现终止办理，退回申请材料/],
  'D16-DECISION': [/依据/, /复议/, /诉讼/, /决定机关印章/],
  'D16-ARCHIVE': [/卷内文件/, /办理经过/, /保管期限/],
}

/**
 * What the desk says of the applicant and the sheet leaves out: a decision and a promise give the number
 * in full instead (domain.md 4), a slip to another office tells only what is carried.
 */
const leftOut: Readonly<Partial<Record<PaperKind, readonly string[]>>> = {
  D7: ['applicantIdMasked'],
  'D16-DECISION': ['applicantIdMasked'],
  D13: ['matterName', 'applicantIdMasked', 'applicantPhoneMasked', 'representativeLine'],
}

describe('a paper out of the life of a case', () => {
  test('is there of every kind', (ctx) => {
    if (!press) return ctx.skip(howToGetOne)
    expect([...everyday.keys()].toSorted()).toEqual(kindsOfToday.toSorted())
    expect([...hard.keys()].toSorted()).toEqual(kindsOfToday.toSorted())
  })

  // Side by side: while one is drawn by the browser another is read here.
  test.concurrent.for(
    kindsOfToday.flatMap(
      (kind) =>
        [
          [kind, 'everyday', 'NORMAL'],
          [kind, 'hard', 'NORMAL'],
          [kind, 'hard', 'LARGE'],
        ] as const,
    ),
  )('%s, %s, %s: whole, searchable, on its sheet', { timeout: 60_000 }, async ([kind, life, form], ctx) => {
    if (!press) return ctx.skip(howToGetOne)
    const content = paperOf(life, kind)
    const words = await printed(press, content, form)
    for (const said of lawful[kind] ?? []) expect(words).toMatch(said)
    expect(words).toContain(content.applicantName)
    const inFull = content.kind === 'D7' || content.kind === 'D16-DECISION'
    for (const number of [grandmother, company])
      expect(words.includes(number)).toBe(inFull && number === content.applicantId)
  })

  test.for(['everyday', 'hard'] as const)(
    'the slip on a roll, %s, is one strip of 80 mm',
    async (life, ctx) => {
      if (!press) return ctx.skip(howToGetOne)
      const words = await printed(press, paperOf(life, 'D1'), 'ROLL')
      expect(words).toMatch(/（业务专用章）/)
      expect(words).not.toContain(grandmother)
    },
  )
})

function paperOf(life: 'everyday' | 'hard', kind: PaperKind): PaperContent {
  const found = (life === 'hard' ? hard : everyday).get(kind)
  if (!found) throw new Error(`no ${kind}`)
  return found
}

/** Prints a paper, looks at all that holds for any of them, and gives its words. */
async function printed(at: PaperPress, content: PaperContent, form: PaperForm): Promise<string> {
  const name = `${content.kind} ${form}`
  await using page = await at.show(name, { content, form })
  const pdf = await pdfOf(page)
  const { pages, sizes } = await readPdf(pdf)
  const words = pages.join('')
  expect(await lostWords(page, pages)).toEqual([])
  expect(unsaid(content, form, words)).toEqual([])
  expect(await overflowing(page)).toEqual([])
  expect(await strayWords(pdf, form === 'ROLL' ? 8 : 14)).toEqual([])
  expect(borrowedFonts(pdf)).toBe(0)
  expect(await decodedQr(page)).toBe(content.caseNo)
  expect(at.violations).toEqual([])
  expect(new Set(sizes).size).toBe(1)
  expect(sizes[0]).toMatch(form === 'ROLL' ? /^80x[1-9]\d{2,3}$/ : /^(210x297|148x210)$/)
  expect(pages).toHaveLength(form === 'ROLL' ? 1 : await pagesInPreview(page))
  for (const [n, text] of pages.entries()) {
    expect(text).toContain(asWritten(content.docNo))
    if (form !== 'ROLL') expect(text).toContain(`第${n + 1}页/共${pages.length}页`)
  }
  return words
}

/** Everything the desk says of a paper stands on it, whatever shape the sheet has. */
function unsaid(content: PaperContent, form: PaperForm, words: string): readonly string[] {
  const out = new Set(['kind', 'paperId', 'caseNo', ...(leftOut[content.kind] ?? [])])
  // The strip counts its items itself.
  const items =
    form === 'ROLL' && content.kind === 'D1' ? content.items.map(({ itemNo: _, ...item }) => item) : undefined
  return leaves(
    Object.fromEntries(
      Object.entries({ ...content, ...(items ? { items } : {}) }).filter(([name]) => !out.has(name)),
    ),
  )
    .map((text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? longDayText(text) : text))
    .map((text) =>
      text.replace(/（(?:(.+)，)?以部门答复为准）$/, (_all, before?: string) =>
        before ? `（${before}` : '',
      ),
    )
    .filter((text) => !words.includes(asWritten(text)))
}

function leaves(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(leaves)
}
