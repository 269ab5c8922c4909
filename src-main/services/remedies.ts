import type { ItemRow } from '#main/store/queries/case.ts'
import type { Rules } from './desk.ts'
import { catalogued, departmentSays, isOpen } from './open-facts.ts'

/** Organs led from above, not by the government of their place. */
const ledFromAbove: ReadonlySet<string> = new Set(['tax', 'customs', 'tobacco'])

const notOfGovernment: ReadonlySet<string> = new Set([
  'village-committee',
  'power',
  'waterworks',
  'gas',
  'telecom',
  'bank',
])

/**
 * Where somebody may object to a refusal, and until when.
 *
 * Review lies with the government of the same level, for a township with the one above it, for organs led
 * from above with their own upper organ (Administrative Review Law of 2023, art. 20, 24 and 27;
 * Administrative Litigation Law art. 46). Which organ that is here, is bare only where the department has
 * confirmed who accepts.
 */
export function remediesOf(rules: Rules, items: readonly ItemRow[]): string[] {
  const known = catalogued(rules, items)
  const organs = [...new Set(known.map(({ deptId }) => reviewOrgan(deptId)))]
  const [only] = organs
  const to = organs.length === 1 && only ? only : '行政复议机关'
  const open = organs.length !== 1 || isOpen(rules, items, 'role') ? departmentSays : ''
  return [
    `如不服本决定，可以自收到本文书之日起六十日内，向${to}${open}申请行政复议；`,
    '也可以自收到本文书之日起六个月内，依法向人民法院提起行政诉讼。',
  ]
}

function reviewOrgan(deptId: string): string {
  if (ledFromAbove.has(deptId)) return '作出决定的机关的上一级主管部门'
  if (notOfGovernment.has(deptId)) return '行政复议机关'
  return deptId === 'township' ? '县（区）人民政府' : '作出决定的机关的本级人民政府'
}
