import type { Catalogue, OneMatter } from '#shared/catalogue/schema.ts'
import { longDayText } from '#shared/domain/date-text.ts'

export const categoryWords: Readonly<Record<OneMatter['themeCategory'], string>> = {
  LIVELIHOOD: '民生服务',
  BUSINESS: '企业开办和经营',
  CONSTRUCTION: '工程建设',
  REAL_ESTATE: '不动产登记',
  VILLAGE: '村级事项',
}

/** Which catalogue this is, and from when. */
export function ageSentence({ effectiveFrom, version }: Catalogue): string {
  return `目录版本 ${version}，${longDayText(effectiveFrom)}起用`
}
