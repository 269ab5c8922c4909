import { uuidV7 } from '#shared/crypto/uuid.ts'
import type { Judgement } from '#shared/domain/material.ts'
import type { Move } from '#shared/domain/move.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { rules, type TestDesk } from './a-desk.ts'
import { taken } from './at-the-counter.ts'
import { following, fullMoves, missing } from './moves.ts'
import { aVisit, judged } from './visits.ts'

const dayMs = 86_400_000

/** One item in each of the lanes that do not hang on the day of the week, the earliest first. */
export async function onEveryLane(desk: TestDesk): Promise<Readonly<Record<string, CaseId>>> {
  const now = desk.clock.nowMs
  const at = async (daysAgo: number, work: () => Promise<CaseId>) => {
    desk.clock.nowMs = now - daysAgo * dayMs
    return work()
  }
  const overdue = await at(60, () => aCase(desk))
  const stopped = await at(40, async () => {
    const caseId = await aCase(desk)
    await acted(desk, caseId, fullMoves.REVIEW)
    await acted(desk, caseId, { act: 'SUSPEND', kind: 'TESTING', expectedDays: 60 })
    return caseId
  })
  const late = await at(20, () => aCase(desk, 'M09', { ...following, days: 2 } as Judgement))
  desk.clock.nowMs = now
  const notStarted = await aCase(desk, 'M10', missing)
  const untold = (await taken(desk, withRow(desk, 'M10', missing), 'RECEIVE_ONLY')).caseId
  const normal = await aCase(desk)
  return { overdue, stopped, late, notStarted, untold, normal }
}

const names = [
  '王秀英',
  '李国华',
  '彭小兰',
  '刘志强',
  '易春生',
  '黎桂芳',
  '欧阳建平',
  '陈雨桐',
  '张根秀',
  '钟明亮',
]

const parties = names.map((_, n) => uuidV7(1_700_000_000_000 + n))
/** Sequence 000: numbers that belong to nobody. */
const idNumbers = names.map((_, n) => `36032219${60 + n}0101000X`)

/**
 * As many items as are wanted, each a copy of one that is there under other names: a board grown over
 * years. Stopped ones are not copied, because what they were stopped for stands in the journal.
 */
export function grown(desk: TestDesk, wanted: number): void {
  const { client } = desk.opened.store
  type Row = Record<string, unknown>
  const rows = (table: string) =>
    client
      .prepare(
        `SELECT * FROM ${table} WHERE case_id IN (SELECT case_id FROM item_case WHERE running = 1 AND state <> 'SUSPENDED')`,
      )
      .all() as Row[]
  const tables = ['matter_case', 'item_case', 'material_item'] as const
  const seeds = Map.groupBy(
    tables.flatMap((table) => rows(table).map((row) => ({ table, row }))),
    ({ row }) => row['case_id'],
  )
  const put = (table: string, row: Row) =>
    client
      .prepare(
        `INSERT INTO ${table} (${Object.keys(row).join()}) VALUES (${Object.keys(row)
          .map(() => '?')
          .join()})`,
      )
      .run(...Object.values(row))
  const count = client.prepare('SELECT count(*) FROM item_case WHERE running = 1').pluck()
  const all = [...seeds.values()]
  const [party] = client.prepare('SELECT * FROM party LIMIT 1').all() as Row[]
  client.transaction(() => {
    for (const [n, name] of names.entries())
      put('party', { ...party, party_id: parties[n], name, id_number: idNumbers[n] })
    for (let n = 0; (count.get() as number) < wanted; n += 1) {
      const caseId = uuidV7(desk.clock.nowMs + n)
      for (const { row, table } of all[n % all.length] ?? []) {
        const tail = String(n).padStart(5, '0')
        const caseNo =
          table === 'matter_case' ? { case_no: `${String(row['case_no']).slice(0, 17)}Z${tail}0X` } : {}
        put(table, { ...row, ...caseNo, ...otherNames(table, row, n), case_id: caseId })
      }
    }
  })()
}

/** Another applicant and another item of the catalogue, so that groups are more than one. */
function otherNames(table: string, row: Record<string, unknown>, n: number): Record<string, unknown> {
  const { departments, items, matters } = rules.catalogue
  const item = items[(n * 7) % items.length]
  const matter = matters.find(({ joined }) => joined.some(({ itemId }) => itemId === item?.itemId))
  if (table === 'item_case')
    return { name: item?.name, dept_name: departments.find(({ deptId }) => deptId === item?.deptId)?.name }
  if (table !== 'matter_case') return {}
  const applicant = JSON.parse(String(row['applicant'])) as Record<string, unknown>
  const name = names[n % names.length]
  const idNumber = idNumbers[n % names.length]
  return {
    matter_name: matter?.name,
    party_id: parties[n % names.length],
    applicant: JSON.stringify({ ...applicant, name, idNumber }),
  }
}

async function aCase(desk: TestDesk, rowId?: string, judgement?: Judgement): Promise<CaseId> {
  const draft =
    rowId && judgement ? withRow(desk, rowId, judgement) : aVisit('V04', { nowMs: desk.clock.nowMs })
  return (await taken(desk, draft)).caseId
}

function withRow(desk: TestDesk, rowId: string, judgement: Judgement) {
  const visit = aVisit('V04', { nowMs: desk.clock.nowMs })
  return { ...visit, materials: [...judged(visit, rowId, judgement)] }
}

async function acted(desk: TestDesk, caseId: CaseId, move: Move): Promise<void> {
  const answer = await desk.ask('case.move', { caseId, itemNo: '01', move })
  if (!answer.ok) throw new Error(`${move.act}: ${JSON.stringify(answer.refusal)}`)
}
