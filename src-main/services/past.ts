import type { listPastCases } from '#main/store/queries/party.ts'
import type { PastData } from '#shared/contract/intake.ts'
import type { PastCategory, PastKind } from '#shared/domain/past.ts'
import type { Rules } from './desk.ts'

type PastCase = ReturnType<typeof listPastCases>[number]

/**
 * What earlier cases say, each value from the newest case that has it.
 *
 * Which fields speak of the household and of whom in the family is a matter of the catalogue; accounts,
 * cards, incomes and illnesses are not among them (domain.md 8).
 */
export function pastOf({ catalogue }: Rules, cases: readonly PastCase[]): PastData {
  const kinds = new Map(catalogue.fields.flatMap(({ fieldId, past }) => (past ? [[fieldId, past]] : [])))
  const newest = (value: (applicant: PastCase['applicant']) => string | undefined) => {
    const found = cases.find(({ applicant }) => value(applicant))
    return found && { value: value(found.applicant) ?? '', seenOn: found.receivedOn }
  }
  const name = newest((applicant) => applicant.name)
  const phone = newest((applicant) => applicant.phone)
  const address = newest((applicant) => applicant.address)
  return {
    ...(name ? { name } : {}),
    ...(phone ? { phone } : {}),
    ...(address ? { address } : {}),
    household: householdOf(kinds, cases),
    members: membersOf(kinds, cases),
  }
}

/** Kinds of data there would be to take over; all a window may know before consent. */
export function categoriesOf({ address, household, members, name, phone }: PastData): PastCategory[] {
  const there: Readonly<Record<PastCategory, boolean>> = {
    NAME: name !== undefined,
    PHONE: phone !== undefined,
    ADDRESS: address !== undefined,
    HOUSEHOLD: Object.keys(household).length > 0,
    FAMILY: members.length > 0,
  }
  return (Object.keys(there) as PastCategory[]).filter((category) => there[category])
}

type Kinds = ReadonlyMap<string, PastKind>

function householdOf(kinds: Kinds, cases: readonly PastCase[]): PastData['household'] {
  const household: PastData['household'] = {}
  for (const { form, receivedOn } of cases)
    for (const [fieldId, value] of Object.entries(form))
      if (kinds.get(fieldId) === 'HOUSEHOLD' && value) household[fieldId] ??= { value, seenOn: receivedOn }
  return household
}

/** One person a kind and name: two children stay two, and what was told later about one completes it. */
function membersOf(kinds: Kinds, cases: readonly PastCase[]): PastData['members'] {
  const members = new Map<string, PastData['members'][number]>()
  for (const { form, receivedOn } of cases)
    for (const kind of new Set(kinds.values())) {
      if (kind === 'HOUSEHOLD') continue
      const values = Object.fromEntries(
        Object.entries(form).filter(([fieldId, value]) => kinds.get(fieldId) === kind && value),
      )
      const name = Object.entries(values).find(([fieldId]) => fieldId.endsWith('.name'))?.[1]
      if (!name) continue
      const before = members.get(`${kind} ${name}`)
      members.set(`${kind} ${name}`, {
        kind,
        seenOn: before?.seenOn ?? receivedOn,
        values: { ...values, ...before?.values },
      })
    }
  return [...members.values()]
}
