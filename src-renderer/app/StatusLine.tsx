import type { SyncStatus } from '#shared/contract/sync.ts'
import type { LinkReason, StallReason } from '#shared/domain/link.ts'
import { timeOf } from '#shared/kernel/instants.ts'
import { useDeskLink } from './desk-client.ts'
import { useRoutes } from './routes.ts'
import { useLive } from './use-live.ts'

const reasonWords: Record<LinkReason, string> = {
  'no-answer': '没有联网',
  timeout: '市级没有回答',
  'not-the-city': '回答的不是市级',
  'city-busy': '市级正忙',
  'city-error': '市级出了问题',
  refused: '市级没有接受这台工作台',
  forked: '与市级记录对不上',
  restored: '本机数据是旧的',
  cloned: '另有一台电脑在用这个窗口',
  fenced: '这个窗口已在另一台电脑上继续',
  revoked: '市级已停用这个窗口',
  'certificate-over': '本窗口证书已到期',
  'not-enrolled': '还没登记到市级',
}

const stallWords: Record<StallReason, string> = {
  records: '记录传不过去',
  feed: '下发的内容收不下来',
  pictures: '照片传不过去',
  'pictures-no-room': '市级放照片的地方满了',
  'pictures-not-known': '有照片在等它的记录',
}

/** Always in the same place: how the city stands, and how much only this desk knows (ui.md UX-324). */
export function StatusLine() {
  const { answer } = useLive('sync.status', {}, ['sync', 'journal', 'session'])
  const link = useDeskLink(({ state }) => state)
  const go = useRoutes(({ go }) => go)
  const status = answer?.ok ? answer.value : undefined
  return (
    <footer className="status-line" aria-label="状态">
      {link === 'lost' ? (
        <strong role="status">正在重新连接本机程序</strong>
      ) : (
        <button type="button" className="status-text" onClick={() => go({ at: 'outbox' })}>
          {status ? statusText(status) : '正在看同步情况'}
          <kbd>Alt+0</kbd>
        </button>
      )}
      <span id="announce" role="status" className="status-said" />
    </footer>
  )
}

/** 「● 市级已连接 · 待上传 0 · 退回 0 · 最近确认 14:32」 */
export function statusText(status: SyncStatus): string {
  const confirmed = status.lastConfirmedMs ? `最近确认 ${timeOf(status.lastConfirmedMs)}` : '还没有确认过'
  const waiting = `待上传 ${status.waiting}`
  const returned = `退回 ${status.returned}`
  if (status.link === 'CONNECTED') {
    const city = status.stalled ? `◐ 市级已连接，${stallWords[status.stalled]}` : '● 市级已连接'
    return [city, waiting, returned, confirmed].join(' · ')
  }
  const why = reasonWords[status.reason ?? 'no-answer']
  const parts = [status.link === 'HALTED' ? `○ ${why}，只能查看和打印` : `○ ${why}，照常受理`, waiting]
  if (status.returned > 0) parts.push(returned)
  return parts.join(' · ')
}
