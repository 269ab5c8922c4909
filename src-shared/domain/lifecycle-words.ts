import type { ItemState } from './item-case.ts'
import type { Act } from './lifecycle.ts'
import type { DefectReason } from './material.ts'

/** The acts as papers, records and the city's own lists call them; the window has its own words. */
export const actWords: Readonly<Record<Act, string>> = {
  SUPPLY: '补正齐了',
  ACCEPT: '受理',
  ACCEPT_WITH_DEFICIENCY: '容缺受理',
  CORRECT: '一次性补正告知',
  REFUSE: '不予受理',
  NOT_REQUIRED: '不受理',
  DEEM_ACCEPTED: '视为受理',
  FORWARD: '转送部门',
  REVIEW: '开始办理',
  SUSPEND: '特别程序，暂停计时',
  RESUME: '恢复计时',
  EXTEND: '延期',
  BACK_TO_REVIEW: '延期后继续办理',
  DEMAND: '受理后要求补充',
  DEMAND_MET: '补充的材料收到了',
  APPROVE: '准予',
  REJECT: '不予',
  COMPLETE: '办结',
  RESULT_ARRIVED: '结果到窗口',
  DELIVER: '送达',
  WITHDRAW: '申请人撤回',
  TERMINATE: '终止',
  ARCHIVE: '归档',
}

/** The states by their names of domain.md 3.2, without what a screen adds. */
export const stateWords: Readonly<Record<ItemState, string>> = {
  DRAFT: '草稿',
  RECEIVED: '已收件',
  CORRECTION_PENDING: '待补正',
  ACCEPTED: '已受理',
  ACCEPTED_WITH_DEFICIENCY: '容缺受理',
  DEEMED_ACCEPTED: '视为受理',
  FORWARDED: '已转送',
  IN_REVIEW: '办理中',
  SUSPENDED: '已中止',
  EXTENDED: '已延期',
  DECIDED_APPROVED: '准予',
  DECIDED_REFUSED: '不予',
  COMPLETED: '已办结',
  RESULT_AT_COUNTER: '待领取',
  DELIVERED: '已送达',
  ARCHIVED: '已归档',
  ACCEPTANCE_REFUSED: '不予受理',
  NOT_REQUIRED: '不受理',
  WITHDRAWN: '已撤回',
  TERMINATED: '已终止',
}

export const defectWords: Readonly<Record<DefectReason, string>> = {
  MISSING: '缺少',
  WRONG_FORM: '不符合法定形式',
  WRONG_CONTENT: '内容有误',
  EXPIRED: '已过期',
  ORIGINAL_NEEDED: '需要原件',
}
