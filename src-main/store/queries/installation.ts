import { assert } from '#shared/kernel/fault.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { installation } from '../tables/installation.ts'

export type Installation = Omit<typeof installation.$inferSelect, 'onlyRow'>

export function findInstallation(reader: Reader): Installation | undefined {
  return self(reader).get()
}

export function getInstallation(reader: Reader): Installation {
  const found = findInstallation(reader)
  assert(found, 'an open desk is enrolled')
  return found
}

const self = prepared((reader: Reader) => reader.select().from(installation).prepare())
