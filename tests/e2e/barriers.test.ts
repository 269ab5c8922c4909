import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { writeWorkbook } from '#main/hosts/catalogue/workbook-file.ts'
import { exampleCatalogue } from '#shared/catalogue/workbook/example.ts'
import { writeSheets } from '#shared/catalogue/workbook/write-sheets.ts'
import type { Choice } from '#shared/domain/decision.ts'
import { aBundle, signedFile, trusting, withItem } from '../support/a-catalogue.ts'
import { aClerk, type Clerk } from '../support/a-clerk.ts'
import type { TestDesk } from '../support/a-desk.ts'
import { grown, onEveryLane } from '../support/a-full-board.ts'
import { scan } from '../support/a-scanner.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook } from '../support/a-view.ts'
import { barriers } from '../support/an-axe.ts'
import { anErrand, anOfficerFiled } from '../support/an-errand.ts'
import { taken } from '../support/at-the-counter.ts'
import { fullMoves, missing } from '../support/moves.ts'
import { aVisit, judged } from '../support/visits.ts'

/** A PC of a village, whole screen: WCAG 2.0 to 2.2, A and AA, colours included, on all that can be opened. */
const frame = { width: 1366, height: 768 }

let counter: SeededCounter
let clerk: Clerk
let page: Page
let found: string[]

/** Everything that stands in the way on a screen is told at once, with the screen's name. */
async function look(screen: string): Promise<void> {
  for (const barrier of await barriers(page)) found.push(`${screen}: ${barrier}`)
}

beforeEach(() => {
  found = []
  onTestFailed(() => lastLook(page))
})

describe('a desk where nothing has happened yet bars nobody', () => {
  beforeAll(async () => {
    counter = await aSeededCounter(async () => undefined, frame)
    page = counter.page
    clerk = aClerk(page)
  })
  afterAll(() => counter?.close())

  test('locked, a PIN that is wrong, and every section without a row in it', async () => {
    await clerk.sees('按数字选人')
    await look('锁屏')
    await clerk.press('1')
    await clerk.sees('位 PIN')
    await clerk.type('864209')
    await clerk.sees(/PIN 不对/)
    await look('锁屏，PIN 不对')
    await clerk.type('135790')
    await clerk.at('今天')
    await look('今天，空')
    for (const [key, heading] of [
      ['Alt+2', '办件'],
      ['Alt+3', '预约与帮办'],
      ['b', '小萍帮办'],
      ['c', '好差评'],
      ['z', '值班表'],
      ['a', '专员登记备案'],
      ['h', '协调会议和培训'],
      ['Alt+6', '时限'],
      ['Alt+0', '上传与退回'],
      ['Alt+9', '设置'],
    ] as const) {
      await clerk.press(key)
      await clerk.at(heading)
      await look(`${heading}，空`)
    }
    expect(found).toEqual([])
  })
})

