import { takeFeed } from '#main/services/feed.ts'
import { feedCursorOf } from '#main/store/queries/feed.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { DeskEvent } from '#shared/domain/events.ts'
import { homeOfAct, tellOf } from '#shared/domain/tell.ts'
import { CaseId, type CentreId, type DeskId, type StaffId } from '#shared/kernel/ids.ts'
import type { FeedEntry } from '#shared/protocol/feed.ts'
import { rules, seamsAt, type TestDesk } from './a-desk.ts'

/** What happened to one case here is told once more, as of a case of its own at another desk. */
export function toldOfAnother(desk: TestDesk, caseId: CaseId): number {
  const { store } = desk.opened
  const { centreId } = store.read(getInstallation)
  const { seq: after } = store.read(feedCursorOf)
  const other = CaseId.parse(uuidV7(desk.clock.nowMs))
  const entries: FeedEntry[] = []
  for (const event of desk.journal()) {
    if (!('caseId' in event) || event.caseId !== caseId) continue
    const act = tellOf(DeskEvent.parse(JSON.parse(JSON.stringify(event).replaceAll(caseId, other))))
    if (act) entries.push(entryOf(desk, after + entries.length + 1, { caseId: other, act, centreId }))
  }
  const unattended = { store, seams: seamsAt(desk.clock), rules, shelf: { rulesFor: () => rules } }
  return takeFeed(unattended as unknown as Parameters<typeof takeFeed>[0], entries)
}

function entryOf(
  desk: TestDesk,
  seq: number,
  told: {
    readonly caseId: CaseId
    readonly act: NonNullable<ReturnType<typeof tellOf>>
    readonly centreId: CentreId
  },
): FeedEntry {
  const { act, caseId, centreId } = told
  const body = {
    caseId,
    home: homeOfAct(act, centreId),
    homeName: '邻镇便民服务中心',
    from: { deskId: uuidV7(1) as DeskId, epoch: 1, seq, actor: uuidV7(2) as StaffId },
    act,
  }
  return {
    seq,
    entryId: uuidV7(desk.clock.nowMs) as FeedEntry['entryId'],
    kind: 'case-told',
    kindV: 1,
    caseId,
    body: JSON.stringify(body),
    madeMs: desk.clock.nowMs,
    hash: 'A'.repeat(43),
  }
}
