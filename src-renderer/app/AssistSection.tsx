import { lazy } from 'react'
import type { Role } from '#shared/domain/staff.ts'
import type { AssistOrderId } from '#shared/kernel/ids.ts'
import type { AssistView } from './routes.ts'

const loadOrders = () => import('../features/assist/AssistScreen.tsx')
const loadAppointments = () => import('../features/appointment/AppointmentScreen.tsx')
const loadOfficers = () => import('../features/officer/OfficerScreen.tsx')
const loadRatings = () => import('../features/rating/RatingScreen.tsx')
const loadDuty = () => import('../features/officer/DutyScreen.tsx')
const loadRecords = () => import('../features/officer/RecordsScreen.tsx')

const AssistScreen = lazy(() => loadOrders().then((m) => ({ default: m.AssistScreen })))
const AppointmentScreen = lazy(() => loadAppointments().then((m) => ({ default: m.AppointmentScreen })))
const RatingScreen = lazy(() => loadRatings().then((m) => ({ default: m.RatingScreen })))
const OfficerScreen = lazy(() => loadOfficers().then((m) => ({ default: m.OfficerScreen })))
const DutyScreen = lazy(() => loadDuty().then((m) => ({ default: m.DutyScreen })))
const RecordsScreen = lazy(() => loadRecords().then((m) => ({ default: m.RecordsScreen })))

/** What Alt+3 and the letters in it may open, fetched when somebody signs in. */
export const assistLoads = [loadOrders, loadAppointments, loadRatings, loadOfficers, loadDuty, loadRecords]

type Props = {
  readonly view: AssistView
  readonly today: string
  readonly role: Role
  readonly centreName: string
  readonly log: number | undefined
  readonly orderId: AssistOrderId | undefined
}

/** 预约与帮办: one of its sheets. */
export function AssistSection({ centreName, log, orderId, role, today, view }: Props) {
  switch (view) {
    case 'appointments':
      return <AppointmentScreen today={today} centreName={centreName} />
    case 'orders':
      return <AssistScreen key={orderId ?? ''} log={log} orderId={orderId} />
    case 'ratings':
      return <RatingScreen role={role} today={today} />
    case 'duty':
      return <DutyScreen role={role} today={today} />
    case 'officers':
      return <OfficerScreen role={role} today={today} />
    case 'records':
      return <RecordsScreen role={role} today={today} />
  }
}
