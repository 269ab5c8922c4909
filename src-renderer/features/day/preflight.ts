import { skewMaxMs } from '#shared/domain/desk-clock.ts'
import type { Route } from '../../app/routes.ts'
import type { Look } from '../../app/states.ts'
import type { Plan } from './words.ts'

export type PreflightRow = {
  readonly key: string
  readonly name: string
  readonly count: number
  readonly unit: string
  readonly look: Look
  /** What becomes of it, so that nobody stays late for what may wait. */
  readonly note: string
  readonly to?: Route
}

const fine: Look = { shape: 'tick', word: '没有', tone: 'green' }
const later: Look = { shape: 'arrow', word: '转明天', tone: 'blue' }
const asked: Look = { shape: 'late', word: '要写原因', tone: 'red', strong: true }
const look: Look = { shape: 'soon', word: '看一眼', tone: 'amber' }

/** What lies open this evening (ui.md 2.e). Nothing of it stops the close: it goes over to the next day. */
export function preflightRows({ sum }: Pick<Plan, 'sum'>): readonly PreflightRow[] {
  const { custody, returned, stand } = sum
  const row = (
    key: string,
    name: string,
    count: number,
    unit: string,
    open: Look,
    note: string,
    to?: Route,
  ): PreflightRow => ({
    key,
    name,
    count,
    unit,
    look: count === 0 ? fine : open,
    note,
    ...(to ? { to } : {}),
  })
  const minutes = Math.round(Math.abs(sum.skewMs ?? 0) / 60_000)
  return [
    row('drafts', '没做完的草稿', stand.drafts, '件', later, '自动转到明天', { at: 'today' }),
    row('undecided', '收件未决定', stand.undecided, '项', look, '五个工作日内要告知', { at: 'board' }),
    row('overdue', '超期没办', stand.overdue + stand.dueToday, '项', look, '含今天到期', { at: 'board' }),
    row('outside', '材料在外', custody.held - custody.here, '件', look, '在部门、路上或别人手里', {
      at: 'custody',
    }),
    row('waiting', '待上传', stand.waiting, '条', later, '联网后自动上传', { at: 'outbox' }),
    row('returned', '退回待改', returned.length, '条', look, '退回的不计入今天的数', { at: 'outbox' }),
    row('held', '市级暂存', stand.held, '条', look, '市级处理完自动确认', { at: 'outbox' }),
    row('unprinted', '没打出的单子', stand.unprinted, '份', look, '在办件里补打', { at: 'cases' }),
    {
      key: 'clock',
      name: '时钟偏差',
      count: minutes,
      unit: '分钟',
      look:
        Math.abs(sum.skewMs ?? 0) > skewMaxMs
          ? asked
          : sum.skewMs === undefined
            ? { shape: 'dashed', word: '没对过', tone: 'grey' }
            : fine,
      note: '与市级时间相比',
    },
    ...(sum.suspect
      ? [row('suspect', '时钟往回调过', sum.suspect, '次', asked, '调过以后的记录，时间可能不准')]
      : []),
    row('late', '补报', sum.late, '条', later, '上次日结以后补记的'),
  ]
}
