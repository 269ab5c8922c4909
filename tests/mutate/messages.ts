import { makeKeyPair } from '#shared/crypto/suite.ts'
import { entryHash, noHash } from '#shared/protocol/entry.ts'
import { proveEnrolment, proveKey } from '#shared/protocol/signing.ts'
import { openingMs } from '../support/a-log.ts'
import type { World } from './world.ts'

/** Every message a desk may send, as it should be. */
export function messages(world: World): readonly (readonly [path: string, message: object])[] {
  const { desk, log, picture } = world.writer
  const { epoch } = desk.certificate
  const last = log.entries.at(-1)
  const head = { seq: log.entries.length, hash: last ? entryHash(last.envelope) : noHash }
  const next = makeKeyPair()
  const code = 'ABCD-EFGH-JKMN-PQRS'
  return [
    [
      '/v1/hello',
      { proto: 2, epoch, head, acked: head, wallMs: openingMs, backlog: { entries: 0 }, appVersion: '1' },
    ],
    ['/v1/push', log.batch(Math.max(1, head.seq - world.lottery.below(4)))],
    ['/v1/pictures/have', { pictures: [picture.pictureId] }],
    [`/v1/pictures/${picture.pictureId}/done`, {}],
    ['/v1/bundles', { pieces: [picture.pictureId] }],
    [
      '/v1/enrol',
      {
        proto: 1,
        code,
        deskKey: next.publicKey,
        proof: proveEnrolment(next.privateKey, code, next.publicKey),
        appVersion: '1',
      },
    ],
    [
      '/v1/epochs',
      {
        proto: 2,
        epoch,
        head,
        reason: 'RESTORED',
        deskKey: next.publicKey,
        proof: proveKey(next.privateKey, next.publicKey),
        countersignedBy: '01994bbf-a000-7000-8000-000000000001',
      },
    ],
  ]
}
