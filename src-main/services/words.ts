import type { CaseView } from '#shared/contract/case.ts'
import { dayText, longDayText } from '#shared/domain/date-text.ts'
import type { Choice } from '#shared/domain/decision.ts'
import type { CentreRole, Limit } from '#shared/domain/item-case.ts'
import type { Judgement, SupplyWay } from '#shared/domain/material.ts'
import type { DeliveryMethod, EndCause } from '#shared/domain/move.ts'
import type { PastCategory } from '#shared/domain/past.ts'

/** Words printed on papers; the window has its own. */
export const roleWords: Readonly<Record<CentreRole, string>> = {
  DECIDE: '受理并决定',
  FIRST_REVIEW: '受理、初审后上报',
  COLLECT: '代收转送',
  ASSIST: '帮办、网上申报',
}

export const formWords: Readonly<Record<string, string>> = {
  SIGHT_ORIGINAL: '原件核验',
  ORIGINAL: '原件',
  COPY: '复印件',
  ORIGINAL_AND_COPY: '原件和复印件',
  DATA: '数据',
  FORM: '表格',
}

export const capacityWords: Readonly<Record<CaseView['representative']['capacity'], string>> = {
  SELF: '本人',
  FAMILY: '家属',
  GUARDIAN: '监护人',
  AGENT: '代理人',
}

export const choiceWords: Readonly<Record<Choice, string>> = {
  ACCEPT: '受理',
  ACCEPT_WITH_DEFICIENCY: '容缺受理',
  CORRECT: '一次性补正告知',
  REFUSE: '不予受理',
  NOT_REQUIRED: '不受理',
  DECIDE_ON_SPOT: '当场办结',
  RECEIVE_ONLY: '仅收件（代收）',
}

/** What was taken over from earlier cases, as the history of a case says it. */
export const pastWords: Readonly<Record<PastCategory, string>> = {
  NAME: '姓名',
  PHONE: '电话',
  ADDRESS: '住址',
  HOUSEHOLD: '户口信息',
  FAMILY: '家人信息',
}

export const wayWords: Readonly<Record<SupplyWay, string>> = {
  COUNTER: '送到窗口',
  POST: '邮寄',
  ONLINE: '网上提交',
  ASSIST: '代办员代收',
}

export const necessityWords: Readonly<Record<string, string>> = {
  REQUIRED: '必要',
  OPTIONAL: '非必要',
  DEFERRABLE: '可容缺后补',
}

export const deliveryWords: Readonly<Record<DeliveryMethod, string>> = {
  WINDOW: '直接送达（窗口领取）',
  POST: '邮寄送达',
  ASSIST: '委托送达（代办员送交）',
  ELECTRONIC: '电子送达',
  PUBLIC_NOTICE: '公告送达',
}

export const endWords: Readonly<Record<EndCause, string>> = {
  CORRECTION_EXPIRED: '在补正期限内没有补齐材料',
  DEFICIENCY_EXPIRED: '容缺后补的材料没有按期补齐',
  EARLIER_FAILED: '前置事项没有办成',
  APPLICANT_DIED: '申请人死亡',
  IMPOSSIBLE: '客观情况变化，无法继续办理',
}

/** How a material was taken in, the column 收取方式 of D1. */
export function takenWord(judgement: Judgement | undefined): string {
  if (!judgement) return '未核对'
  switch (judgement.state) {
    case 'SUPPLIED':
      if (judgement.sighted) return '核验原件、收复印件'
      return { SIGHT_ORIGINAL: '核验原件退回', ORIGINAL: '收原件', COPY: '收复印件' }[judgement.taken]
    case 'WAIVED':
      return { eLicense: '电子证照', sharedData: '数据共享', commitment: '告知承诺' }[judgement.by]
    case 'DEFERRED':
      return '容缺后补'
    case 'EXPECTED':
      return judgement.reason === 'MISSING' ? '缺少' : '需补正'
    case 'NOT_APPLICABLE':
      return '不适用'
  }
}

export function limitWord(limit: Limit | null | undefined): string {
  if (!limit) return '以部门答复为准'
  if (limit.n === 0) return '即时'
  const units = { W: '个工作日', N: '日', H: '小时', M: '个月' }
  return `${limit.n}${units[limit.unit]}`
}

/** Due days carry weekday and, where another year begins, the year. */
export function dueWord(day: string | undefined, provisional: boolean): string {
  if (!day) return '以部门答复为准'
  const weekday = dayText(day).replace(/^.*\(|\)$/g, '')
  return `${longDayText(day)}（${weekday}${provisional ? '，暂定' : ''}）`
}
