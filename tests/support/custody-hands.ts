import { type CustodyLine, type Holder, type Identity, isOfCentre } from '#shared/domain/custody.ts'
import type { ThingFacts } from '#shared/domain/decide-custody.ts'
import { CentreId, DeskId, LegId, StaffId } from '#shared/kernel/ids.ts'
import type { Lottery } from './lottery.ts'

const hex = (n: number) => n.toString(16).padStart(12, '0')
export const idOf = (n: number) => `019956a0-0000-7000-8000-${hex(n)}`

/** Two desks of the middle centre, so that one offer can be scanned twice by its own people. */
export const desks = [
  { centreId: '360322102', centreName: '东村' },
  { centreId: '360322103', centreName: '西镇' },
  { centreId: '360322103', centreName: '西镇' },
  { centreId: '360322104', centreName: '北村' },
].map(({ centreId, centreName }, n) => ({
  centreId: CentreId.parse(centreId),
  centreName,
  deskId: DeskId.parse(idOf(0x10 + n)),
  deskPart: `A0${n}`,
  clerk: StaffId.parse(idOf(0x20 + n)),
  officer: {
    staffId: StaffId.parse(idOf(Number(`0x30${centreId.slice(-1)}`))),
    name: `李敏${centreId.slice(-1)}`,
  },
}))
export type Counter = (typeof desks)[number]

export const owner = '陈桂香'
export const stale = LegId.parse('stale')

export function counterOf({ centreId, centreName }: Counter): Holder {
  return { at: 'COUNTER', centreId, centreName }
}

export function officerOf({ centreId, officer }: Counter): Holder {
  return { at: 'OFFICER', centreId, ...officer }
}

export function someHands(lottery: Lottery, counter: Counter): Holder {
  const luck = lottery.draw()
  if (luck < 0.28) return counterOf(counter)
  if (luck < 0.55) return officerOf(counter)
  if (luck < 0.68)
    return { at: 'COURIER', company: 'SF', waybill: lottery.chance(0.85) ? 'SF123456789012' : 'SF1' }
  if (luck < 0.86) return { at: 'DEPARTMENT', organ: '县民政局', receiver: '刘科员' }
  if (luck < 0.96) return { at: 'APPLICANT', name: lottery.chance(0.8) ? owner : '赵生人' }
  return { at: 'FILED', why: '归卷' }
}

export function lineOf(
  { name, thingId, whereabouts }: ThingFacts,
  to: Holder['at'],
  base: LegId,
): CustodyLine {
  return {
    thingId,
    base,
    rowId: 'M03',
    name,
    form: 'ORIGINAL',
    custodyPolicy: 'SHORT_HOLD',
    docNumber: '360322001',
    copies: 1,
    condition: 'GOOD',
    returnBy: '2026-09-30',
    ...(to === 'APPLICANT' && whereabouts.slipId ? { outgoing: whereabouts.slipId } : {}),
  }
}

/** The hand that belongs to these hands. */
export function signs(holder: Holder, staffId: StaffId): Identity {
  switch (holder.at) {
    case 'APPLICANT':
      return { how: 'SIGNATURE', name: holder.name, signature: { sha256: 'A'.repeat(43) } }
    case 'OFFICER':
      return { how: 'STAFF', staffId: holder.staffId, name: holder.name }
    case 'COUNTER':
    case 'FILED':
      return { how: 'STAFF', staffId, name: '王芳' }
    case 'COURIER':
      return { how: 'WAYBILL' }
    case 'DEPARTMENT':
      return { how: 'STAMPED_SLIP', name: holder.receiver, photo: 'A'.repeat(43) }
  }
}

/** In the own hands, or on a way that ends at anybody's. */
export function inHandsOf({ centreId }: Counter, holder: Holder): boolean {
  return holder.at === 'COURIER' || holder.at === 'DEPARTMENT' || isOfCentre(holder, centreId)
}
