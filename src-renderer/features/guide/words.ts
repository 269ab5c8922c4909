import type { Catalogue, OneMatter } from '#shared/catalogue/schema.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import type { Detail, Refusal } from '#shared/kernel/result.ts'
import type { RefusalCode } from '../../app/desk-client.ts'

export const categoryWords: Readonly<Record<OneMatter['themeCategory'], string>> = {
  LIVELIHOOD: '民生服务',
  BUSINESS: '企业开办和经营',
  CONSTRUCTION: '工程建设',
  REAL_ESTATE: '不动产登记',
  VILLAGE: '村级事项',
}

/** Which catalogue this is, from when, and where it comes from (ui.md UX-470). */
export function ageSentence({ effectiveFrom, source, version }: Catalogue): string {
  return `目录版本 ${version}，${longDayText(effectiveFrom)}起用，来源：${source}`
}

type Code = RefusalCode<'catalogue.acknowledge'>

const sentences: Record<Code, (detail: Detail) => string> = {
  'not-in-force': ({ now }) => `刚才又换了目录 ${now}，上面是新的改动，请看过再按 Ctrl+Enter。`,
}

export function refusalText({ code, detail }: Refusal<Code>): string {
  return sentences[code](detail)
}
