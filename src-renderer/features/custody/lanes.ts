import type { CustodyLane, CustodyRow } from '#shared/contract/custody-board.ts'
import type { CustodyState } from '#shared/domain/custody.ts'
import type { Look } from '../../app/states.ts'
import type { LaneLook } from '../../components/LaneStrip.tsx'

/** The lanes of ui.md 2.b with the results that wait to be fetched, what is amiss last because it is seldom and loud enough by its colour. */
export const lanes: readonly LaneLook<CustodyLane>[] = [
  { lane: 'MINE', shape: 'box', word: '在我这里', tone: 'blue' },
  { lane: 'COLLEAGUES', shape: 'filled', word: '在同事处', tone: 'blue' },
  { lane: 'WAY', shape: 'arrow', word: '在路上', tone: 'grey' },
  { lane: 'DEPARTMENT', shape: 'forwarded', word: '在部门窗口', tone: 'grey' },
  { lane: 'RESULT', shape: 'tray', word: '待领结果', tone: 'green' },
  { lane: 'DUE', shape: 'now', word: '今天该还', tone: 'amber', strong: true },
  { lane: 'AMISS', shape: 'crossed', word: '异常', tone: 'red', strong: true },
]

const stateLooks: Readonly<Record<CustodyState, Look>> = {
  WITH_APPLICANT: { shape: 'empty', word: '在申请人处', tone: 'grey' },
  AT_COUNTER: { shape: 'box', word: '在柜台', tone: 'blue' },
  WITH_OFFICER: { shape: 'filled', word: '在专员手里', tone: 'blue' },
  IN_TRANSIT: { shape: 'arrow', word: '在路上', tone: 'grey' },
  AT_DEPT: { shape: 'forwarded', word: '在部门', tone: 'grey' },
  BACK_AT_COUNTER: { shape: 'tray', word: '已回柜台', tone: 'green' },
  RETURNED: { shape: 'tick', word: '已归还', tone: 'green' },
  FILED: { shape: 'envelope', word: '已归卷', tone: 'grey' },
  LOST: { shape: 'crossed', word: '遗失', tone: 'red', strong: true },
  DAMAGED: { shape: 'barred', word: '损毁', tone: 'red', strong: true },
}

/** What asks for somebody stands before where it is. */
export function lookOf({
  disputed,
  missedOn,
  offerId,
  state,
}: Pick<CustodyRow, 'disputed' | 'missedOn' | 'offerId' | 'state'>): Look {
  if (disputed) return { shape: 'filledMark', word: '保管有争议', tone: 'red', strong: true }
  if (missedOn) return { shape: 'soon', word: '没扫到', tone: 'amber', strong: true }
  if (offerId) return { shape: 'hourglass', word: '等对方签收', tone: 'amber' }
  return stateLooks[state]
}
