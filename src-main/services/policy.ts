import { matchPolicies } from '#shared/catalogue/policy.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { ok } from '#shared/kernel/result.ts'
import { type Desk, today } from './desk.ts'

/** 惠企政策 for one firm, each with the department that decides. */
export function match(desk: Desk, { profile }: Input<'policy.match'>): Answer<'policy.match'> {
  const { catalogue, policies } = desk.rules
  const names = new Map(catalogue.departments.map(({ deptId, name }) => [deptId, name]))
  return ok({
    sheets: matchPolicies(policies, profile, today(desk)).map(({ forWhom: _, ...sheet }) => ({
      ...sheet,
      deptName: names.get(sheet.deptId) ?? '',
    })),
  })
}
