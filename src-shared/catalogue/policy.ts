import { z } from 'zod'
import { EnterpriseProfile } from '#shared/domain/assist-order.ts'
import { addMonths, type Day } from '#shared/domain/day.ts'
import { DateText } from '#shared/kernel/ids.ts'
import { type CatalogueFault, dangling, duplicates } from './catalogue-fault.ts'
import type { Catalogue } from './schema.ts'

const words = z.string().min(1).max(300)
const { sector, size } = EnterpriseProfile.shape

/** For which firms a policy is: what is left out does not matter. */
const ForWhom = z
  .strictObject({
    sizes: z.array(size).min(1).readonly().exactOptional(),
    sectors: z.array(sector).min(1).readonly().exactOptional(),
    /** Founded no longer ago than this. */
    yearsMax: z.number().int().min(1).max(50).exactOptional(),
    employeesMin: z.number().int().min(0).exactOptional(),
    employeesMax: z.number().int().min(0).exactOptional(),
  })
  .readonly()

/** 惠企政策: one sheet of what a firm may ask for, from whom and how. */
export const PolicySheet = z
  .strictObject({
    policyId: z.string().min(1).max(30),
    name: words,
    deptId: z.string().min(1).max(60),
    gives: words,
    /** What beside the profile must be true; the department looks at it. */
    condition: words,
    how: words,
    basis: words,
    forWhom: ForWhom,
    /** The last day on which it may be asked for, where one is known. */
    validTo: DateText.exactOptional(),
    /** False while a person of the department has not confirmed it: 「以部门答复为准」. */
    confirmed: z.boolean(),
  })
  .readonly()
export type PolicySheet = z.infer<typeof PolicySheet>

export const PolicySheets = z.array(PolicySheet).readonly()
export type PolicySheets = z.infer<typeof PolicySheets>

/** Sheets name departments that are there, once each, and ask for what some firm can be. */
export function checkPolicies(catalogue: Catalogue, sheets: PolicySheets): readonly CatalogueFault[] {
  const departments = new Set(catalogue.departments.map(({ deptId }) => deptId))
  return [
    ...duplicates('policies', sheets, ({ policyId }) => policyId),
    ...sheets.flatMap(({ deptId, forWhom, name, policyId }): CatalogueFault[] => {
      const { employeesMax, employeesMin } = forWhom
      const nobody = employeesMin !== undefined && employeesMax !== undefined && employeesMin > employeesMax
      const path = `policies/${policyId}`
      return [
        ...(departments.has(deptId) ? [] : [dangling(`${path}/deptId`, '部门', deptId)]),
        ...(nobody
          ? [
              {
                path: `${path}/forWhom`,
                rule: 'policy-for-nobody' as const,
                sentence: `“${name}”的人数下限大于上限，没有企业符合。`,
              },
            ]
          : []),
      ]
    }),
  ]
}

/** The sheets a firm of this profile may ask for today, in the order of the data. */
export function matchPolicies(
  sheets: PolicySheets,
  profile: EnterpriseProfile,
  today: Day,
): readonly PolicySheet[] {
  return sheets.filter(({ forWhom, validTo }) => {
    const { employeesMax, employeesMin, sectors, sizes, yearsMax } = forWhom
    if (validTo !== undefined && today > validTo) return false
    if (sizes && !sizes.includes(profile.size)) return false
    if (sectors && !sectors.includes(profile.sector)) return false
    if (yearsMax !== undefined && addMonths(profile.foundedOn, 12 * yearsMax) < today) return false
    if (employeesMin !== undefined && profile.employees < employeesMin) return false
    return employeesMax === undefined || profile.employees <= employeesMax
  })
}
