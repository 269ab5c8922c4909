import type Database from 'better-sqlite3'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { findFreeze } from '#main/store/queries/epoch.ts'
import { feedCursorOf } from '#main/store/queries/feed.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { headOf, lastPosition, listFrom } from '#main/store/queries/journal.ts'
import { positionOf } from '#main/store/queries/sync.ts'
import { type ChainPoint, checkLink, noHash } from '#shared/protocol/entry.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { root } from './a-desk.ts'
import type { SimCity } from './sim-city.ts'
import { emptyCopy, type SimDesk } from './sim-desk.ts'

/** A law of sync.md D.3 that did not hold, by its number there. */
export type Violation = { readonly law: number; readonly what: string }

type Head = { readonly epoch: number; readonly seq: number; readonly hash: string }
type Seen = {
  position: number
  epoch: number
  readonly heads: Map<number, ChainPoint>
  frozenAt: Head | undefined
  feed: number
  feedLife: number
  acked: number
  looked: boolean
  ackedLife: number
}
type CityHead = {
  readonly desk_id: string
  readonly epoch: number
  readonly received_seq: number
  readonly received_hash: string
  readonly applied_seq: number
  readonly durable_seq: number
  readonly prune_ok_seq: number
  readonly sealed_seq: number | null
  readonly revoked_seq: number | null
  readonly current: number
}

type Standing = ReturnType<typeof standing>

/** Where a disk stands, read at one moment. */
function standing(reader: Reader) {
  const self = getInstallation(reader)
  const { epoch } = self
  return {
    self,
    head: { epoch, ...headOf(reader, epoch) },
    last: lastPosition(reader),
    frozen: findFreeze(reader),
    position: positionOf(reader, epoch),
    feed: feedCursorOf(reader),
  }
}

/**
 * What must hold after every step, looked at from outside: the desk's own rows, the city's own rows, and what was
 * seen of both before. Nothing here asks the programs what they think.
 */
export class SimLaws {
  readonly violations: Violation[] = []
  /** Entries a bit of which was changed on the disk: that they are not what they were is known. */
  readonly changed = new Set<string>()
  /** Every hash the city ever showed for a place of a log, in this life of its database. */
  readonly #places = new Map<string, string>()
  readonly #seen = new Map<SimDesk, Seen>()
  readonly #written = new WeakMap<object, number>()
  readonly #asked = new WeakMap<object, Database.Statement<[], number>>()
  #placesLife = 0

  broken(law: number, what: string): void {
    this.violations.push({ law, what })
  }

