import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { DeskCommanded } from '#shared/domain/desk-command.ts'
import { RosterTold } from '#shared/domain/roster.ts'
import { aCity, enrol, stopDatabases, type TestCity, township } from '#tests/support/a-city.ts'
import { aLog, ask, type EnrolledDesk, openingMs, push, readFeed } from '#tests/support/a-log.ts'
import { runCommand } from '#tests/support/run-command.ts'

let city: TestCity
let desk: EnrolledDesk
const staffId = uuidV7(openingMs)

/** A centre with one desk that has told who works there. */
beforeAll(async () => {
  city = await aCity()
  desk = await city.enrolledDesk()
  const log = aLog(desk)
  log.opened()
  const person = { staffId, number: 1, name: '王芳', role: 'clerk', badge: 'W01' }
  log.add({ event: { type: 'staff-added', staff: person } })
  const { dispositions } = await push(desk, log.batch())
  expect(dispositions).toEqual([])
}, 120_000)
afterAll(async () => {
  await city?.close()
  await stopDatabases()
})

const centre = (...args: readonly string[]) =>
  runCommand('centre', [...args, '--city', city.url, '--data', city.dataDir])
const lastTold = async (kind: string) =>
  JSON.parse((await readFeed(desk)).findLast((entry) => entry.kind === kind)?.body ?? 'null') as unknown

describe('the operator', () => {
  test('registers a centre and makes a code a new desk comes in with, once', async () => {
    expect(await centre('open', '360322105', '--name', '东源乡便民服务中心')).toEqual({
      code: 0,
      said: '已登记：东源乡便民服务中心（360322105）。\n',
      complained: '',
    })
    const { said } = await centre('code', '360322105')
    const code = /登记码：(\S+?)（/.exec(said)?.[1] ?? ''
    expect(said).toMatch(/市级指纹：(\w{4} ?){4,}/)
    expect((await enrol(city.url, code)).answer.status).toBe(200)
    expect((await enrol(city.url, code)).answer.status).not.toBe(200)
    expect((await centre('desks')).said).toMatch(/360322105 +东源乡便民服务中心 +\w+ +在用 +没有联系过/)
  })

  test('shuts a desk out and lets it in again', async () => {
    const { deskId } = desk.certificate
    expect((await centre('stop', deskId)).code).toBe(0)
    expect((await centre('desks')).said).toMatch(new RegExp(`${deskId} .*已停用`))
    const { status, text } = await ask(desk, 'GET', '/v1/feed?after=0')
    expect({ status, text }).toEqual({ status: 403, text: expect.stringContaining('E_REVOKED_UPLOAD_ONLY') })
    expect((await centre('admit', deskId)).code).toBe(0)
    expect(Array.isArray(await readFeed(desk))).toBe(true)
  })

  test('has the desks told who may act no more, one at a time, and who may again', async () => {
    expect((await centre('people', township)).said).toMatch(
      new RegExp(`${staffId} +王芳 +窗口人员 +W01 +在用[\\s\\S]*还没有下发过名单`),
    )
    expect((await centre('off', township, staffId)).said).toMatch(/王芳 .*已停用/)
    expect(RosterTold.parse(await lastTold('roster-told')).people).toMatchObject([{ staffId, off: true }])
    // Whoever is off already stays so, and is not told twice as two.
    expect((await centre('off', township, staffId)).said).toMatch(/王芳 .*已停用/)
    expect((await centre('on', township, staffId)).said).toMatch(/王芳 .*在用/)
    expect(RosterTold.parse(await lastTold('roster-told')).people).toMatchObject([{ staffId, off: false }])
  })

  test('asks a desk to keep pictures for so many days, and sees who has taken it', async () => {
    const { deskId } = desk.certificate
    expect((await centre('keep', township, '--days', '7', '--desk', deskId)).code).toBe(0)
    expect(DeskCommanded.parse(await lastTold('desk-commanded'))).toEqual({
      deskId,
      what: { command: 'KEEP_PICTURES', days: 7 },
    })
    expect((await centre('asked', township)).said).toMatch(/照片留 7 天 +1 个窗口，\d 个已收到/)
  })

  test.each([
    [['desks', 'x'], 2, '多写了“x”'],
    [['open', '360322105'], 2, 'open 少写了 --name'],
    [['open', '36', '--name', '某中心'], 2, '中心代码“36”写得不对'],
    [['code'], 2, '少写了中心代码'],
    [['off', township], 2, '少写了人员编号'],
    [['off', township, uuidV7(openingMs)], 1, 'not-found  这个中心没有这个人'],
    [['stop', uuidV7(openingMs)], 1, 'not-found  没有这个窗口'],
    [['keep', township, '--days', 'ten'], 2, '--days 写得不对，应当是：1 到 3650'],
    [['people', '360399999'], 0, ''],
    [['keep', '360399999', '--days', '7'], 1, 'not-found  没有这个中心'],
    [['close', township], 2, '没有“close”这个命令'],
    [['code', township, '--for', 'ever'], 2, '参数 --for 不认识'],
  ])('is told what is wrong: %j', async (args, code, sentence) => {
    const told = (await readFeed(desk)).length
    const ran = await centre(...args)
    expect({ code: ran.code, told: ran.complained.includes(sentence) }, ran.complained).toEqual({
      code,
      told: true,
    })
    expect((await readFeed(desk)).length).toBe(told)
  })
})
