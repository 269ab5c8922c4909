import { takeFeed } from '#main/services/feed.ts'
import { keepAck } from '#main/store/notes/sync.ts'
import { feedCursorOf } from '#main/store/queries/feed.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { headOf } from '#main/store/queries/journal.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { departmentActs, feedKindOf } from '#shared/domain/department-act.ts'
import type { ItemState } from '#shared/domain/item-case.ts'
import { stateAfter } from '#shared/domain/lifecycle.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { ok } from '#shared/kernel/result.ts'
import { type FeedEntry, feedHash } from '#shared/protocol/feed.ts'
import { rules, seamsAt, type TestDesk } from './a-desk.ts'
import type { Lottery } from './lottery.ts'
import { department, fullMoves, missing } from './moves.ts'

type Step = {
  readonly seq: number
  readonly from: ItemState
  readonly state: ItemState
  readonly item_no: string
}

/**
 * A department's act comes down the feed, placed by chance before or after the last thing the counter did
 * with the item: as of a desk that was cut off meanwhile.
 */
export function aDepartmentsWord(lottery: Lottery, desk: TestDesk, caseId: CaseId): boolean {
  const { store } = desk.opened
  const last = store.client
    .prepare(
      `SELECT j.seq, m.from_state AS "from", i.state, i.item_no FROM item_case i
       JOIN item_move m ON m.case_id = i.case_id AND m.item_no = i.item_no
       JOIN journal j ON j.position = m.changed_at
       WHERE i.case_id = ? AND j.kind = 'item-moved' AND m.overtaken_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM item_move x WHERE x.case_id = i.case_id AND x.item_no = i.item_no
                         AND x.changed_at > m.changed_at)
       ORDER BY j.seq DESC LIMIT 1`,
    )
    .get(caseId) as Step | undefined
  if (!last) return false
  const self = store.read(getInstallation)
  const head = store.read((reader) => headOf(reader, self.epoch))
  const before = lottery.chance(0.6)
  const from = before ? last.from : last.state
  const fitting = departmentActs.filter((act) => stateAfter(from, act))
  if (fitting.length === 0) return false
  const move = fullMoves[lottery.pick(fitting)]
  const rows = store.client.prepare('SELECT row_id FROM material_item WHERE case_id = ?').pluck().all(caseId)
  const body = JSON.stringify({
    caseId,
    itemNo: last.item_no,
    move,
    by: department,
    from,
    to: stateAfter(from, move.act),
    on: dateOf(desk.clock.nowMs),
    office: { name: '县市场监督管理局' },
    ...(move.act === 'CORRECT'
      ? { asks: [{ rowId: lottery.pick(rows as string[]), judgement: missing }] }
      : {}),
    after: { deskId: self.deskId, epoch: self.epoch, seq: before ? last.seq - 1 : head.seq },
  })
  const cursor = store.read(feedCursorOf)
  const entry = {
    seq: cursor.seq + 1,
    entryId: uuidV7(desk.clock.nowMs) as FeedEntry['entryId'],
    kind: feedKindOf(move),
    kindV: 1,
    caseId,
    body,
    madeMs: desk.clock.nowMs,
  }
  acked(desk, head)
  const { shelf } = { shelf: { rulesFor: () => rules } }
  const unattended = { store, seams: seamsAt(desk.clock), rules, shelf } as unknown as Parameters<
    typeof takeFeed
  >[0]
  return takeFeed(unattended, [{ ...entry, hash: feedHash(self.centreId, cursor.hash, entry) }]) === 1
}

/** As if the city had answered everything so far. */
function acked(desk: TestDesk, head: { readonly seq: number; readonly hash: string }): void {
  const { store } = desk.opened
  const { deskId, epoch } = store.read(getInstallation)
  const ack = {
    cityEpoch: 1,
    deskId,
    epoch,
    received: head,
    durable: false,
    durableSeq: 0,
    appliedSeq: head.seq,
    pruneOkSeq: 0,
    dispositions: [],
    cityMs: 0,
  }
  store.write((writer) => {
    keepAck(writer, ack, '{}', desk.clock.nowMs)
    return ok(undefined)
  })
}
