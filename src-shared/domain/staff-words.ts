import type { Role } from './staff.ts'

export const roleWords: Readonly<Record<Role, string>> = {
  clerk: '窗口人员',
  assistOfficer: '小萍帮办专员',
  centreManager: '中心负责人',
  auditor: '审计员',
}
