import { hash } from '#shared/crypto/suite.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { canonical, type Json } from '#shared/kernel/json.ts'
import { bodyCommit, type Entry, entryHash, noHash } from '#shared/protocol/entry.ts'
import type { Push } from '#shared/protocol/messages.ts'
import { signHead } from '#shared/protocol/signing.ts'
import { neighbour } from '../support/a-city.ts'
import { leanBatch, matterDecided, matterReceived, openingMs } from '../support/a-log.ts'
import { type Mutant, pushed, refused } from './mutant.ts'
import { canary, spoilt, spoiltText } from './spoil.ts'
import type { World } from './world.ts'

type Act = {
  readonly event: object
  readonly body?: string
  readonly change?: (envelope: Record<string, unknown>) => unknown
}

/** An entry whose envelope is wrong in a place; everything around it is chained, committed to and signed. */
export function wrongEnvelope(world: World): Mutant {
  const { lottery } = world
  const acts: Act[] = newCase(world).map((event) => ({ event }))
  const at = lottery.below(acts.length)
  const change = (envelope: Record<string, unknown>) => spoilt(envelope, lottery)
  return appended(
    world,
    acts.map((act, n) => (n === at ? { ...act, change } : act)),
  )
}

/** An entry whose envelope is right and whose body is not what a desk would write. */
export function wrongBody(world: World): Mutant {
  const { lottery } = world
  const fresh = newCase(world).map((event) => ({ event }))
  const old = lottery.pick(world.writer.morning).body
  const acts: Act[] = lottery.chance(0.5) ? fresh : [{ event: JSON.parse(old) as object }]
  const at = lottery.below(acts.length)
  const text = JSON.stringify(acts[at]?.event)
  const body = lottery.chance(0.2)
    ? spoiltText(text, lottery).toString('utf8')
    : JSON.stringify(spoilt(JSON.parse(text), lottery))
  return appended(
    world,
    acts.map((act, n) => (n === at ? { ...act, body } : act)),
  )
}

/** A lean entry that was changed on the way: the signed head gives it away, whatever it was. */
export function wrongLean(world: World): Mutant {
  const { lottery, writer } = world
  const known = writer.log.entries
  const from = known.length + 1
  const prev = hashBefore(known, from)
  const entries = aNewCase(world, from, prev)
  const { entries: lean, ...rest } = leanBatch(message(world, entries, from, prev))
  const at = lottery.below(lean.length)
  const sent = lean.map((entry, n) => (n === at ? spoilt(entry, lottery) : entry))
  return { wire: pushed(world, { ...rest, entries: sent }), becomes: [...known, ...entries] }
}

export function ofAnotherLog(world: World): Mutant {
  const strange = world.lottery.pick([
    { centre_id: neighbour },
    { desk_id: world.stranger.desk.certificate.deskId },
    { epoch: 2 },
  ])
  const change = (envelope: Record<string, unknown>) => ({ ...envelope, ...strange })
  const acts = newCase(world).map((event) => ({ event, change }))
  return { wire: appended(world, acts).wire, ...refused(403, 'E_SCOPE') }
}

export function aGap(world: World): Mutant {
  const from = world.writer.log.entries.length + 2 + world.lottery.below(5)
  const entries = aNewCase(world, from, aHash(canary))
  return { wire: batch(world, entries, from, aHash(canary)), ...refused(409, 'E_GAP') }
}

/** A second version of what the city already has. */
export function aFork(world: World): Mutant {
  const known = world.writer.log.entries
  const from = world.lottery.chance(0.3) ? 1 : Math.max(1, known.length - world.lottery.below(4))
  const prev = hashBefore(known, from)
  const entries = aNewCase(world, from, prev)
  return { wire: batch(world, entries, from, prev), ...refused(409, 'E_FORKED') }
}

/** What the city has is sent again, whole or a part of it. */
export function onceMore(world: World): Mutant {
  const { log } = world.writer
  return { wire: pushed(world, log.batch(1 + world.lottery.below(log.entries.length))), still: true }
}

function appended(world: World, acts: readonly Act[]): Mutant {
  const known = world.writer.log.entries
  const from = known.length + 1
  const prev = hashBefore(known, from)
  const entries = linked(world, acts, from, prev)
  return { wire: batch(world, entries, from, prev), becomes: [...known, ...entries] }
}

function newCase({ lottery, writer }: World): readonly object[] {
  const received = matterReceived(writer.desk.certificate, 1_000 + lottery.below(8_999))
  return [received, matterDecided(received.caseId)]
}

function aNewCase(world: World, from: number, before: string): readonly Entry[] {
  return linked(
    world,
    newCase(world).map((event) => ({ event })),
    from,
    before,
  )
}

function linked(world: World, acts: readonly Act[], from: number, before: string): readonly Entry[] {
  let prev = before
  return acts.map((act, n) => {
    const entry = entryOf(world, act, from + n, prev)
    prev = entryHash(entry.envelope)
    return entry
  })
}

function entryOf({ writer }: World, { body: given, change, event }: Act, seq: number, prev: string): Entry {
  const { centreId, deskId, epoch } = writer.desk.certificate
  const { caseId, type } = event as { readonly caseId?: string; readonly type?: string }
  const body = given ?? JSON.stringify(event)
  const salt = aHash(`${seq} ${prev}`)
  const envelope = {
    v: 1,
    hash_alg: 'sha256',
    centre_id: centreId,
    desk_id: deskId,
    epoch,
    seq,
    entry_id: uuidV7(openingMs),
    kind: type ?? 'unnamed',
    kind_v: 1,
    ...(caseId === undefined ? {} : { case_id: caseId }),
    actor: 'lin',
    wall_ms: openingMs + seq,
    boot_id: 'boot-1',
    mono_ms: seq,
    deps: [],
    body_len: Buffer.byteLength(body),
    body_commit: bodyCommit(salt, body),
    prev,
  }
  const made: unknown = change ? change(envelope) : envelope
  return { envelope: written(made), salt, body }
}

/** As a desk writes it; what cannot be written so is written in some way. */
function written(envelope: unknown): string {
  try {
    return canonical(envelope as Json)
  } catch {
    return JSON.stringify(envelope) ?? 'null'
  }
}

function batch(world: World, entries: readonly Entry[], from: number, prevHash: string) {
  return pushed(world, message(world, entries, from, prevHash))
}

function message(world: World, entries: readonly Entry[], from: number, prevHash: string): Push {
  const { desk } = world.writer
  const { deskId, epoch } = desk.certificate
  const hash = entryHash(entries.at(-1)?.envelope ?? '')
  const head = { epoch, seq: from + entries.length - 1, hash, wallMs: openingMs }
  return {
    proto: 2,
    batchId: uuidV7(openingMs),
    epoch,
    fromSeq: from,
    prevHash,
    entries: [...entries],
    head: signHead(desk.privateKey, deskId, head),
  }
}

function hashBefore(known: readonly Entry[], from: number): string {
  const before = known[from - 2]
  return before ? entryHash(before.envelope) : noHash
}

function aHash(of: string): string {
  return hash(of).toString('base64url')
}
