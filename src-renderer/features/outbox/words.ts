import type { SyncStatus } from '#shared/contract/sync.ts'
import type { LinkReason, StallReason } from '#shared/domain/link.ts'
import { timeOf } from '#shared/kernel/instants.ts'

/** Why nothing goes out just now, and whether the clerk must do anything. */
const sentences: Record<LinkReason, string> = {
  'no-answer': '没有联网，照常受理，联网后自动上报。',
  timeout: '市级没有回答，稍后自动重发。',
  'not-the-city': '回答的不是市级，没有上传。请负责人检查网络设置。',
  'city-busy': '市级正忙，稍后自动重发。',
  'city-error': '市级出了问题，稍后自动重发。记录都在本机。',
  refused: '市级没有接受这台工作台，已停止上传。请负责人联系市级。',
  forked: '本机记录与市级对不上，现在只能查看和打印。请负责人在下面处理。',
  restored: '本机数据是旧的，现在只能查看和打印。请负责人在下面处理。',
  cloned: '另有一台电脑在用这个窗口，现在只能查看和打印。请负责人在下面处理。',
  fenced: '这个窗口已在另一台电脑上继续，这里只能查看和打印。请负责人在下面处理。',
  revoked: '市级已停用这个窗口，已记下的会继续上传，不能再办理。',
  'certificate-over': '本窗口证书已到期，市级暂不接收；照常受理，记录都在本机。请负责人在下面续期。',
  'not-enrolled': '这台工作台还没登记到市级，记录都在本机。',
}

/** What does not move although the city answers: whether the work is safe, and who is to do something. */
const stallSentences: Record<StallReason, string> = {
  records: '市级有回答，可记录一刻钟没有传过去。记录都在本机，正在重新连接；一直这样请负责人联系市级。',
  feed: '市级下发的内容一刻钟没有收下来。上传和受理不受影响；一直这样请负责人联系市级。',
  pictures: '记录已传完，照片一刻钟没有进展。照片都在本机，正在重新连接；一直这样请负责人联系市级。',
  'pictures-no-room': '市级放照片的地方满了，记录照常传。照片都在本机，请负责人联系市级。',
  'pictures-not-known': '有照片要等市级处理完它的记录才收。照片都在本机，请看有没有退回的件。',
}

export function stallSentence(stalled: StallReason): string {
  return stallSentences[stalled]
}

export function linkSentence(status: SyncStatus): string {
  if (status.link === 'CONNECTED') {
    return status.lastConfirmedMs ? `市级已连接，最近确认 ${timeOf(status.lastConfirmedMs)}` : '市级已连接'
  }
  const next = status.nextTryMs ? ` 下次 ${timeOf(status.nextTryMs)} 再试。` : ''
  return sentences[status.reason ?? 'no-answer'] + next
}
