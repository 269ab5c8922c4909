import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { NationalRecord } from '#city/national/record.ts'
import {
  aCity,
  hasPostgres,
  newDataDir,
  stopDatabases,
  type TestCity,
  township,
} from '#tests/support/a-city.ts'
import { aLog, type EnrolledDesk, matterDecided, openingMs, push } from '#tests/support/a-log.ts'
import { anOffice, type TestOffice } from '#tests/support/an-office.ts'
import { centre, fullMoves } from '#tests/support/moves.ts'
import { runCommand } from '#tests/support/run-command.ts'

afterAll(stopDatabases)

const dayMs = 86_400_000
const dept = '县市场监督管理局'
const staffId = '019956a0-0000-7000-8000-0000000000c1'
const clocks = { acceptedOn: '2026-09-14', promisedDue: '2026-09-28', provisional: false }

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`the national exchange of a city on ${on}`, () => {
    let nowMs = openingMs
    let city: TestCity
    let office: TestOffice
    let desk: EnrolledDesk
    let log: ReturnType<typeof aLog>
    let caseNo: string
    let caseId: string
    /** Every test in days of its own, because one city serves them all. */
    let start: string

    beforeAll(async () => {
      city = await aCity({ on, nowMs: () => nowMs })
      office = await anOffice(city, dept)
    }, 120_000)
    afterAll(() => city?.close())
    beforeEach(async () => {
      nowMs += 100 * dayMs
      start = dayAfter(0)
      desk = await city.enrolledDesk()
      log = aLog(desk)
      log.opened()
      log.add({
        event: {
          type: 'staff-added',
          staff: { staffId, number: 1, name: '林晓', role: 'clerk', badge: '01' },
        },
      })
      const items = [
        { itemNo: '01', role: 'DECIDE', state: 'RECEIVED' },
        { itemNo: '02', role: 'COLLECT', state: 'RECEIVED' },
      ].map((item) => ({
        ...item,
        itemId: `food-${item.itemNo}`,
        name: '食品经营许可',
        deptName: dept,
        caseKind: 'PROMISED',
        clocks: { provisional: false },
      }))
      ;({ caseId, caseNo } = log.received(1, { items }))
      const outcomes = [
        { itemNo: '01', state: 'ACCEPTED', clocks },
        { itemNo: '02', state: 'RECEIVED', clocks: { provisional: false } },
      ]
      log.add({ event: matterDecided(caseId, { outcomes }), actor: staffId })
    })

    function moved(itemNo: string, move: object, from: string, to: string, change: object = {}) {
      const event = { type: 'item-moved', caseId, itemNo, move, by: centre, from, to, on: '2026-09-15' }
      log.add({ event: { ...event, atMs: openingMs, place: '', clocks, papers: [], ...change } })
    }
    function dayAfter(days: number): string {
      return new Date(nowMs + days * dayMs + 8 * 3_600_000).toISOString().slice(0, 10)
    }
    async function exported(from: string, to: string, more = '') {
      const path = `/v1/operator/centres/${township}/national?from=${from}&to=${to}${more}`
      const { body, status } = await city.operator('GET', path)
      const page = body as { batch: string; records: unknown[]; next: string | null }
      expect({ status, body: status === 200 ? {} : body }).toEqual({ status: 200, body: {} })
      return { ...page, records: page.records.map((record) => NationalRecord.parse(record)) }
    }

    test('tells what came in on the day it came in, and the act of a department beside the steps of the desk', async () => {
      moved('02', fullMoves.FORWARD, 'RECEIVED', 'FORWARDED', { clocks: { provisional: false } })
      await push(desk, log.batch())
      nowMs += dayMs
      const act = { caseNo, itemNo: '02', move: fullMoves.ACCEPT, projectNo: `GX-${caseNo.slice(-5)}` }
      expect((await office.act({ ...act, handler: '张科员' })).status).toBe(200)
      nowMs += dayMs

      const first = await exported(start, start)
      expect(first.batch).toBe(`${township}-${start.replaceAll('-', '')}-${start.replaceAll('-', '')}`)
      const own = first.records.filter(({ project_no }) => project_no.startsWith(caseNo))
      expect(own).toHaveLength(first.records.length)
      expect(own.filter(({ kind }) => kind === 'acceptance')).toMatchObject([
        { project_no: `${caseNo}-01`, accept_date: '20260914', handle_user_name: '林晓', cd_operation: 'I' },
      ])
      expect(own.flatMap((record) => (record.kind === 'process' ? record.event_name : []))).toEqual([
        '收件',
        '已受理',
        '收件',
        '转送部门',
      ])

      const second = await exported(dayAfter(-1), dayAfter(-1))
      expect(second.records.filter(({ cd_operation }) => cd_operation === 'I')).toMatchObject([
        {
          kind: 'acceptance',
          project_no: act.projectNo,
          accept_date: '20260915',
          handle_user_name: '张科员',
        },
        { kind: 'process', event_name: '受理', handle_user_name: '张科员' },
      ])
      // The number of the platform came with it, so the rows of before are told once more under it.
      const renamed = second.records.filter(({ cd_operation }) => cd_operation === 'U')
      expect(renamed.length).toBeGreaterThan(0)
      for (const { project_no, row_guid } of renamed) {
        expect(project_no).toBe(act.projectNo)
        expect(first.records.some((record) => record.row_guid === row_guid)).toBe(true)
      }
      expect((await exported(dayAfter(0), dayAfter(0))).records).toEqual([])
      expect(await exported(start, start)).toEqual(first)
    })

    test('leaves out what a rule sent back, and tells what came after it', async () => {
      moved('01', fullMoves.EXTEND, 'ACCEPTED', 'EXTENDED')
      moved('01', fullMoves.REVIEW, 'ACCEPTED', 'IN_REVIEW')
      const { dispositions } = await push(desk, log.batch())
      expect(dispositions).toMatchObject([{ code: 'not-from-this-state' }])
      const { records } = await exported(start, start)
      const names = records.flatMap((record) => (record.kind === 'process' ? record.event_name : []))
      expect(names).toContain('开始办理')
      expect(names).not.toContain('延期')
      expect(records.filter(({ kind }) => kind === 'special')).toEqual([])
    })

    test('comes page by page in whole cases, and only for the operator and a centre that is there', async () => {
      for (const serial of [2, 3]) log.decided(log.received(serial).caseId)
      await push(desk, log.batch())
      const pages = []
      for (let after: string | null = ''; after !== null; ) {
        const page = await exported(start, start, `&limit=2&after=${after}`)
        pages.push(page)
        after = page.next
      }
      expect(pages).toHaveLength(2)
      const whole = await exported(start, start)
      expect(pages.flatMap(({ records }) => records)).toEqual(whole.records)

      const audit = await city.operator('GET', '/v1/operator/offices/operator/audit?limit=10')
      const told = (audit.body as { acts: { what: string; code: string; centreId: string }[] }).acts.filter(
        ({ code }) => code === `${start}/${start}`,
      )
      // One line for each page that left: two small ones and the whole.
      expect(told.map(({ centreId, what }) => `${what} ${centreId}`)).toEqual(
        Array(3).fill(`national-exported ${township}`),
      )

      const path = `/v1/operator/centres/${township}/national?from=${start}&to=${start}`
      expect((await fetch(city.url + path)).status).toBe(401)
      const elsewhere = path.replace(township, '360399999')
      expect((await city.operator('GET', elsewhere)).status).toBe(404)
      const backwards = path.replace(`to=${start}`, `to=${dayAfter(-1)}`)
      expect(await city.operator('GET', backwards)).toMatchObject({
        status: 400,
        body: { code: 'input-malformed', field: 'to' },
      })
    })

    test('is written by command into a folder of its own, which appears whole and is never written over', async () => {
      await push(desk, log.batch())
      const out = newDataDir()
      const args = ['export', '--centre', township, '--from', start, '--to', start, '--out', out]
      const where = ['--city', city.url, '--data', city.dataDir]
      const ran = await runCommand('national', [...args, ...where])
      expect(ran.code, ran.complained).toBe(0)
      expect(ran.said).toContain('受理信息  新增 1，修改 0，删除 0')
      expect(ran.said).toContain('1 条受理信息没有实施编码')
      const [folder = ''] = readdirSync(out)
      expect(folder).toMatch(/^360322102-\d{8}-\d{8}$/)
      expect(readdirSync(join(out, folder))).toEqual(
        ['acceptance', 'material', 'process', 'result', 'special'].map((kind) => `${kind}.jsonl`),
      )
      const file = join(out, folder, 'acceptance.jsonl')
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ applyer_name: '丁小满' })

      const again = await runCommand('national', [...args, ...where])
      expect(again).toMatchObject({ code: 2, complained: expect.stringContaining('batch-there') })
      const csv = await runCommand('national', [...args, ...where, '--format', 'csv', '--out', newDataDir()])
      expect(csv.code, csv.complained).toBe(0)
      const table = readFileSync(join(/已导出到 (.+)：/.exec(csv.said)?.[1] ?? '', 'process.csv'), 'utf8')
      expect(table.split('\r\n')[0]).toBe(
        'row_guid,project_no,cd_operation,cd_time,cd_batch,data_source,process_name,event_name,handle_user_name,handle_explain,event_start_time,event_end_time',
      )
      expect(table.split('\r\n')).toHaveLength(5)

      const wrong = await runCommand('national', ['export', '--centre', township, '--from', '9月1日'])
      expect(wrong).toMatchObject({
        code: 2,
        complained: expect.stringMatching(/^argument-malformed {2}--from/),
      })
      const nowhere = await runCommand('national', [...args, ...where].with(2, '360399999'))
      expect(nowhere).toMatchObject({ code: 1, complained: expect.stringMatching(/^not-found/) })
    })
  })
