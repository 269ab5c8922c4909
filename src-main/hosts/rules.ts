import { join } from 'node:path'
import type { Rules } from '#main/services/desk.ts'
import { bundleText, type CatalogueBundle } from '#shared/catalogue/bundle.ts'
import { faultLine } from '#shared/catalogue/catalogue-fault.ts'
import { centresOf, knownIdAreas } from '#shared/catalogue/regions.ts'
import { hash } from '#shared/crypto/suite.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { readFolder } from './catalogue/folder.ts'

/** What comes with the program: rules to begin with, and the bundle they are made of. */
export type ShippedRules = Rules & { readonly bundle: CatalogueBundle; readonly text: string }

/**
 * Reads catalogue, calendar and regions from the folder and checks them whole.
 *
 * A catalogue with any fault is refused with all of its faults: half a catalogue would tell citizens
 * half of what they need.
 */
export function loadRules(root: string): ShippedRules {
  const read = readFolder(join(root, 'catalogue'))
  if (!read.ok) {
    const list = read.faults.map(faultLine)
    throw new Fault(
      'catalogue-faulty',
      list.join('\n'),
      `事项目录有 ${list.length} 处错误，没有启用：${list[0] ?? ''}`,
    )
  }
  return shippedRules(read.bundle)
}

/** The rules of a bundle that came with a build; regions and working days must be in it. */
export function shippedRules(bundle: CatalogueBundle): ShippedRules {
  const { catalogue, policies, regions, typing, workingDays } = bundle
  if (!workingDays || !regions)
    throw new Fault(
      'catalogue-incomplete',
      catalogue.version,
      '程序带的目录缺少工作日历或区划，请重新安装程序。',
    )
  const text = bundleText(bundle)
  return {
    catalogue,
    calendar: workingDays,
    knownAreas: knownIdAreas(regions),
    centres: centresOf(regions),
    typing: typing ?? [],
    policies: policies ?? [],
    sha256: hash(text).toString('base64url'),
    wasKnown: () => false,
    bundle,
    text,
  }
}
