import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { writeFolder } from '#main/hosts/catalogue/write-folder.ts'
import type { FieldType } from '#shared/catalogue/schema.ts'
import { withItem } from './a-catalogue.ts'
import { root, rules } from './a-desk.ts'

/** The item of 高龄津贴, which is a matter by itself and asks three questions. */
const itemId = 'A09-I1'
export const wideMatter = 'V04'
export const wideFields = 60

/** How many of each kind a long form of real life has; written once, so that a change is seen. */
const mix: Readonly<Partial<Record<FieldType, number>>> = {
  text: 22,
  choice: 12,
  date: 8,
  number: 8,
  address: 4,
  money: 3,
  phone: 3,
}

/**
 * Everything a program reads from its own folder, with a matter whose form has sixty fields of the shipped
 * catalogue, all of them required. Nothing about them is invented but that one item asks for all.
 */
export function aWideRoot(folder: string): string {
  const { catalogue } = rules
  const fields = Object.entries(mix).flatMap(([type, count]) =>
    catalogue.fields
      .filter(
        (field) =>
          field.type === type && field.from === undefined && !/^(mother|father)\./.test(field.fieldId),
      )
      .slice(0, count)
      .map(({ fieldId }) => ({ fieldId, required: true })),
  )
  if (fields.length !== wideFields) throw new Error(`the wide form has ${fields.length} fields`)
  const home = join(folder, 'catalogue')
  mkdirSync(folder, { recursive: true })
  rmSync(home, { recursive: true, force: true })
  writeFolder(home, { ...catalogue, ...withItem(itemId, { fields }) })
  for (const beside of ['regions.json', 'working-days.json'])
    cpSync(join(root, 'catalogue', beside), join(home, beside))
  symlinkSync(join(root, 'migrations'), join(folder, 'migrations'))
  return folder
}
