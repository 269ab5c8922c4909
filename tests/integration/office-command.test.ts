import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { DepartmentAct } from '#shared/domain/department-act.ts'
import { aCity, newDataDir, stopDatabases, type TestCity } from '#tests/support/a-city.ts'
import { aLog, type EnrolledDesk, push, readCase, readFeed } from '#tests/support/a-log.ts'
import { runCommand } from '#tests/support/run-command.ts'

const dept = '县市场监督管理局'
const folder = newDataDir()
const keyFile = join(folder, 'office.key')

let city: TestCity
let officeId = ''
let desk: EnrolledDesk
let log: ReturnType<typeof aLog>
let caseNo = ''
let which = ''

beforeAll(async () => {
  city = await aCity()
  const { code } = await operator('open', '--name', dept, '--area', '360322', '--save', keyFile)
  expect(code).toBe(0)
}, 120_000)
afterAll(async () => {
  await city?.close()
  await stopDatabases()
})

/** Three items that were passed on to the department, the second due first. */
beforeEach(async () => {
  desk = await city.enrolledDesk()
  log = aLog(desk)
  log.opened()
  const items = ['2026-10-20', '2026-09-25', undefined].map((promisedDue, at) => ({
    itemNo: `0${at + 1}`,
    itemId: `food-${at + 1}`,
    name: `食品经营许可之${at + 1}`,
    deptName: dept,
    role: 'COLLECT',
    caseKind: 'PROMISED',
    state: 'FORWARDED',
    clocks: { provisional: false, ...(promisedDue ? { promisedDue } : {}) },
  }))
  caseNo = log.received(1, { items }).caseNo
  which = `${formatCaseNo(caseNo)}-01`
  await push(desk, log.batch())
})

const operator = (...args: readonly string[]) =>
  runCommand('office', [...args, '--city', city.url, '--data', city.dataDir])
const office = (...args: readonly string[]) =>
  runCommand('office', [...args, '--city', city.url, '--key', keyFile])
const stateOf = async (itemNo = '01') =>
  (await readCase(desk, caseNo)).items.find((item) => item.itemNo === itemNo)?.state
const toldOf = async () =>
  (await readFeed(desk))
    .map(({ body }) => DepartmentAct.parse(JSON.parse(body)))
    .filter((act) => act.caseId === log.entries[1]?.body.match(/"caseId":"([^"]+)"/)?.[1])

describe('the operator', () => {
  test('registers an office; its key goes into a file of its own and is shown nowhere', async () => {
    const key = readFileSync(keyFile, 'utf8').trim()
    expect(key).toMatch(/^pco_[\w-]{12}_[\w-]{43}$/)
    expect(statSync(keyFile).mode & 0o777).toBe(0o600)
    const listed = await operator('offices')
    expect(listed).toMatchObject({ code: 0, complained: '' })
    expect(listed.said).toContain(dept)
    expect(listed.said).not.toContain(key.slice(-43))
    const again = await operator('open', '--name', dept, '--area', '360322', '--save', keyFile)
    expect(again).toMatchObject({
      code: 2,
      said: '',
      complained: expect.stringContaining('key-file-refused'),
    })
    expect(readFileSync(keyFile, 'utf8').trim()).toBe(key)
    expect((await operator('offices')).said.split('\n')).toHaveLength(listed.said.split('\n').length)
  })

  test('is told what is wrong with an area, and no empty key file stays behind', async () => {
    const file = join(folder, 'never.key')
    const { code, complained } = await operator('open', '--name', dept, '--area', '36', '--save', file)
    expect({ code, complained }).toEqual({
      code: 1,
      complained: 'input-malformed  请求的内容不符合约定的格式。（area）\n',
    })
    expect(existsSync(file)).toBe(false)
  })

  test('shuts a key out, lets it in again, and reads what was asked with it', async () => {
    const file = join(folder, 'second.key')
    const { said } = await operator('open', '--name', dept, '--area', '360322', '--save', file)
    officeId = /部门编号 ([\w-]{36})/.exec(said)?.[1] ?? ''
    const ask = () => runCommand('office', ['items', '--city', city.url], { OFFICE_KEY_FILE: file })
    expect((await ask()).code).toBe(0)
    expect(await operator('revoke', officeId)).toMatchObject({
      code: 0,
      said: expect.stringContaining('已停用'),
    })
    expect(await ask()).toMatchObject({
      code: 1,
      said: '',
      complained: 'E_AUTH/office-revoked  这把部门密钥已经停用，请向市级管理员重新登记。\n',
    })
    expect((await operator('admit', officeId)).code).toBe(0)
    expect((await ask()).code).toBe(0)
    const audit = await operator('audit', officeId, '--limit', '3')
    expect(audit.said).toMatch(/office-admitted[\s\S]*office-revoked[\s\S]*office-opened/)
    expect((await operator('revoke', 'nobody')).complained).toMatch(/^not-found {2}没有这个部门编号/)
  })

  test('without the identity file of the city is told which folder to name', async () => {
    const run = await runCommand('office', ['offices', '--city', city.url, '--data', folder])
    expect(run).toMatchObject({ code: 2, complained: expect.stringContaining('identity-missing') })
  })
})

