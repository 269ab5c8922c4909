import { takeFeed } from '#main/services/feed.ts'
import { feedCursorOf } from '#main/store/queries/feed.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import type { Erasure } from '#shared/domain/erasure.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import type { FeedEntry } from '#shared/protocol/feed.ts'
import { rules, seamsAt, type TestDesk } from './a-desk.ts'

/** The feed tells this desk that a case is erased. */
export function erased(desk: TestDesk, caseId: CaseId): void {
  const { store } = desk.opened
  const { centreId } = store.read(getInstallation)
  const body: Erasure = {
    caseId,
    home: centreId,
    basis: 'RETENTION_OVER',
    reference: '萍数〔2026〕12号',
    authorisedBy: ['黎明', '周远'],
    on: '2026-09-18',
  }
  const entry: FeedEntry = {
    seq: store.read(feedCursorOf).seq + 1,
    entryId: uuidV7(desk.clock.nowMs) as FeedEntry['entryId'],
    kind: 'body-erased',
    kindV: 1,
    caseId,
    body: JSON.stringify(body),
    madeMs: desk.clock.nowMs,
    hash: 'A'.repeat(43),
  }
  const unattended = { store, seams: seamsAt(desk.clock), rules, shelf: { rulesFor: () => rules } }
  takeFeed(unattended as unknown as Parameters<typeof takeFeed>[0], [entry])
}
