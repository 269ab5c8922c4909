import { nextStaff } from '#main/services/staff.ts'
import { keepIdentity } from '#main/store/notes/epoch.ts'
import { keepInstallation } from '#main/store/notes/installation.ts'
import { keepPin } from '#main/store/notes/pins.ts'
import { startPosition } from '#main/store/notes/sync.ts'
import { record } from '#main/store/record.ts'
import type { Enrolled } from '#main/sync/enrol.ts'
import { hashPin } from '#shared/crypto/pin-hash.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import type { Store } from '#shared/sqlite/store.ts'
import { recordShipped } from './catalogue/adopt-shipped.ts'
import type { FirstStaff } from './engine-port.ts'
import type { ShippedRules } from './rules.ts'

export type Install = {
  readonly enrolled: Enrolled
  readonly cityUrl: string
  readonly practice: boolean
  readonly staff: readonly FirstStaff[]
}

/**
 * Makes a folder the desk the certificate names: identity, first entry, catalogue and people in one
 * commit, so that a kill leaves either an enrolled desk or none.
 */
export async function installDesk(
  store: Store,
  seams: Seams,
  rules: ShippedRules,
  install: Install,
): Promise<void> {
  const { certificate, certificateText, cityKey, deskKey } = install.enrolled
  const people = await Promise.all(
    install.staff.map(async (person) => ({ person, pinHash: await hashPin(person.pin) })),
  )
  const act = { actor: 'desk', seams } as const
  store.write((writer) => {
    const { centreId, centreName, cityId, deskId, deskPart, epoch } = certificate
    keepInstallation(writer, {
      deskId,
      epoch,
      centreId,
      centreName,
      deskPart,
      practice: install.practice,
      deskKey,
      cityUrl: install.cityUrl,
      cityId,
      cityKey,
      certificate: certificateText,
    })
    startPosition(writer, epoch)
    // Asked and answered: the next question, after a restore, is asked with keys of its own.
    keepIdentity(writer, { publicKey: null, privateKey: null })
    record(writer, act, {
      type: 'desk-opened',
      deskId,
      centreId,
      centreName,
      deskPart,
      practice: install.practice,
    })
    recordShipped(writer, seams, rules)
    for (const { person, pinHash } of people) {
      const staff = nextStaff(writer, seams.newId(), person)
      record(writer, act, { type: 'staff-added', staff })
      keepPin(writer, staff.staffId, pinHash)
    }
    return ok(undefined)
  })
}
