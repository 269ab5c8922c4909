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
    return [...faultsOf(region, codes, twice), ...circles(region, regions)].map((why) => ({
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

/** A unit below itself, or followed by itself: nobody could say where it belongs. */
function circles({ code }: Region, regions: readonly Region[]): readonly string[] {
  const comesBack = (next: (region: Region) => string | undefined) => {
    const seen = new Set<string>()
    for (let at: string | undefined = code; at !== undefined && !seen.has(at); ) {
      seen.add(at)
      const here: string = at
      at = regions.map((region) => (region.code === here ? next(region) : undefined)).find((to) => to)
      if (at === code) return true
    }
    return false
  }
  return [
    ...(comesBack(({ parentCode }) => parentCode) ? ['的上级绕成了圈。'] : []),
    ...(comesBack(({ replacedBy }) => replacedBy) ? ['的新代码绕成了圈。'] : []),
  ]
}
