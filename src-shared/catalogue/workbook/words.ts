import type { CentreRole } from '#shared/domain/item-case.ts'
import type { PastKind } from '#shared/domain/past.ts'
import type {
  CrossRegionScope,
  CustodyPolicy,
  FieldType,
  ItemFact,
  ItemType,
  MaterialForm,
  Necessity,
  OneMatter,
  PrefillSource,
  ServiceItem,
  ThemeCategory,
  WaivedBy,
} from '../schema.ts'

/** The codes of the catalogue in the words of an office: in workbooks and in what a preview says. */
type Words<Code extends string> = Readonly<Record<Code, string>>

export const custody: Words<CustodyPolicy> = {
  NEVER_HOLD: '当场退回',
  SHORT_HOLD: '短期保管',
  SURRENDER: '收缴',
  KEEP_COPY: '留复印件',
  FORM: '表格',
  DATA: '数据',
}
export const waivedBy: Words<WaivedBy> = {
  eLicense: '电子证照',
  sharedData: '数据共享',
  commitment: '告知承诺',
}
export const fieldType: Words<FieldType> = {
  text: '文字',
  idNumber: '身份证号',
  creditCode: '统一社会信用代码',
  date: '日期',
  phone: '电话',
  choice: '选择',
  number: '数字',
  money: '金额',
  address: '地址',
  account: '账号',
}
export const prefill: Words<PrefillSource> = {
  'applicant.name': '申请人姓名',
  'applicant.idNumber': '申请人身份证号',
  'applicant.birthDate': '申请人出生日期',
  'applicant.sex': '申请人性别',
  'applicant.phone': '申请人电话',
  'applicant.address': '申请人住址',
}
export const past: Words<PastKind> = {
  HOUSEHOLD: '户口',
  SPOUSE: '配偶',
  CHILD: '孩子',
  MOTHER: '母亲',
  FATHER: '父亲',
  GUARDIAN: '监护人',
}
export const itemType: Words<ItemType> = {
  PERMIT: '行政许可',
  PAYMENT: '行政给付',
  CONFIRMATION: '行政确认',
  REWARD: '行政奖励',
  RULING: '行政裁决',
  OTHER_POWER: '其他行政权力',
  PUBLIC_SERVICE: '公共服务',
}
export const caseKind: Words<ServiceItem['caseKind']> = { IMMEDIATE: '即办件', PROMISED: '承诺件' }
export const role: Words<CentreRole> = {
  DECIDE: '受理并决定',
  FIRST_REVIEW: '受理、初审后上报',
  COLLECT: '代收转送',
  ASSIST: '帮办、网上申报',
}
export const itemFact: Words<ItemFact> = {
  promised: '承诺时限',
  statutory: '法定时限',
  fee: '收费',
  legalBasis: '设定依据',
  materials: '材料',
  role: '中心角色',
  condition: '受理条件',
}
export const scope: Words<CrossRegionScope> = {
  NONE: '不通办',
  COUNTY: '全县',
  CITY: '全市',
  PROVINCE: '全省',
  NATION: '全国',
}
export const form: Words<MaterialForm> = {
  SIGHT_ORIGINAL: '原件核验',
  ORIGINAL: '原件',
  COPY: '复印件',
  ORIGINAL_AND_COPY: '原件和复印件',
  DATA: '数据',
  FORM: '表格',
}
export const use: Words<'LOOK' | 'KEEP'> = { LOOK: '只看', KEEP: '留存' }
export const necessity: Words<Necessity> = { REQUIRED: '必要', OPTIONAL: '非必要', DEFERRABLE: '可容缺后补' }
export const matterKind: Words<OneMatter['kind']> = { THEME: '一件事', SINGLE: '单个事项' }
export const category: Words<ThemeCategory> = {
  LIVELIHOOD: '民生服务',
  BUSINESS: '企业开办',
  CONSTRUCTION: '工程建设项目审批',
  REAL_ESTATE: '不动产登记',
  VILLAGE: '村级事项',
}
export const applicant: Words<OneMatter['applicantType']> = {
  PERSON: '个人',
  ORGANISATION: '单位',
  EITHER: '个人或单位',
}
