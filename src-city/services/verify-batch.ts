import { residueText } from '#shared/domain/residue.ts'
import { CaseId } from '#shared/kernel/ids.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { isText } from '#shared/kernel/text.ts'
import { type ChainPoint, checkLink, type Entry, type Link, noHash } from '#shared/protocol/entry.ts'
import { fullOf } from '#shared/protocol/lean-entry.ts'
import type { Push } from '#shared/protocol/messages.ts'
import { headVerifies } from '#shared/protocol/signing.ts'
import type { DeskRow } from '../store/queries/desk.ts'
import type { Arrival } from '../store/record.ts'
import type { CityCode } from './city.ts'

/**
 * Checks everything about a batch that needs no database: the links, the bodies against their
 * commitments, and the one signature over the last of them.
 */
export function verifyBatch(desk: DeskRow, push: Push): Result<readonly Arrival[], CityCode> {
  let before: ChainPoint = { seq: push.fromSeq - 1, hash: push.prevHash }
  if (before.seq === 0 && before.hash !== noHash) return refuse('E_CHAIN', { field: 'prevHash' })
  const arrivals: Arrival[] = []
  const log = { centre_id: desk.centreId, desk_id: desk.deskId, epoch: desk.epoch }
  for (const [at, sent] of push.entries.entries()) {
    if (!isText(sent.body)) return refuse('input-malformed', { field: `entries.${at}.body` })
    const checked = 'envelope' in sent ? whole(sent, before, desk) : fullOf(sent, before, log)
    if ('fault' in checked) {
      const code = checked.fault === 'wrong-log' ? 'E_SCOPE' : 'E_CHAIN'
      return refuse(code, { field: `entries.${at}`, reason: checked.fault })
    }
    arrivals.push(arrivalOf(leftOf(checked.entry, checked.link), checked.link))
    before = { seq: checked.link.envelope.seq, hash: checked.link.hash }
  }
  const { head } = push
  if (head.epoch !== push.epoch || head.seq !== before.seq || head.hash !== before.hash)
    return refuse('E_CHAIN', { field: 'head' })
  if (!headVerifies(desk.publicKey, desk.deskId, head)) return refuse('E_SIG', { field: 'head' })
  return ok(arrivals)
}

function whole(entry: Entry, before: ChainPoint, desk: DeskRow) {
  const checked = checkLink(entry, before, desk)
  return checked.ok ? { entry, link: checked.link } : { fault: checked.fault }
}

/** Nothing binds the body of an erased entry: whatever comes in its place, no more of it is taken than may be left. */
function leftOf(entry: Entry, { envelope, erased }: Link): Entry {
  if (!erased) return entry
  // Entries of no case name nobody by the case they are about.
  const caseId = envelope.case_id ?? CaseId.parse(envelope.entry_id)
  return { ...entry, body: residueText(entry.body, caseId) }
}

function arrivalOf(entry: Entry, { envelope, hash }: Link): Arrival {
  return {
    seq: envelope.seq,
    entryId: envelope.entry_id,
    kind: envelope.kind,
    kindV: envelope.kind_v,
    caseId: envelope.case_id,
    actedOn: dayOf(envelope.wall_ms),
    envelope: entry.envelope,
    salt: entry.salt,
    body: entry.body,
    hash,
  }
}

/** A clock gone mad must not keep an entry out (invariant 24), so it only costs it its day. */
function dayOf(wallMs: number): string {
  const year2200Ms = 7_258_118_400_000
  return wallMs >= 0 && wallMs < year2200Ms ? dateOf(wallMs) : '0000-00-00'
}
