import type { OfficerRow } from '#shared/contract/officer.ts'
import type { AssistTeam, FilingCode, OfficerPost } from '#shared/domain/officer.ts'

/** The six professional teams of the policy document. */
export const teamWords: Readonly<Record<AssistTeam, string>> = {
  SOCIAL_SECURITY: '社保队',
  MEDICAL_INSURANCE: '医保队',
  REAL_ESTATE: '不动产队',
  TAX: '税务队',
  HOUSING_FUND: '公积金队',
  GENERAL: '综合队',
}

export const postWords: Readonly<Record<OfficerPost, string>> = {
  CENTRE: '中心专员',
  TEAM: '专业队伍',
  DEPARTMENT: '部门专员',
}

/** Why somebody may not act today, in as many words as a column holds. */
export const faultWords: Readonly<Record<FilingCode, string>> = {
  'officer-not-filed': '没有备案',
  'officer-not-approved': '县里没同意',
  'filing-not-yet': '还没到起日',
  'filing-lapsed': '备案已到期',
  'filing-withdrawn': '备案已撤销',
}

export function placeOf({ deptName, post, team }: OfficerRow): string {
  if (post === 'TEAM') return team ? teamWords[team] : ''
  return post === 'DEPARTMENT' ? (deptName ?? '') : postWords.CENTRE
}
