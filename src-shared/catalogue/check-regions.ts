import { isDay } from '#shared/domain/day.ts'
import type { CatalogueFault } from './catalogue-fault.ts'
import type { Region, Regions } from './regions.ts'

/** Rows name units that are there, days that exist, and no code is given twice for the same time. */
export function checkRegions({ regions }: Regions): readonly CatalogueFault[] {
  const codes = new Set(regions.map(({ code }) => code))
  const seen = new Set<string>()
  return regions.flatMap((region) => {
    const key = `${region.code} ${region.validFrom}`
    const twice = seen.has(key)
    seen.add(key)
    return faultsOf(region, codes, twice).map((why) => ({
      path: `regions/${region.code}`,
      rule: 'region' as const,
      sentence: `“${region.name}”${why}`,
    }))
  })
}

function faultsOf(
  { parentCode, replacedBy, validFrom, validTo }: Region,
  codes: ReadonlySet<string>,
  twice: boolean,
): readonly string[] {
  const whys: string[] = []
  if (twice) whys.push('的代码在同一天起有两行。')
  if (parentCode !== undefined && !codes.has(parentCode)) whys.push(`的上级“${parentCode}”不在表里。`)
  if (replacedBy !== undefined && !codes.has(replacedBy)) whys.push(`的新代码“${replacedBy}”不在表里。`)
  if (!isDay(validFrom) || (validTo !== undefined && (!isDay(validTo) || validTo < validFrom)))
    whys.push('的起止日期不对。')
  return whys
}
