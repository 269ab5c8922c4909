import type { Detail, Refusal } from '#shared/kernel/result.ts'
import type { RefusalCode } from '../../app/desk-client.ts'

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

export const versionStates = {
  IN_FORCE: { shape: 'filled', word: '现用', tone: 'green', strong: true },
  WAITING: { shape: 'soon', word: '等起用', tone: 'amber' },
  PAST: { shape: 'empty', word: '以前的', tone: 'grey' },
} as const

/** Working days of the years that are known; the next one comes with a catalogue (ui.md 0.18). */
export function calendarSentence(years: readonly string[], today: string): string {
  const next = `${Number(today.slice(0, 4)) + 1}`
  if (years.includes(next)) return `放假安排已有 ${years[0]}—${years.at(-1)} 年。`
  return `${next} 年放假安排还没导入，跨到 ${next} 年的期限按周一至周五估算，标“暂定”。国务院公布后随市级目录文件导入，期限自动重算。`
}

function megabytes(bytes = '0'): string {
  return `${(Number(bytes) / 1024 / 1024).toFixed(1)} MB`
}
