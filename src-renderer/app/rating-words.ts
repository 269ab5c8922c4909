import type { Grade, RatingAct, RatingState } from '#shared/domain/rating.ts'

/** Words of 好差评 as the window shows them (domain.md 2.6). */

export const gradeWords: Readonly<Record<Grade, string>> = {
  1: '非常满意',
  2: '满意',
  3: '基本满意',
  4: '不满意',
  5: '非常不满意',
}
export const grades = [1, 2, 3, 4, 5] as const satisfies readonly Grade[]

export const ratingStateWords: Readonly<Record<RatingState, string>> = {
  INVITED: '请了，没按',
  RATED: '已评',
  UNRATED: '不评',
  VERIFY: '待核实',
  RECTIFY: '待整改',
  FOLLOWED_UP: '已回访',
  CLOSED: '已关闭',
  APPEALED: '申诉中',
}

export const ratingActWords: Readonly<Record<RatingAct, string>> = {
  RATE: '评价',
  DECLINE: '不评价',
  CONFIRM: '核实属实',
  RECTIFIED: '整改好了',
  FOLLOW_UP: '回访',
  CLOSE: '关闭',
  APPEAL: '申诉',
  UPHOLD: '申诉不成立',
  OVERTURN: '申诉成立，撤销差评',
}
