import { join } from 'node:path'
import Database from 'better-sqlite3'
import { apply } from '#main/store/apply/index.ts'
import { projections } from '#main/store/projections.ts'
import { listLives } from '#main/store/queries/epoch.ts'
import { vouchedResidues } from '#main/store/queries/erasure.ts'
import { findInstallation, type Installation } from '#main/store/queries/installation.ts'
import { findHashAt, type JournalRow, listFrom } from '#main/store/queries/journal.ts'
import { positionOf } from '#main/store/queries/sync.ts'
import { journal } from '#main/store/tables/journal.ts'
import { DeskEvent } from '#shared/domain/events.ts'
import { errorCode } from '#shared/kernel/fault.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import {
  type ChainFault,
  type ChainPoint,
  checkLink,
  entryHash,
  noHash,
  residueHash,
} from '#shared/protocol/entry.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import { migrate } from '#shared/sqlite/migrate.ts'
import { Store, type Writer } from '#shared/sqlite/store.ts'

/** One thing that is wrong, where it is, and what it means to the person who looks after the desk. */
export type JournalFault = { readonly seq: number; readonly code: string; readonly sentence: string }

const pageSize = 2_000

const chainWords: Readonly<Record<ChainFault, string>> = {
  'envelope-unreadable': '这条记录的信封读不出来。',
  'not-canonical': '这条记录的信封被改写过。',
  'seq-gap': '记录的编号断了，前面少了或多了记录。',
  'prev-broken': '这条记录接不上前一条，中间有改动、删除或调换。',
  'body-changed': '这条记录的内容与当时的指纹不符。',
  'wrong-log': '这条记录不是这台工作台写的。',
}

/**
 * Checks the chain entry by entry and that the tables equal the journal replayed.
 *
 * `copy` is an empty database of this build to replay into; it is closed here.
 * Goes on after a fault: a report that stops at the first bad row hides the others (sync.md B 38).
 */
export function verifyStore(store: Store, root: string, copy = emptyCopy(root)): readonly JournalFault[] {
  const faults: JournalFault[] = []
  try {
    const self = store.read(findInstallation)
    if (!self) return [{ seq: 0, code: 'not-enrolled', sentence: '这份数据里没有工作台登记。' }]
    let before: ChainPoint = { seq: 0, hash: noHash }
    let epoch = 0
    const lives = new Map(store.read(listLives).map((life) => [life.epoch, life]))
    const vouched = store.read(vouchedResidues)
    for (let from = 0; ; ) {
      const page = store.read((reader) => listFrom(reader, from, pageSize))
      for (const row of page) {
        if (row.epoch !== epoch) before = { seq: 0, hash: noHash }
        epoch = row.epoch
        before = checkRow(row, before, lives.get(epoch) ?? self, faults)
        if (row.salt === '') faults.push(...checkResidue(row, vouched))
        replay(copy, row, faults)
      }
      const last = page.at(-1)
      if (!last) break
      from = last.position
    }
    faults.push(
      ...checkConfirmed(store, self),
      ...checkForeignKeys(store),
      ...compare(store.client, copy.client),
    )
    return faults
  } finally {
    copy.client.close()
  }
}

/** A database with all steps run and nothing in it. */
function emptyCopy(root: string): Store {
  const client = new Database(':memory:')
  migrate(client, join(root, 'migrations', 'desk'))
  return new Store(client)
}

function checkRow(
  row: JournalRow,
  before: ChainPoint,
  self: Pick<Installation, 'centreId' | 'deskId'>,
  faults: JournalFault[],
): ChainPoint {
  const link = checkLink(row, before, { centreId: self.centreId, deskId: self.deskId, epoch: row.epoch })
  if (!link.ok) faults.push({ seq: row.seq, code: link.fault, sentence: chainWords[link.fault] })
  else if (columnsDiffer(row, link.link.envelope))
    faults.push({ seq: row.seq, code: 'columns-differ', sentence: '这条记录的目录列与它的信封不一致。' })
  const hash = entryHash(row.envelope)
  if (hash !== row.hash)
    faults.push({ seq: row.seq, code: 'hash-differs', sentence: '这条记录的指纹列被改过。' })
  return { seq: row.seq, hash }
}

/**
 * Where a body was erased, what is left of it must be what the entry said that wrote the erasure down; of a log just
 * fetched the erasure is heard right after it.
 */
function checkResidue(
  row: JournalRow,
  vouched: ReadonlyMap<string, string> | undefined,
): readonly JournalFault[] {
  if (!vouched || vouched.get(row.entryId) === residueHash(row.body)) return []
  const sentence = vouched.has(row.entryId)
    ? '这条记录的内容已依法删除，留下的部分与删除时记下的指纹不符。'
    : '这条记录的内容不在了，没有依法删除的记录。'
  return [{ seq: row.seq, code: vouched.has(row.entryId) ? 'residue-changed' : 'body-missing', sentence }]
}

