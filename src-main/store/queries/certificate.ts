import { assert } from '#shared/kernel/fault.ts'
import type { DeskId } from '#shared/kernel/ids.ts'
import { Certificate, EnrolAnswer } from '#shared/protocol/messages.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { certificateNote } from '../tables/epoch.ts'
import { findInstallation, getInstallation } from './installation.ts'

/** The certificate this desk has, with its end; what a test wrote by hand is none. */
export function findCertificate(reader: Reader): Certificate | undefined {
  try {
    const { body } = EnrolAnswer.parse(JSON.parse(findInstallation(reader)?.certificate ?? ''))
    return Certificate.parse(JSON.parse(body))
  } catch {
    return undefined
  }
}

/** This desk, and the revoked ones whose cases the city gave to this machine when it went on as another. */
export function namesOf(reader: Reader): ReadonlySet<DeskId> {
  return new Set([getInstallation(reader).deskId, ...(findCertificate(reader)?.inPlaceOf ?? [])])
}

export function getCertificateNote(reader: Reader): typeof certificateNote.$inferSelect {
  const found = note(reader).get()
  assert(found, 'the note of the certificate is made with its table')
  return found
}

const note = prepared((reader: Reader) => reader.select().from(certificateNote).prepare())
