import { eq, ne, sql } from 'drizzle-orm'
import type { Reader } from '#shared/sqlite/store.ts'
import { journalBranch } from '../tables/epoch.ts'
import { picture, pictureFile } from '../tables/picture.ts'
import { findFreeze } from './epoch.ts'
import { getInstallation } from './installation.ts'
import { headOf } from './journal.ts'
import { positionOf } from './sync.ts'

/** What would be lost with this computer, by the last signed answers of the city. */
export type LeftHere = {
  readonly revoked: boolean
  readonly entries: number
  readonly pictures: number
  /** Acts of another continuation of the log that nobody has looked at. */
  readonly branch: number
}

export function whatIsLeft(reader: Reader): LeftHere {
  const { epoch } = getInstallation(reader)
  const { durable, durableSeq } = positionOf(reader, epoch)
  const head = headOf(reader, epoch).seq
  const unverified = reader
    .select({ n: sql<number>`count(*)` })
    .from(pictureFile)
    .innerJoin(picture, eq(picture.pictureId, pictureFile.pictureId))
    .where(ne(pictureFile.upload, 'VERIFIED'))
    .get()
  const unseen = reader
    .select({ n: sql<number>`count(*)` })
    .from(journalBranch)
    .where(eq(journalBranch.fate, 'LEFT'))
    .get()
  return {
    revoked: findFreeze(reader)?.reason === 'REVOKED',
    entries: durable ? Math.max(0, head - durableSeq) : head,
    pictures: unverified?.n ?? 0,
    branch: unseen?.n ?? 0,
  }
}
