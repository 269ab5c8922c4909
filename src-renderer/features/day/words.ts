import type { DayReport, DayState } from '#shared/contract/day.ts'
import type { Answer } from '#shared/contract/desk.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { timeOf } from '#shared/kernel/instants.ts'
import type { Detail, Refusal } from '#shared/kernel/result.ts'
import { pinSentences } from '../../app/pin-words.ts'
import type { Look } from '../../app/states.ts'

export type Plan = (Answer<'day.plan'> & { ok: true })['value']

/** Where a day stands, in the strip and in words; a day that waits for the city never looks done. */
export const dayLooks: Readonly<Record<DayState, Look>> = {
  NONE: { shape: 'empty', word: '没有记录', tone: 'grey' },
  OPEN: { shape: 'soon', word: '还没日结', tone: 'amber' },
  PROVISIONAL: { shape: 'disk', word: '已签字·等市级', tone: 'blue' },
  WAITING: { shape: 'hourglass', word: '市级有暂存', tone: 'amber' },
  DIFFERENT: { shape: 'late', word: '与市级对不上', tone: 'red', strong: true },
  FINAL: { shape: 'doubleTick', word: '市级已确认', tone: 'green' },
}

/** The one sentence over the reconciliation: what happened, whether it is safe, what to do. */
export function stateSentence(report: DayReport): string {
  const { answer, apart, state, sum } = report
  const received = sum.lines.RECEIVED ?? 0
  const when = dayText(sum.date)
  switch (state) {
    case 'FINAL':
      return `${when} ${received} 件，市级全部确认（回执号 ${answer?.receipt ?? ''}，${timeOf(answer?.atMs ?? 0)}）。`
    case 'WAITING':
      return `${when}的数目与市级相同，市级还暂存 ${answer?.entries.held ?? 0} 条，处理完会自己变成已确认。`
    case 'DIFFERENT':
      return apart.length > 0
        ? `有 ${apart.length} 条与市级对不上，列在下面，按 Enter 打开办件核对。`
        : '数目与市级对不上，但找不到单条记录，请联系运维。本机的记录都在。'
    case 'NONE':
    case 'OPEN':
    case 'PROVISIONAL':
      return '已签字，保存在本机。联网后自动补传，市级核对完再告诉您。'
  }
}

export const apartWords = {
  HELD: '市级暂存',
  RETURNED: '退回待改',
  NO_ROWS: '市级没有这一条',
} as const

type Place = 'count' | 'clock' | 'again' | 'alone' | 'signer' | 'own' | 'second'

const places: Readonly<Record<string, Place>> = {
  'count-missing': 'count',
  'count-differs': 'count',
  'clock-off': 'clock',
  'clock-set-back': 'clock',
  'clock-needs-manager': 'signer',
  'day-closed-already': 'again',
  'manager-missing': 'alone',
  'same-person': 'signer',
  'staff-unknown': 'signer',
}

const sentences: Readonly<Record<string, (detail: Detail) => string>> = {
  'day-ahead': ({ date }) => `${dayText(`${date}`)}还没到，不能日结。`,
  'day-passed': ({ last }) => `${dayText(`${last}`)}已经日结，更早的记录并在那一天里。`,
  'day-closed-already': () => '这一天已经日结过，再结一次请写明原因。',
  'day-moved-on': () => '刚才又有新记录，数目变了。请看过新的数目再签字。',
  'count-missing': ({ n }) => `账上有 ${n} 件原件在本中心，请点过实物再填。`,
  'count-differs': ({ book, counted }) => `账上 ${book} 件，点到 ${counted} 件。请写明原因。`,
  'clock-off': ({ minutes }) => `电脑时间与市级相差 ${minutes} 分钟，请写明原因。`,
  'clock-set-back': ({ n }) => `电脑时间往回调过 ${n} 次，请写明原因。`,
  'clock-needs-manager': () => '电脑时间与市级相差一天以上，要有负责人签字，请另选一位。',
  'same-person': () => '制表和签字要两个人，请另选一位。',
  'manager-missing': () => '两位里没有负责人，请写明原因，市级会看到。',
  'day-not-closed': () => '这一天还没有日结。',
  ...pinSentences,
}

export function refusalSentence({ code, detail }: Refusal<string>): string {
  return (sentences[code] ?? (() => `没有日结（${code}）。已记下的都在。`))(detail ?? {})
}

/** The field a refusal is about; a PIN is that of whoever the desk was asking. */
export function placeOf({ code, detail }: Refusal<string>): Place | undefined {
  if (code === 'pin-wrong' || code === 'pin-locked') return detail?.['who'] === 'second' ? 'second' : 'own'
  return places[code]
}