describe('a department', () => {
  test('sees what waits for it by name, what is due first at the top; by state and by day', async () => {
    const { code, said } = await office('items')
    expect(code).toBe(0)
    const mine = said.split('\n').filter((line) => line.startsWith(formatCaseNo(caseNo)))
    expect(mine.map((line) => /-(\d\d) +食品经营许可之\d +已转送/.exec(line)?.[1])).toEqual([
      '02',
      '01',
      '03',
    ])
    expect(mine[0]).toContain('2026-09-25 已超期')
    expect(said).not.toContain('丁小满')

    const due = JSON.parse((await office('items', '--due', '2026-09-30', '--json')).said) as {
      caseNo: string
    }[]
    expect(due.filter((item) => item.caseNo === caseNo)).toMatchObject([{ itemNo: '02' }])
    await office('accept', which, '--doc', '栗市监〔2026〕第1号', '--on', '2026-09-15')
    const accepted = (await office('items', '--state', '已受理')).said
    expect(accepted.split('\n').filter((line) => line.includes(formatCaseNo(caseNo)))).toHaveLength(1)
    expect((await office('items', '--state', '办好了')).complained).toContain('--state 写得不对')
  })

  test('leads an item from acceptance to its result, and the feed tells every step', async () => {
    const steps: readonly (readonly string[])[] = [
      ['accept', '--project', `GX-${caseNo}`],
      ['review', '--note', '材料齐'],
      ['extend', '--days', '10', '--approver', '王局', '--reason', '案情复杂'],
      ['back'],
      ['suspend', '--kind', '听证', '--days', '20'],
      ['resume'],
      ['demand', '--what', '补一张平面图'],
      ['met'],
      ['approve', '--note', '符合条件'],
      ['complete', '--result', '食品经营许可证', '--number', 'JY23603220001', '--to', '窗口'],
    ]
    for (const [at, [name = '', ...options]] of steps.entries()) {
      const target = at === 0 ? which : `GX-${caseNo}`
      const doc = ['--doc', `栗市监〔2026〕第${at}号`, '--on', '2026-09-15', '--handler', '张科员']
      expect(await office(name, target, ...options, ...doc)).toMatchObject({
        code: 0,
        complained: '',
        said: expect.stringContaining('已登记：'),
      })
    }
    expect(await stateOf()).toBe('COMPLETED')
    const told = await toldOf()
    expect(told.map(({ move }) => move.act)).toEqual([
      'ACCEPT',
      'REVIEW',
      'EXTEND',
      'BACK_TO_REVIEW',
      'SUSPEND',
      'RESUME',
      'DEMAND',
      'DEMAND_MET',
      'APPROVE',
      'COMPLETE',
    ])
    expect(told.at(-1)?.move).toEqual({
      act: 'COMPLETE',
      result: { name: '食品经营许可证', number: 'JY23603220001', sentTo: 'COUNTER' },
    })
    expect(told[0]?.office).toEqual({ name: dept, handler: '张科员' })

    const shown = await office('show', which)
    expect(shown.code).toBe(0)
    expect(shown.said).toContain('食品经营许可之1')
    expect(shown.said).toContain('状态：已办结')
    expect(shown.said).toMatch(/m1 +经营场所使用证明 +已收/)
    expect(shown.said.split('\n').filter((line) => line.includes('张科员'))).toHaveLength(10)
    expect((await office('show', which, '--json')).said).toContain('"docNo": "栗市监〔2026〕第9号"')
  })

  test('asks for papers row by row, refuses acceptance and rejects with the grounds', async () => {
    const doc = ['--doc', '1号', '--on', '2026-09-15']
    const asks = ['--ask', 'm1=缺少:请补房产证', '--ask', 'm2=EXPIRED']
    expect((await office('correct', which, ...asks, ...doc)).code).toBe(0)
    expect((await toldOf()).at(-1)?.asks).toEqual([
      { rowId: 'm1', judgement: { state: 'EXPECTED', reason: 'MISSING', note: '请补房产证' } },
      { rowId: 'm2', judgement: { state: 'EXPECTED', reason: 'EXPIRED' } },
    ])
    const second = `${caseNo}-02`
    const ground = ['--ground', '不属于本机关', '--reason', '归城管', '--right-organ', '县城管局']
    expect((await office('refuse', second, ...ground, ...doc)).code).toBe(0)
    expect(await stateOf('02')).toBe('ACCEPTANCE_REFUSED')
    const third = `${caseNo}-03`
    expect((await office('accept', third, ...doc)).code).toBe(0)
    const grounds = ['--reason', '场所不符', '--remedies', '六十日内申请行政复议']
    expect((await office('reject', third, ...grounds, ...doc)).code).toBe(0)
    expect(await stateOf('03')).toBe('DECIDED_REFUSED')
  })

  test('may enter the same line twice: it takes effect once and says so', async () => {
    const line = ['accept', which, '--doc', '1号', '--on', '2026-09-15'] as const
    expect((await office(...line)).said).toContain('由“已转送”到“已受理”')
    expect(await office(...line)).toMatchObject({ code: 0, said: expect.stringContaining('没有重复登记') })
    const named = ['review', which, '--doc', '2号', '--on', '2026-09-15', '--request', 'hand-2026-1'] as const
    expect((await office(...named)).code).toBe(0)
    const other = await office('approve', ...named.slice(1))
    expect(other).toMatchObject({
      code: 1,
      complained: expect.stringMatching(/^request-reused {2}.+请换一个编号。/),
    })
    expect(await toldOf()).toHaveLength(2)
  })

  test('is told each no of the city with its code and a sentence, and nothing is told to the counter', async () => {
    await office('accept', which, '--doc', '1号', '--on', '2026-09-15')
    await office('review', which, '--doc', '1号', '--on', '2026-09-15')
    const doc = ['--doc', '2号', '--on', '2026-09-15']
    const tries: readonly (readonly [string, readonly string[]])[] = [
      ['not-from-this-state', ['complete', which, ...doc]],
      ['site-inspection-counts', ['suspend', which, '--kind', '现场核查、踏勘', '--days', '3', ...doc]],
      ['basis-missing', ['suspend', which, '--kind', 'OWN_LAW', '--days', '3', ...doc]],
      ['reason-missing', ['reject', which, ...doc]],
      ['remedies-missing', ['reject', which, '--reason', '不符', ...doc]],
      ['approver-missing', ['extend', which, '--days', '5', '--reason', '复杂', ...doc]],
      ['before-receipt', ['approve', which, '--doc', '2号', '--on', '2026-09-13']],
      ['before-last-act', ['approve', which, '--doc', '2号', '--on', '2026-09-14']],
      ['date-ahead', ['approve', which, '--doc', '2号', '--on', '2099-01-01']],
      ['row-unknown', ['correct', `${caseNo}-02`, '--ask', 'm77=缺少', ...doc]],
      [
        'right-organ-missing',
        ['refuse', `${caseNo}-02`, '--ground', 'NOT_OURS', '--reason', '不是本局的', ...doc],
      ],
    ]
    for (const [reason, args] of tries) {
      const run = await office(...args)
      expect({ reason, code: run.code, said: run.said }).toEqual({ reason, code: 1, said: '' })
      expect(run.complained).toMatch(new RegExp(`^act-refused/${reason} {2}[一-龥].+。\n$`))
    }
    expect(await office('accept', `${caseNo}-09`, ...doc)).toMatchObject({
      code: 1,
      complained: expect.stringMatching(/^not-found {2}没有找到/),
    })
    expect((await office('show', 'GX-nobody')).complained).toMatch(/^not-found {2}/)
    expect(await toldOf()).toHaveLength(2)
  })
})

