import type { Answer } from '#shared/contract/desk.ts'
import { dayText } from '#shared/domain/date-text.ts'
import type { PictureWait } from '#shared/domain/line-plan.ts'
import { dateOf, timeOf } from '#shared/kernel/instants.ts'

type Line = Extract<Answer<'line.plan'>, { ok: true }>['value']

/** 「按流量计费。照片每月最多 500 MB，本月已用 37.2 MB；只在 18 点到第二天 8 点传。记录随时上传。」 */
export function planSentence({ dayBytes, monthBytes, plan }: Line): string {
  const { cap, hours, metered } = plan
  if (!metered) return '不计流量：记录和照片随时上传，上班时间照片只占网络的三成。'
  const capped = !cap
    ? `照片不限量，本月已用 ${megabytes(monthBytes)}`
    : cap.per === 'DAY'
      ? `照片每天最多 ${cap.megabytes} MB，今天已用 ${megabytes(dayBytes)}`
      : `照片每月最多 ${cap.megabytes} MB，本月已用 ${megabytes(monthBytes)}`
  const timed = hours
    ? `只在 ${hours.from} 点到${hours.to < hours.from ? '第二天' : ''} ${hours.to} 点传`
    : '随时传'
  return `按流量计费。${capped}；${timed}。记录随时上传。`
}

/** Why pictures wait, and until when: nothing is wrong, and nobody has to do anything. */
export function waitSentence({ untilMs, why }: PictureWait): string {
  const when = `${dayText(dateOf(untilMs))} ${timeOf(untilMs)}`
  const reason = why === 'CAP' ? '照片的流量用完了' : '现在不是传照片的时间'
  return `${reason}，照片先留在本机，${when} 起接着传；记录照常上传。`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
