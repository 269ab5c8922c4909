import type { EventType } from '#shared/domain/events.ts'

const words: Readonly<Record<EventType, string>> = {
  'desk-opened': '工作台启用',
  'catalogue-adopted': '换用事项目录',
  'staff-added': '登记人员',
  'matter-received': '收件',
  'matter-decided': '决定',
  'item-moved': '办理进展',
  'department-acted': '部门办理',
  'material-judged': '材料补齐或补正',
  'originals-returned': '退还原件',
  'clocks-recalculated': '按新日历重算期限',
  'paper-printed': '打印单子',
  'consultation-logged': '咨询',
  'handover-made': '材料交接',
  'handover-offered': '材料交出待收',
  'handover-accepted': '材料接收',
  'handover-withdrawn': '交接撤回',
  'things-stowed': '入袋上架',
  'custody-incident': '遗失、损毁登记',
  'incident-closed': '遗失、损毁办结',
  'day-closed': '日结',
  'picture-taken': '拍照',
  'picture-viewed': '查看照片',
  'round-planned': '跑腿单',
  'cabinet-counted': '盘点',
  'custody-overridden': '负责人改定保管人',
  'slip-printed': '打印交接清单',
  'value-revealed': '调取完整信息',
  'typing-done': '录入部门系统',
  'party-told-apart': '认定不是同一人',
  'assist-registered': '帮办登记',
  'assist-moved': '帮办进展',
  'letter-signed': '签委托书',
  'letter-ended': '委托终止',
  'officer-filed': '专员备案',
  'training-held': '专员培训',
  'meeting-held': '协调会议',
  'duty-planned': '值班安排',
  'appointment-set': '预约',
  'rating-invited': '请群众评价',
  'rating-moved': '评价进展',
}

/** What happened, in one word; a kind this window does not know yet keeps a plain name. */
export function eventWord(kind: string): string {
  return kind in words ? words[kind as EventType] : '其他记录'
}
