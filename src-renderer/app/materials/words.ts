import type { WaivedBy } from '#shared/catalogue/schema.ts'
import type { DefectReason, SupplyWay } from '#shared/domain/material.ts'

export const waivedWords: Readonly<Record<WaivedBy, string>> = {
  eLicense: '电子证照',
  sharedData: '数据共享',
  commitment: '告知承诺',
}

export const supplyWords: Readonly<Record<SupplyWay, string>> = {
  COUNTER: '现场交',
  POST: '邮寄',
  ONLINE: '线上传',
  ASSIST: '代办员代收',
}

export const defectWords: Readonly<Record<DefectReason, string>> = {
  MISSING: '缺少',
  WRONG_FORM: '不合法定形式',
  WRONG_CONTENT: '内容有误',
  EXPIRED: '已过期',
  ORIGINAL_NEEDED: '需要原件',
}