describe('a desk in the middle of its work bars nobody', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pingchuang-barriers-'))
  const cases = { house: '', untold: '', inHand: '' }

  beforeAll(async () => {
    counter = await aSeededCounter(
      async (desk) => {
        await desk.signIn()
        await onEveryLane(desk)
        grown(desk, 40)
        const officerId = await anOfficerFiled(desk)
        await anErrand(desk, { officerId })
        cases.house = await lacking(desk, 'C05', 'CORRECT', 1)
        cases.untold = await lacking(desk, 'V04', 'RECEIVE_ONLY', 2)
        const inHand = await taken(desk, aVisit('V04', { nowMs: desk.clock.nowMs + 3 }))
        const { caseId } = inHand
        await desk.ask('case.move', { caseId, itemNo: '01', move: fullMoves.REVIEW })
        cases.inHand = inHand.caseNo
        await desk.ask('staff.signOut', {})
      },
      { ...frame, enrolled: trusting() },
    )
    page = counter.page
    clerk = aClerk(page)
    page.on('filechooser', () => undefined)
    const adopted = aBundle(withItem('A09-I1', { promised: { n: 7, unit: 'W' } }))
    writeFileSync(join(folder, 'signed.json'), Buffer.from(signedFile(adopted), 'base64'))
    const [first] = exampleCatalogue.items
    const items = [{ ...first!, deptId: 'nowhere' }, ...exampleCatalogue.items.slice(1)]
    const faulty = await writeWorkbook(writeSheets({ ...exampleCatalogue, items }))
    writeFileSync(join(folder, 'faulty.xlsx'), faulty)
    await clerk.signIn(1, '135790')
  })
  afterAll(async () => {
    await counter?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  test('an intake, each step of it, with its faults shown', async () => {
    await look('今天')
    await clerk.press('F2')
    await clerk.at('选事')
    await clerk.type('nccm')
    await look('选事')
    await clerk.press('Enter')
    await clerk.at('办事人')
    await look('办事人')
    await clerk.type('360322196605100008')
    await clerk.press('Control+Enter')
    await clerk.sees('身份证号第 18 位对不上')
    await look('办事人，有错')
    await clerk.press('Control+a')
    await clerk.introduce({ idNumber: '360322196605100009', name: '文建国' })
    await look('情形')
    await clerk.press('Control+Enter')
    await clerk.sees(/还有 \d 题没答/)
    await look('情形，没答完')
    await clerk.answer('1')
    await clerk.at('一张表')
    await look('一张表')
    await clerk.press('Control+Enter')
    await clerk.sees(/还差 \d+ 处/)
    await look('一张表，没填完')
    await clerk.press('Escape', 'Control+PageDown')
    await clerk.at('一套材料')
    await look('一套材料')
    await clerk.press('b')
    await look('一套材料，问原因')
    await clerk.press('1')
    await clerk.judge('0', '3', '0', '2', '3')
    await clerk.press('Control+Enter')
    await clerk.at('核对与决定')
    await look('核对与决定')
    await clerk.press('1')
    await look('核对与决定，不能选')
    await clerk.press('4', 'Enter')
    await clerk.sees('属于哪一类')
    await look('不予受理')
    await clerk.press('Escape', '3', 'Enter')
    await clerk.at('打印与下一位')
    await clerk.sees('还没打')
    await look('打印与下一位')
    await clerk.press('Control+Enter')
    await clerk.at('今天')
    await clerk.press('F2')
    await clerk.at('选事')
    await clerk.press(...'nccm', 'Enter')
    await clerk.at('办事人')
    await clerk.type('360322196605100009')
    await clerk.press('Enter')
    await clerk.sees(/在办 1 件相同的事/)
    await look('办事人，相同的事')
    await clerk.press('2')
    await look('办事人，仍然新建的理由')
    await clerk.press('1')
    await page.locator('[data-field=known]:focus').waitFor()
    await look('办事人，沿用以前的信息')
    await clerk.press('Escape')
    await look('先放着')
    await clerk.press('Enter')
    await clerk.at('今天')
    await look('今天，有草稿')
    expect(found).toEqual([])
  })

  test('a case: what came late, every act with its questions, its papers and its facts', async () => {
    for (const caseNo of Object.values(cases)) {
      await scan(page, caseNo)
      await clerk.sees(caseNo === cases.house ? '这次判了' : '可以做的')
      if (caseNo === cases.house) {
        await look('补材料')
        await clerk.press('Escape')
        await clerk.sees('可以做的')
      }
      await look('一件')
      await everyAct()
    }
    await clerk.press('m')
    await look('一件，材料和表')
    await clerk.press('m', 'p')
    await look('一件，单子')
    await clerk.press('p', 't')
    await look('退还原件')
    await clerk.press('Escape')
    await clerk.press('Alt+c')
    await clerk.sees('录入助手')
    await look('录入助手')
    await clerk.press('Escape')
    await scan(page, '360322102202611230B270001L')
    await clerk.sees(/没有认出这个码|编号/)
    await look('一件，扫了不认识的码')
    expect(found).toEqual([])
  })

  test('what is asked only, and the guide', async () => {
    await clerk.press('F4')
    await clerk.at('咨询')
    await look('咨询')
    await clerk.press(...'gmsh', 'Enter')
    await clerk.at(/公民身后/)
    await look('咨询，情形')
    await clerk.press('1', '2', '1', '2')
    await look('咨询，材料')
    await clerk.press('Control+p')
    await clerk.sees('告知单交给打印机了')
    await look('咨询，告知单')
    await clerk.press('Control+Enter')
    await clerk.at('今天')
    await clerk.press('F4')
    await clerk.at('咨询')
    await clerk.type('老花镜去哪里领')
    await clerk.sees('没有找到这件事')
    await look('咨询，没有找到')
    await clerk.press('Enter')
    await clerk.at('记下问题')
    await look('咨询，记下问题')
    await clerk.press('Alt+5')
    await clerk.at('目录')
    await look('目录')
    await clerk.press(...'gms', 'Enter')
    await look('目录，一件')
    await clerk.press('Control+p')
    await clerk.sees('按数字选一种')
    await look('目录，打印')
    await clerk.press('2')
    await clerk.sees('交给打印机了')
    await look('目录，打过了')
    await clerk.press('Escape')
    expect(found).toEqual([])
  })

  test('the board, the helping hand, the outbox, and a catalogue that is imported', async () => {
    await clerk.press('Alt+6')
    await clerk.at('时限')
    for (let lane = 0; lane < 6; lane += 1) {
      await look(`时限 ${lane + 1}`)
      await clerk.press('ArrowRight')
    }
    await clerk.press('Alt+3')
    await clerk.at('预约与帮办')
    await clerk.press('b')
    await clerk.at('小萍帮办')
    await look('小萍帮办')
    await clerk.press('n')
    await clerk.sees('帮办速记')
    await look('帮办速记')
    await clerk.press('Control+Enter')
    await look('帮办速记，有错')
    await clerk.press('Escape', '1')
    await look('小萍帮办，办一步')
    await clerk.press('Escape', 'Alt+2')
    await clerk.at('办件')
    await look('办件')
    await clerk.press('Alt+0')
    await clerk.at('上传与退回')
    await look('上传与退回')
    await clerk.press('F12')
    await clerk.signIn(3, '975310')
    await clerk.press('Alt+9')
    await clerk.at('设置')
    await look('设置')
    await clerk.press('l')
    await clerk.sees('这台工作台的网络')
    await clerk.press('2', '3')
    await clerk.type('300')
    await clerk.press('Enter', '2')
    await clerk.type('22')
    await clerk.press('Enter')
    await look('设置，网络')
    await clerk.type('6')
    await clerk.press('Control+Enter')
    await clerk.sees(/照片每月最多 300 MB/)
    await chosen('faulty.xlsx')
    await clerk.sees(/有 1 处错误/)
    await look('设置，目录有错')
    await chosen('signed.json')
    await clerk.sees('市级签名')
    await look('设置，目录预览')
    await clerk.press('Control+Enter')
    await clerk.sees('已启用')
    await look('设置，目录启用')
    await clerk.press('F12')
    await clerk.signIn(1, '135790')
    await clerk.press('Alt+1')
    await clerk.sees('目录有改动')
    await look('今天，目录有改动')
    await clerk.press('v')
    await clerk.at('这次目录改了什么')
    await look('这次目录改了什么')
    expect(found).toEqual([])
  })

  /** Each act that asks something: as it opens, and after Ctrl+Enter with nothing said. */
  async function everyAct(): Promise<void> {
    for (const button of await page.locator('[data-act]').all()) {
      const act = (await button.getAttribute('data-act')) ?? ''
      await clerk.press((await button.locator('kbd').textContent()) ?? '')
      if ((await button.getAttribute('aria-disabled')) === 'true') {
        await look(`${act}，不能做`)
        continue
      }
      await look(act)
      if (asking.has(act)) {
        await clerk.press('Control+Enter')
        await page.locator('[role=dialog] :is([role=alert], .field-error)').first().waitFor()
        await look(`${act}，没说完`)
      }
      await clerk.press('Escape')
      await clerk.sees('可以做的')
    }
  }

  async function chosen(name: string): Promise<void> {
    const chooser = page.waitForEvent('filechooser')
    await page.keyboard.press('o')
    await (await chooser).setFiles(join(folder, name))
  }
})

/** What cannot be done without being told something: Ctrl+Enter alone is answered with what is missing. */
const asking: ReadonlySet<string> = new Set([
  'ACCEPT_WITH_DEFICIENCY',
  'REFUSE',
  'NOT_REQUIRED',
  'FORWARD',
  'SUSPEND',
  'EXTEND',
  'DEMAND',
  'REJECT',
  'DELIVER',
  'WITHDRAW',
  'TERMINATE',
])

/** A case that lacks the one paper the household has to bring itself. */
async function lacking(desk: TestDesk, matterId: string, choice: Choice, later: number): Promise<string> {
  const visit = aVisit(matterId, { nowMs: desk.clock.nowMs + later })
  const own = visit.materials.find(
    ({ judgement }) => judgement.state === 'SUPPLIED' && judgement.taken === 'COPY',
  )
  const rowId = matterId === 'V04' ? 'M10' : (own?.rowId ?? '')
  return (await taken(desk, { ...visit, materials: [...judged(visit, rowId, missing)] }, choice)).caseNo
}
