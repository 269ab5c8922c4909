import type { AssistMode, OrderState } from './assist.ts'
import type { AssistNeed, AssistSource, PauseCause, PersonCategory } from './assist-order.ts'

/** Words of 小萍帮办 that stand on papers and on the screen alike (domain.md 1.3, 3.6, D8, D11). */

export const modeWords: Readonly<Record<AssistMode, string>> = {
  ACCOMPANY: '帮办',
  DELEGATE: '代办',
  GUIDE: '导办',
  HOME_VISIT: '上门',
  ESCORT: '陪同办理',
  COUNSEL: '咨询引导',
  SELF_SERVICE: '自助机指导',
  CROSS_REGION: '异地通办',
  POLICY: '惠企政策',
  COACHING: '前期辅导',
  PROJECT: '项目专服',
}

export const orderStateWords: Readonly<Record<OrderState, string>> = {
  REGISTERED: '已登记',
  AUTHORISED: '已委托',
  MATERIALS_TAKEN: '材料已收',
  IN_PROGRESS: '办理中',
  PAUSED: '中止',
  DONE: '办结',
  MATERIALS_RETURNED: '材料已还',
  FOLLOWED_UP: '已回访',
  CLOSED: '已关闭',
  STOPPED: '终止',
  REFUSED: '不予代办',
}

export const categoryWords: Readonly<Record<PersonCategory, string>> = {
  ELDERLY: '老年人',
  DISABLED: '残疾人',
  HARDSHIP: '特殊困难',
  KEY_PROJECT: '重点项目',
  LARGE_ENTERPRISE: '规上企业',
  OTHER: '其他',
}

export const pauseCauseWords: Readonly<Record<PauseCause, string>> = {
  PRINCIPAL_ASKED: '委托人要求',
  PAPERS_INCOMPLETE: '材料不全',
  POLICY_CHANGED: '政策变化',
  FORCE_MAJEURE: '不可抗力',
  SUPPLEMENT_LATE: '逾期未补',
  PRINCIPAL_DIED: '委托人死亡',
  LETTER_ENDED: '委托已到期或解除',
  OTHER: '其他',
}

/** 来源. */
export const sourceWords: Readonly<Record<AssistSource, string>> = {
  WINDOW: '窗口',
  PHONE: '电话',
  VISIT: '上门',
  APPOINTMENT: '预约',
  REFERRAL: '转介',
}

/** 需要. */
export const needWords: Readonly<Record<AssistNeed, string>> = {
  VISIT: '上门',
  COMPANY: '陪同',
  LANGUAGE: '语言',
  WHEELCHAIR: '轮椅',
  LARGE_PRINT: '大字',
  SIGN_LANGUAGE: '手语',
}