  #of(desk: SimDesk): Seen {
    const known = this.#seen.get(desk)
    if (known) return known
    const fresh: Seen = {
      position: 0,
      epoch: desk.self.epoch,
      heads: new Map(),
      frozenAt: undefined,
      feed: 0,
      feedLife: 0,
      acked: 0,
      looked: false,
      ackedLife: 0,
    }
    this.#seen.set(desk, fresh)
    return fresh
  }

  /** Another disk, or rows written anew by a rescue: what was seen of the old ones says nothing any more. */
  forget(desk: SimDesk): void {
    this.#seen.delete(desk)
  }

  /** 1, 5, 6, 16, 28: looked at after everything a desk did. Answers the acts that are new. */
  desk(desk: SimDesk, city: SimCity): readonly string[] {
    const { client } = desk.store
    const changes = this.#changesOf(client)
    if (this.#written.get(client) === changes) return []
    this.#written.set(client, changes)
    const seen = this.#of(desk)
    const now = desk.store.read(standing)
    const { last, self } = now
    const { centreId, deskId, epoch } = self
    const name = desk.name
    if (epoch !== seen.epoch) {
      // A rescue writes rows anew: what stands now is looked at from its beginning.
      this.forget(desk)
      this.#written.delete(client)
      return this.desk(desk, city)
    }
    if (last < seen.position) this.broken(6, `${name} has ${last} rows, had ${seen.position}`)
    const fresh: string[] = []
    const rows =
      last > seen.position ? desk.store.read((reader) => listFrom(reader, seen.position, 10_000)) : []
    for (const row of rows) {
      const before = seen.heads.get(row.epoch) ?? { seq: 0, hash: noHash }
      const envelope = JSON.parse(row.envelope) as { centre_id: string; desk_id: string }
      // An earlier log may be of another desk: whoever was followed by another machine began anew as one.
      const writer = row.epoch === epoch ? deskId : envelope.desk_id
      const link = checkLink(row, before, { centreId: envelope.centre_id, deskId: writer, epoch: row.epoch })
      if (!link.ok && !this.changed.has(`${deskId} ${row.epoch}/${row.seq}`))
        this.broken(1, `${name} ${row.epoch}/${row.seq}: ${link.fault}`)
      if (envelope.centre_id !== centreId && row.epoch === epoch) this.broken(1, `${name}: foreign centre`)
      seen.heads.set(row.epoch, { seq: row.seq, hash: row.hash })
      seen.position = row.position
      fresh.push(row.entryId)
    }
    this.#frozen(name, seen, now)
    this.#positions(name, seen, now, city)
    return fresh
  }

  #changesOf(client: Database.Database): number {
    const asked = this.#asked.get(client) ?? client.prepare<[], number>('SELECT total_changes()').pluck()
    this.#asked.set(client, asked)
    return asked.get() ?? 0
  }

  /** 28: what may only be read writes nothing. */
  #frozen(name: string, seen: Seen, { frozen, head }: Standing): void {
    if (!frozen) {
      seen.frozenAt = undefined
      return
    }
    const before = seen.frozenAt
    if (before && (before.epoch !== head.epoch || before.seq !== head.seq))
      this.broken(28, `${name} wrote while ${frozen.reason}`)
    seen.frozenAt = head
  }

  #positions(
    name: string,
    seen: Seen,
    { feed, head: { seq }, position }: Standing,
    { heardLife, life }: SimCity,
  ): void {
    const first = !seen.looked
    seen.looked = true
    const { ackedSeq, appliedSeq, cityEpoch, durableSeq, pruneOkSeq } = position
    if (!(seq >= ackedSeq && ackedSeq >= appliedSeq && ackedSeq >= durableSeq && durableSeq >= pruneOkSeq))
      this.broken(5, `${name}: ${JSON.stringify({ seq, ackedSeq, appliedSeq, durableSeq, pruneOkSeq })}`)
    // Back goes only who was told by a city that had forgotten.
    if (ackedSeq < seen.acked && seen.ackedLife === life)
      this.broken(5, `${name}: confirmed ${seen.acked}, then ${ackedSeq}, in one life of the city`)
    if (feed.seq < seen.feed && seen.feedLife === life)
      this.broken(15, `${name}: feed at ${seen.feed}, then ${feed.seq}`)
    // An answer may come from a city that has forgotten since; its word of an act says which one it was.
    if (!first && ackedSeq > seen.acked) seen.ackedLife = cityEpoch ?? 0
    if (!first && feed.seq > seen.feed) seen.feedLife = heardLife
    seen.acked = ackedSeq
    seen.feed = feed.seq
  }

  /** 3, 4, 5, 8, 9, 10: looked at after everything the city did. */
  async city(city: SimCity, desks: readonly SimDesk[]): Promise<void> {
    if (this.#placesLife !== city.life) {
      this.#places.clear()
      this.#placesLife = city.life
    }
    const heads = await city.rows<CityHead>(
      `SELECT h.desk_id, h.epoch, h.received_seq, h.received_hash, h.applied_seq, h.durable_seq, h.prune_ok_seq,
              e.sealed_seq, d.revoked_seq, d.epoch AS current
       FROM log_head h JOIN desk d USING (desk_id)
       LEFT JOIN desk_epoch e ON e.desk_id = h.desk_id AND e.epoch = h.epoch`,
    )
    for (const head of heads) this.#cityHead(head)
    // What a desk was told is there must be there: nothing that was confirmed is lost but with the memory itself.
    for (const desk of desks) {
      const { deskId, epoch } = desk.self
      const { ackedHash, ackedSeq, cityEpoch } = desk.store.read((reader) => positionOf(reader, epoch))
      if (ackedSeq === 0 || cityEpoch !== city.life) continue
      const theirs = heads.find((each) => each.desk_id === deskId && each.epoch === epoch)
      if (!theirs || theirs.received_seq < ackedSeq)
        this.broken(4, `${desk.name}: confirmed ${ackedSeq}, the city has ${theirs?.received_seq ?? 0}`)
      if (theirs?.received_seq === ackedSeq && theirs.received_hash !== ackedHash)
        this.broken(3, `${desk.name}: another hash at ${ackedSeq}`)
    }
  }

  #cityHead(head: CityHead): void {
    const { applied_seq, desk_id, durable_seq, epoch, prune_ok_seq, received_hash, received_seq } = head
    const place = `${desk_id} ${epoch} ${received_seq}`
    const before = this.#places.get(place)
    if (before !== undefined && before !== received_hash) this.broken(8, `${place} changed its hash`)
    this.#places.set(place, received_hash)
    if (applied_seq > received_seq || durable_seq > received_seq || prune_ok_seq > durable_seq)
      this.broken(5, `the city's positions of ${place}`)
    if (head.sealed_seq !== null && received_seq > head.sealed_seq)
      this.broken(9, `${place} beyond its seal ${head.sealed_seq}`)
    if (head.revoked_seq !== null && head.current === epoch && received_seq > head.revoked_seq)
      this.broken(10, `${place} beyond ${head.revoked_seq}, where it was revoked`)
  }

  /** 20: whether the verifier finds something wrong with this entry. */
  seesFault(desk: SimDesk, seq: number): boolean {
    return verifyStore(desk.store, root, emptyCopy()).some((fault) => fault.seq === seq)
  }

  /** 2 and 20: the tables of a desk are its journal, folded. */
  folded(desk: SimDesk): void {
    for (const fault of verifyStore(desk.store, root, emptyCopy()))
      this.broken(
        fault.code === 'table-differs' ? 2 : 20,
        `${desk.name} ${fault.seq} ${fault.code} ${fault.sentence}`,
      )
  }
}
