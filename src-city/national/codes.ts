import { checkIdNumber } from '#shared/domain/id-number.ts'
import type { Judgement } from '#shared/domain/material.ts'
import type { EndCause } from '#shared/domain/move.ts'
import type { Party } from '#shared/domain/party.ts'

/**
 * Two sets of digits are in use for the same words (domain.md 2.6): those of GB/T 39046-2020, and those the
 * national platform writes. Only this file knows digits; everything else has names.
 */
export const codeSets = ['gb', 'platform'] as const
export type CodeSet = (typeof codeSets)[number]

/** 服务对象 by the first two signs of the credit code; what is not told apart is 其他组织. */
const organisationTypes: Readonly<Record<CodeSet, Readonly<Record<string, string>>>> = {
  gb: { '11': '5', '12': '3', '51': '4', '52': '4', '53': '4', '91': '2' },
  platform: { '11': '6', '12': '3', '51': '4', '52': '4', '53': '4', '91': '2', '92': '5' },
}
const otherOrganisation: Readonly<Record<CodeSet, string>> = { gb: '6', platform: '9' }

export function applicantType(codes: CodeSet, { idNumber, kind }: Pick<Party, 'kind' | 'idNumber'>): string {
  if (kind === 'PERSON') return '1'
  return organisationTypes[codes][idNumber.slice(0, 2)] ?? otherOrganisation[codes]
}

/** Where a number was first given is not asked here. */
const noAreas: ReadonlySet<string> = new Set()

/** 证件类型 (GA/T 2000.156): the resident's card where the number is one, the credit code, or 其他. */
export function pageType(kind: Party['kind'], number: string, today: string): string {
  if (number === '') return ''
  if (kind === 'ORGANISATION') return '001'
  return checkIdNumber(number, today, noAreas).ok ? '111' : '990'
}

/** 特别程序种类: the extension, or a procedure of art. 45. */
export const specialTypes = { extension: '1', stop: '2' } as const

/** 办件类型. */
export const projectTypes = { IMMEDIATE: '1', PROMISED: '2' } as const

/** 办理形式: all that a desk takes in came over the counter. */
export const atTheWindow = '1'

/** 办结结果: with a paper in the hand, without one, given back, taken back, or never supplied. */
export const resultTypes = {
  WITH_PAPER: '0',
  SENT_BACK: '1',
  TAKEN_BACK: '2',
  NEVER_SUPPLIED: '5',
  CLOSED: '6',
} as const
export type ResultType = keyof typeof resultTypes

export function endType(cause: EndCause): ResultType {
  return cause === 'CORRECTION_EXPIRED' || cause === 'DEFICIENCY_EXPIRED' ? 'NEVER_SUPPLIED' : 'SENT_BACK'
}

/** 收取方式 and what is said of the paper; nothing for a row with no paper behind it. */
export function takenAs(
  judgement: Judgement,
): { readonly getType: string; readonly remark: string } | undefined {
  switch (judgement.state) {
    case 'SUPPLIED':
      return { getType: '1', remark: takenWords[judgement.taken] }
    case 'DEFERRED':
      return { getType: '4', remark: `容缺后补，受理后${judgement.days}个工作日内补交` }
    case 'WAIVED':
      return judgement.by === 'commitment'
        ? { getType: '1', remark: '以告知承诺书代替' }
        : { getType: '5', remark: judgement.by === 'eLicense' ? '电子证照免交' : '数据共享免交' }
    case 'EXPECTED':
    case 'NOT_APPLICABLE':
      return undefined
  }
}

const takenWords = { SIGHT_ORIGINAL: '核验原件后退回', ORIGINAL: '收取原件', COPY: '收取复印件' } as const
