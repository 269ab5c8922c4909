import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Rules } from '#main/services/desk.ts'
import { assembleCatalogue, CatalogueCover, coverFile } from '#shared/catalogue/assemble.ts'
import { knownIdAreas, Regions } from '#shared/catalogue/regions.ts'
import { WorkingDayFile } from '#shared/catalogue/working-days.ts'
import { hash } from '#shared/crypto/suite.ts'
import { Fault } from '#shared/kernel/fault.ts'

/**
 * Reads catalogue, calendar and regions from the folder and checks them whole.
 *
 * A catalogue with any fault is refused with all of its faults: half a catalogue would tell citizens
 * half of what they need.
 */
export function loadRules(root: string): Rules {
  const folder = join(root, 'catalogue')
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'))
  const cover = CatalogueCover.parse(read(coverFile))
  const texts = [coverFile, ...cover.files].map(
    (file) => [file, readFileSync(join(folder, file), 'utf8')] as const,
  )
  const assembled = assembleCatalogue(
    Object.fromEntries(texts.map(([file, text]) => [file, JSON.parse(text)])),
  )
  if (!assembled.ok) {
    const list = assembled.faults.map(({ file, path, sentence }) => `${file ?? ''} ${path}: ${sentence}`)
    throw new Fault(
      'catalogue-faulty',
      list.join('\n'),
      `事项目录有 ${list.length} 处错误，没有启用：${list[0] ?? ''}`,
    )
  }
  return {
    catalogue: assembled.catalogue,
    calendar: WorkingDayFile.parse(read('working-days.json')),
    knownAreas: knownIdAreas(Regions.parse(read('regions.json'))),
    sha256: hash(...texts.map(([, text]) => text)).toString('base64url'),
  }
}
