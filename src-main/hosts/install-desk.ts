import { nextStaff } from '#main/services/staff.ts'
import { keepIdentity } from '#main/store/notes/epoch.ts'
import { keepInstallation } from '#main/store/notes/installation.ts'
import { keepPin } from '#main/store/notes/pins.ts'
import { startPosition } from '#main/store/notes/sync.ts'
import { listWorking } from '#main/store/queries/staff.ts'
import { goOnUnder, inOneCommit } from '#main/store/rebase.ts'
import { record } from '#main/store/record.ts'
import { type Carry, overHttp } from '#main/sync/carry.ts'
import type { Enrolled } from '#main/sync/enrol.ts'
import { fetchEarlier } from '#main/sync/fetch-log.ts'
import { hashPin } from '#shared/crypto/pin-hash.ts'
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
  /** How requests reach the city; over the line of this computer unless told otherwise. */
  readonly carry?: Carry
  /** How a PIN is kept; at a price a guesser cannot pay unless told otherwise. */
  readonly hash?: (pin: string) => Promise<string>
}

/**
 * Makes a folder the desk the certificate names: identity, first entry, catalogue and people in one
 * commit, so that a kill leaves either an enrolled desk or none.
 *
 * A certificate for a desk that was there before brings what it wrote: fetched from the city first, taken in by the
 * same commit. Whoever worked there keeps name and tile, and gets the PIN given here by number of badge and name.
 */
export async function installDesk(
  store: Store,
  seams: Seams,
  rules: ShippedRules,
  { carry = overHttp, cityUrl, enrolled, hash = hashPin, practice, staff }: Install,
): Promise<void> {
  const { certificate, certificateText, cityKey, deskKey } = enrolled
  const [first] = await fetchEarlier(store, enrolled, { carry, cityUrl, seams })
  const people = await Promise.all(staff.map(async (person) => ({ person, pinHash: await hash(person.pin) })))
  const act = { actor: 'desk', seams } as const
  inOneCommit(store, (writer) => {
    const { centreId, centreName, cityId, deskId, deskPart, epoch } = certificate
    keepInstallation(writer, {
      deskId,
      epoch: first?.epoch ?? epoch,
      centreId,
      centreName,
      deskPart: first?.deskPart ?? deskPart,
      practice,
      deskKey,
      cityUrl,
      cityId,
      cityKey,
      certificate: certificateText,
    })
    // Asked and answered: the next question, after a restore, is asked with keys of its own.
    keepIdentity(writer, { publicKey: null, privateKey: null })
    if (first) {
      const common = { epoch: first.epoch, seq: 0 }
      const reason = 'REENROLLED'
      goOnUnder(store, writer, seams, { certificate, certificateText, deskKey, reason, common, by: 'desk' })
    } else {
      startPosition(writer, epoch)
      record(writer, act, { type: 'desk-opened', deskId, centreId, centreName, deskPart, practice })
      recordShipped(writer, seams, rules)
    }
    for (const { person, pinHash } of people) {
      const known = listWorking(writer).find(
        ({ badge, name }) => badge === person.badge && name === person.name,
      )
      const member = known ?? nextStaff(writer, seams.newId(), person)
      record(
        writer,
        act,
        known
          ? { type: 'staff-changed', staffId: member.staffId, change: { what: 'PIN' } }
          : { type: 'staff-added', staff: member },
      )
      keepPin(writer, member.staffId, pinHash)
    }
  })
}
