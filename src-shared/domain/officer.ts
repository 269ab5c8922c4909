import { z } from 'zod'
import { DateText, StaffId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Day } from './day.ts'
import type { Staff } from './staff.ts'

/** 社保、医保、不动产、税务、公积金、综合: the six professional teams of the city (domain.md 0.2). */
export const AssistTeam = z.enum([
  'SOCIAL_SECURITY',
  'MEDICAL_INSURANCE',
  'REAL_ESTATE',
  'TAX',
  'HOUSING_FUND',
  'GENERAL',
])
export type AssistTeam = z.infer<typeof AssistTeam>

/** Where an officer was named: in a professional team, by a resident department, by the centre. */
export const OfficerPost = z.enum(['TEAM', 'DEPARTMENT', 'CENTRE'])
export type OfficerPost = z.infer<typeof OfficerPost>

/**
 * What makes a person of the centre an officer: the filing with the county hall. Name, badge and role
 * stay with the person; this only adds to them.
 */
export const Officer = z.object({
  staffId: StaffId,
  post: OfficerPost,
  team: AssistTeam.optional(),
  deptName: z.string().trim().max(60).optional(),
  filingNo: z.string().trim().min(1).max(40),
  filedOn: DateText,
  /** The last day on which the filing holds. */
  validTo: DateText,
  /** The county's consent; without it the filing is only a request. */
  approval: z.object({ on: DateText, docNo: z.string().trim().max(60).optional() }).optional(),
  /** From this day on the filing is taken back. */
  withdrawnOn: DateText.optional(),
  phone: z.string().trim().max(20).optional(),
  /** B 岗: who stands in. */
  backupId: StaffId.optional(),
})
export type Officer = z.infer<typeof Officer>

export const filingCodes = [
  'officer-not-filed',
  'officer-not-approved',
  'filing-not-yet',
  'filing-lapsed',
  'filing-withdrawn',
] as const
export type FilingCode = (typeof filingCodes)[number]

/** Whether somebody may act as an officer on a day; the last day of the filing still counts. */
export function filingOn(officer: Officer | undefined, day: Day): Result<Officer, FilingCode> {
  if (!officer) return refuse('officer-not-filed')
  if (!officer.approval || officer.approval.on > day) return refuse('officer-not-approved')
  if (day < officer.filedOn) return refuse('filing-not-yet', { from: officer.filedOn })
  if (day > officer.validTo) return refuse('filing-lapsed', { to: officer.validTo })
  if (officer.withdrawnOn && day >= officer.withdrawnOn)
    return refuse('filing-withdrawn', { from: officer.withdrawnOn })
  return ok(officer)
}

/** AB 岗: the officer, or who stands in when the officer may not act that day. */
export function standingInFor(
  officers: ReadonlyMap<StaffId, Officer>,
  staffId: StaffId,
  day: Day,
): StaffId | undefined {
  const officer = officers.get(staffId)
  if (filingOn(officer, day).ok) return staffId
  const backup = officer?.backupId
  return backup && filingOn(officers.get(backup), day).ok ? backup : undefined
}

const teamMin = 2
const teamMax = 4

export const officerCodes = [
  'staff-unknown',
  'auditor-cannot-serve',
  'badge-missing',
  'team-missing',
  'department-missing',
  'team-full',
  'period-reversed',
  'backup-self',
  'backup-unknown',
] as const
export type OfficerCode = (typeof officerCodes)[number]

export type RegistryFacts = {
  readonly person: Staff | undefined
  readonly others: readonly Officer[]
  readonly day: Day
}

/** Whether a filing may stand in the registry as it is told. A lapsed one may: it is history, not a power. */
export function checkOfficer(
  officer: Officer,
  { day, others, person }: RegistryFacts,
): Result<Officer, OfficerCode> {
  if (!person) return refuse('staff-unknown')
  if (person.role === 'auditor') return refuse('auditor-cannot-serve', { name: person.name })
  if (!person.badge.trim()) return refuse('badge-missing', { name: person.name })
  if (officer.validTo < officer.filedOn) return refuse('period-reversed')
  if (officer.post === 'TEAM' && !officer.team) return refuse('team-missing')
  if (officer.post === 'DEPARTMENT' && !officer.deptName) return refuse('department-missing')
  if (officer.backupId === officer.staffId) return refuse('backup-self')
  const beside = others.filter(({ staffId }) => staffId !== officer.staffId)
  if (officer.backupId && !beside.some(({ staffId }) => staffId === officer.backupId))
    return refuse('backup-unknown')
  const team = beside.filter((each) => each.team === officer.team && isServing(each, day))
  if (officer.post === 'TEAM' && isServing(officer, day) && team.length >= teamMax)
    return refuse('team-full', { team: officer.team ?? '', max: `${teamMax}` })
  return ok(officer)
}

/** Each professional team with its members today: two to four are asked for. */
export function teamsOn(
  officers: readonly Officer[],
  day: Day,
): readonly { readonly team: AssistTeam; readonly members: readonly StaffId[]; readonly short: boolean }[] {
  return AssistTeam.options.map((team) => {
    const members = officers
      .filter((each) => each.team === team && isServing(each, day))
      .map(({ staffId }) => staffId)
    return { team, members, short: members.length < teamMin }
  })
}

function isServing(officer: Officer, day: Day): boolean {
  return (
    officer.post === 'TEAM' && day <= officer.validTo && !(officer.withdrawnOn && day >= officer.withdrawnOn)
  )
}
