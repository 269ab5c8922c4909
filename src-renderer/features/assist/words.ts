import type { CrossRegionMode } from '#shared/domain/assist.ts'
import type { EnterpriseProfile } from '#shared/domain/assist-order.ts'
import type { CourierCompany } from '#shared/domain/waybill.ts'

export const wayWords: Readonly<Record<CrossRegionMode, string>> = {
  FULL_ONLINE: '全程网办',
  COLLECT_AND_FORWARD: '异地代收代办（收了寄过去）',
  JOINT: '多地联办',
}

export const companyWords: Readonly<Record<CourierCompany, string>> = {
  EMS: '邮政 EMS',
  SF: '顺丰',
  OTHER: '别的公司',
}

const sizeWords: Readonly<Record<EnterpriseProfile['size'], string>> = {
  SOLE_TRADER: '个体工商户',
  MICRO: '微型企业',
  SMALL: '小型企业',
  MEDIUM: '中型企业',
  LARGE: '大型企业',
}
export const sizeOptions = (['SOLE_TRADER', 'MICRO', 'SMALL', 'MEDIUM', 'LARGE'] as const).map((value) => ({
  value,
  label: sizeWords[value],
}))

/** Sections of GB/T 4754 that a township sees, in the order of their keys. */
export const sectorOptions = [
  { value: 'A', label: '农林牧渔' },
  { value: 'C', label: '制造' },
  { value: 'E', label: '建筑' },
  { value: 'F', label: '批发零售' },
  { value: 'G', label: '运输仓储' },
  { value: 'H', label: '住宿餐饮' },
  { value: 'I', label: '信息技术' },
  { value: 'L', label: '租赁商务' },
  { value: 'M', label: '科研技术' },
  { value: 'O', label: '居民服务' },
  { value: 'B', label: '采矿' },
  { value: 'R', label: '文化娱乐' },
] as const