describe('a slip of the hand', () => {
  test('is found before the city is asked, with what should stand there', async () => {
    const before = (await readFeed(desk)).length
    const wrongDigit = `${caseNo.slice(0, -1)}${caseNo.endsWith('A') ? 'B' : 'A'}-01`
    const tries: readonly (readonly [RegExp, readonly string[]])[] = [
      [/没有“acept”这个命令/, ['acept', which, '--doc', '1']],
      [/accept 少写了 --doc/, ['accept', which]],
      [/accept 后面要写编号/, ['accept', '--doc', '1']],
      [/suspend 少写了 --kind/, ['suspend', which, '--days', '3', '--doc', '1']],
      [/--kind 写得不对，应当是：听证/, ['suspend', which, '--kind', '踏青', '--days', '3', '--doc', '1']],
      [/--days 写得不对/, ['suspend', which, '--kind', '听证', '--days', '三', '--doc', '1']],
      [/--days 写得不对/, ['extend', which, '--days', '99', '--doc', '1']],
      [/--note 不认识/, ['accept', which, '--doc', '1', '--note', 'x']],
      [/--on 写得不对/, ['accept', which, '--doc', '1', '--on', '9月15日']],
      [/校验位或日期与编号不符/, ['accept', wrongDigit, '--doc', '1']],
      [/两位事项号/, ['accept', caseNo, '--doc', '1']],
      [/多写了“1号”/, ['accept', which, '1号', '--doc', '1']],
      [/--ask 写得不对，应当是：缺少/, ['correct', which, '--ask', 'm1=没带', '--doc', '1']],
      [/correct 少写了 --ask/, ['correct', which, '--doc', '1']],
      [
        /--valid-until 写得不对/,
        ['complete', which, '--result', '证', '--valid-until', '长期', '--doc', '1'],
      ],
      [/不用再写 --project/, ['accept', 'GX-1', '--project', 'GX-2', '--doc', '1']],
      [/open 少写了 --area/, ['open', '--name', dept]],
    ]
    for (const [words, args] of tries) {
      const run = await runCommand('office', args, { CITY_URL: city.url, OFFICE_KEY_FILE: keyFile })
      expect({ args, code: run.code, said: run.said }).toEqual({ args, code: 2, said: '' })
      expect(run.complained).toMatch(words)
      expect(run.complained).toMatch(/^argument-malformed {2}.+没有向市级登记任何内容。/)
    }
    expect((await readFeed(desk)).length).toBe(before)
  })

  test('without a key, with one that cannot be read, with one that is none', async () => {
    expect((await runCommand('office', ['items'])).complained).toContain('--key')
    const gone = await runCommand('office', ['items', '--key', join(folder, 'gone')])
    expect(gone).toMatchObject({ code: 2, complained: expect.stringContaining('key-unreadable') })
    writeFileSync(join(folder, 'empty'), '')
    const none = await runCommand('office', ['items', '--city', city.url, '--key', join(folder, 'empty')])
    expect(none).toMatchObject({
      code: 1,
      complained: expect.stringMatching(/^E_AUTH\/office-unknown {2}.+密钥文件/),
    })
  })

  test('the help names every command, and asking for it is no mistake', async () => {
    for (const args of [[], ['help'], ['accept', '--help']]) {
      const { code, said } = await runCommand('office', args)
      expect(code).toBe(0)
      for (const word of ['open', 'items', 'show', 'accept', 'reject', 'complete', '退出码'])
        expect(said).toContain(word)
    }
  })
})

describe('a line that is down', () => {
  const act = ['accept', '36032210220260914A070032X-01', '--doc', '1'] as const

  test('or a city that does not answer: nobody is told that it was done', async () => {
    const run = await runCommand('office', [...act, '--city', 'http://127.0.0.1:9', '--key', keyFile])
    expect(run).toMatchObject({ code: 2, said: '' })
    expect(run.complained).toMatch(/^city-unreachable {2}.*原样再执行一次，不会重复登记。\n$/)
  })

  test('or something else at that address', async () => {
    const server = createServer((_, response) => response.end('<html>login</html>')).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as { port: number }
    const run = await runCommand('office', [...act, '--city', `http://127.0.0.1:${port}`, '--key', keyFile])
    server.close()
    expect(run).toMatchObject({
      code: 2,
      said: '',
      complained: expect.stringMatching(/^answer-unreadable {2}/),
    })
  })
})
