/** D14 代办服务登记台账: its columns in the order the form has them, for the sheet and the workbook alike. */
export const ledgerColumns = [
  ['registeredOn', '登记日期', 11],
  ['docNo', '服务编号', 22],
  ['name', '委托人', 9],
  ['idNumber', '证件号', 20],
  ['phone', '联系电话', 13],
  ['village', '村、社区', 11],
  ['category', '对象类别', 9],
  ['about', '服务事项', 20],
  ['mode', '方式', 7],
  ['things', '材料份数', 6],
  ['originals', '原件数', 6],
  ['letter', '委托书编号、期限', 26],
  ['slips', '交接单号', 22],
  ['officer', '专员', 8],
  ['sentTo', '送办单位', 14],
  ['sentOn', '送办日期', 11],
  ['promisedOn', '承诺办结', 11],
  ['doneOn', '实际办结', 11],
  ['result', '结果', 8],
  ['returnedOn', '返还日期', 11],
  ['signedBy', '签收人', 9],
  ['grade', '满意度', 8],
  ['calledOn', '回访日期', 11],
  ['remark', '备注', 12],
] as const

export type LedgerKey = (typeof ledgerColumns)[number][0]