function columnsDiffer(row: JournalRow, envelope: { readonly [name: string]: unknown }): boolean {
  return (
    row.seq !== envelope['seq'] ||
    (row.caseRev ?? 0) !== revisionIn(envelope) ||
    row.entryId !== envelope['entry_id'] ||
    row.kind !== envelope['kind'] ||
    row.kindV !== envelope['kind_v'] ||
    row.actor !== envelope['actor'] ||
    row.wallMs !== envelope['wall_ms'] ||
    (row.caseId ?? undefined) !== envelope['case_id']
  )
}

/** What the act made of the revision the clerk saw; entries of no case have none. */
function revisionIn({ base }: { readonly [name: string]: unknown }): number {
  return base === undefined ? 0 : (base as { readonly case_rev: number }).case_rev + 1
}

const copyRow = insertRow(journal)

function replay(copy: Store, row: JournalRow, faults: JournalFault[]): void {
  const event = readEvent(row.body)
  if (!event) {
    faults.push({ seq: row.seq, code: 'body-unreadable', sentence: '这条记录的内容读不出来，没有重放。' })
    return
  }
  try {
    copy.write((writer: Writer) => {
      copyRow(writer, row)
      apply(writer, event, { position: row.position, actor: row.actor as StaffId })
      return ok(undefined)
    })
  } catch (error) {
    const code = errorCode(error) || 'unknown'
    faults.push({ seq: row.seq, code: 'not-replayable', sentence: `这条记录重放不进表里（${code}）。` })
  }
}

function readEvent(body: string): DeskEvent | undefined {
  try {
    return DeskEvent.safeParse(JSON.parse(body)).data
  } catch {
    return undefined
  }
}

/** What the city signed for must be here: a journal cut off at its end is whole in itself. */
function checkConfirmed(store: Store, { epoch }: Installation): readonly JournalFault[] {
  return store.read((reader) => {
    const { ackedHash, ackedSeq } = positionOf(reader, epoch)
    if (findHashAt(reader, epoch, ackedSeq) === ackedHash) return []
    return [
      {
        seq: ackedSeq,
        code: 'confirmed-missing',
        sentence: '市级确认过的这条记录不在这里，或与确认的不同。',
      },
    ]
  })
}

function checkForeignKeys(store: Store): readonly JournalFault[] {
  const broken = store.client.pragma('foreign_key_check') as readonly { readonly table: string }[]
  return broken.map(({ table }) => ({
    seq: 0,
    code: 'reference-broken',
    sentence: `表 ${table} 里有一行指向不存在的记录。`,
  }))
}

function compare(mine: Database.Database, copy: Database.Database): readonly JournalFault[] {
  const keys = keysOf(copy)
  return projections.flatMap((table) => {
    const here = rowsOf(mine, table, keys)
    const there = rowsOf(copy, table, keys)
    return [...new Set([...here.keys(), ...there.keys()])]
      .filter((key) => here.get(key)?.text !== there.get(key)?.text)
      .map((key) => ({
        seq: here.get(key)?.changedAt ?? there.get(key)?.changedAt ?? 0,
        code: 'table-differs',
        sentence: !there.has(key)
          ? `表 ${table} 多出一行，记录里没有它。`
          : here.has(key)
            ? `表 ${table} 的一行与记录重放的结果不同。`
            : `表 ${table} 少了一行，记录里有它。`,
      }))
  })
}

type Row = { readonly text: string; readonly changedAt: number }

type Keys = ReadonlyMap<string, readonly string[]>

/** Columns of the primary key of every table. */
function keysOf(db: Database.Database): Keys {
  const columns = db
    .prepare(
      `SELECT t.name AS of, c.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c
       WHERE t.type = 'table' AND c.pk > 0 ORDER BY t.name, c.cid`,
    )
    .all() as readonly { readonly of: string; readonly name: string }[]
  const grouped = Map.groupBy(columns, ({ of }) => of)
  return new Map([...grouped].map(([of, some]) => [of, some.map(({ name }) => name)]))
}

function rowsOf(db: Database.Database, table: string, keys: Keys): ReadonlyMap<string, Row> {
  const of = keys.get(table) ?? []
  const rows = db.prepare(`SELECT * FROM ${table}`).all() as readonly Readonly<Record<string, unknown>>[]
  return new Map(
    rows.map((row) => [
      of.map((name) => String(row[name])).join(' '),
      { text: JSON.stringify(row), changedAt: Number(row['changed_at'] ?? 0) },
    ]),
  )
}
