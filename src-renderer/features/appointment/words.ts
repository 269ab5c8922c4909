import type { AppointmentRow } from '#shared/contract/officer.ts'
import type { AppointmentStatus } from '#shared/domain/appointment.ts'

export const statusWords: Readonly<Record<AppointmentStatus, string>> = {
  BOOKED: '已约',
  KEPT: '已到',
  MISSED: '没来',
  CANCELLED: '已取消',
}

/** What stands against an appointment that was booked in good order. */
export const conflictWords: Readonly<Record<AppointmentRow['conflicts'][number]['kind'], string>> = {
  BUSY: '同一时间还约了别人',
  NOT_FILED: '专员那天备案无效',
  NOT_ON_DUTY: '专员那天不值班',
}
