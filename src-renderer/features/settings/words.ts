import type { PublicationRefusal, ToldPublication } from '#shared/contract/catalogue-import.ts'
import type { Answer } from '#shared/contract/desk.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import type { Detail, Refusal } from '#shared/kernel/result.ts'
import type { RefusalCode } from '../../app/desk-client.ts'

type ToldCalendar = (Answer<'catalogue.versions'> & { ok: true })['value']['calendars'][number]
type Code = RefusalCode<'catalogue.preview' | 'catalogue.adopt'>

const sentences: Record<Code, (detail: Detail) => string> = {
  'catalogue-too-large': ({ bytes }) =>
    `文件太大（${megabytes(bytes)}），没有导入，现用的目录不变。目录文件不超过 3 MB，请向市级核对。`,
  'catalogue-unreadable': () =>
    '这个文件读不出来，没有导入，现用的目录不变。请选市级发的 *.pccat.json，或者用模板填的 .xlsx。',
  'signature-wrong': () => '签名对不上：不是本市签的，或者传的时候坏了。现用的目录不变，请向市级重新要一份。',
  'catalogue-older': ({ held }) => `这份比已有的 ${held} 旧，不用导入。现用的目录不变。`,
  'version-reused': ({ held }) =>
    `版本号 ${held} 已经用过，内容却不同。现用的目录不变，请市级换新版本号再签名。`,
  'catalogue-already-held': ({ held }) => `目录 ${held} 已经导入过，不用再导。`,
  'not-signed': () => '没有市级签名，不能启用，现用的目录不变。请交市级检查、签名后再导入。',
  'catalogue-faulty': ({ first, n }) => `有 ${n} 处错误，整份没有启用，现用的目录不变。第一处：${first}`,
  'not-what-was-shown': () => '文件和刚才看的不一样了，没有启用。请按 O 重新选一次文件，看过再启用。',
}

export function refusalText({ code, detail }: Refusal<Code>): string {
  return sentences[code](detail)
}

/** What the city published and this desk does not use: why, and what is in use meanwhile. */
const refusedPublication: Record<PublicationRefusal, (detail: Detail) => string> = {
  'catalogue-too-large': () => '文件太大',
  'catalogue-unreadable': () => '文件读不出来，可能传坏了，也可能要先升级程序',
  'signature-wrong': () => '签名对不上，不是本市签的，或者传坏了',
  'catalogue-older': () => '比已有的旧',
  'version-reused': () => '版本号用过，内容却不同，要市级换新版本号',
  'catalogue-already-held': () => '已经有了',
  'not-signed': () => '没有市级签名',
  'catalogue-faulty': ({ first, n }) => `有 ${n} 处错误，第一处：${first}`,
  'not-what-was-told': () => '收到的和市级说的不是同一份',
  'calendar-faulty': ({ first }) => `有错误：${first}`,
}

/** One line of what the city published and is not in use yet, and whether somebody has to do something. */
export function toldText({ bytes, have, kind, name, refused }: ToldPublication): string {
  const what = kind === 'CATALOGUE' ? `事项目录 ${name}` : `${name} 年放假安排`
  if (!refused)
    return `市级下发的${what} 正在接收，已收 ${Math.min(99, Math.floor((have / bytes) * 100))}%。联网后接着收，收齐、核对无误后自动启用。`
  const why = refusedPublication[refused.code](refused.detail)
  return `市级下发的${what} 没有启用：${why.replace(/。$/, '')}。现用的不变，照常办理，请把这句话告诉市级。`
}

export function calendarLine({ source, toldMs, year }: ToldCalendar): string {
  return `${year} 年：${source}。${longDayText(dateOf(toldMs))}由市级下发。`
}

export const versionStates = {
  IN_FORCE: { shape: 'filled', word: '现用', tone: 'green', strong: true },
  WAITING: { shape: 'soon', word: '等起用', tone: 'amber' },
  PAST: { shape: 'empty', word: '以前的', tone: 'grey' },
} as const

/** Working days of the years that are known; the next one comes from the city (ui.md 0.18). */
export function calendarSentence(years: readonly string[], today: string): string {
  const next = `${Number(today.slice(0, 4)) + 1}`
  if (years.includes(next)) return `放假安排已有 ${years[0]}—${years.at(-1)} 年。`
  return `${next} 年放假安排还没导入，跨到 ${next} 年的期限按周一至周五估算，标“暂定”。国务院公布后由市级下发，期限自动重算。`
}

function megabytes(bytes = '0'): string {
  return `${(Number(bytes) / 1024 / 1024).toFixed(1)} MB`
}
