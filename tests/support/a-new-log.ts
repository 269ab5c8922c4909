import { getInstallation } from '#main/store/queries/installation.ts'
import { headOf } from '#main/store/queries/journal.ts'
import { rebase } from '#main/store/rebase.ts'
import { makeKeyPair } from '#shared/crypto/suite.ts'
import { seamsAt, type TestDesk } from './a-desk.ts'

/**
 * Goes on under a new log, as after an old backup: of what was written only the part up to `commonSeq` is
 * the city's, the rest is brought anew.
 */
export function aNewLog({ clock, opened }: TestDesk, commonSeq?: number): void {
  const { store } = opened
  const self = store.read(getInstallation)
  const head = store.read((reader) => headOf(reader, self.epoch))
  const seq = commonSeq ?? head.seq
  const keys = makeKeyPair()
  const part = (Number.parseInt(self.deskPart, 36) + 1).toString(36).toUpperCase()
  const { cityId, centreId, centreName, deskId, epoch } = self
  const certificate = {
    cityId,
    cityEpoch: 1,
    deskId,
    centreId,
    centreName,
    deskPart: part,
    epoch: epoch + 1,
    deskKey: keys.publicKey,
    issuedMs: clock.nowMs,
  }
  rebase(store, seamsAt(clock), {
    certificate,
    certificateText: '{}',
    deskKey: keys.privateKey,
    reason: 'RESTORED',
    common: { epoch, seq },
    by: 'desk',
  })
}
