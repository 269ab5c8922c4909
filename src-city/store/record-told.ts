import { and, asc, eq, sql } from 'drizzle-orm'
import { homeOfAct, newcomers, tellOf } from '#shared/domain/tell.ts'
import type { Told } from '#shared/domain/told-events.ts'
import type { CaseId, CentreId, DeskId } from '#shared/kernel/ids.ts'
import { type Arrival, readEvent } from './apply/arrival.ts'
import type { Staged } from './apply/stage.ts'
import { findCentre } from './queries/centre.ts'
import { ofItsEntry } from './queries/disposition.ts'
import { type LogName, listDispositions } from './queries/log.ts'
import { recordFeed, type Telling } from './record-feed.ts'
import { among, reach, rowsOf, type Writer } from './store.ts'
import { caseShare } from './tables/case-share.ts'
import { disposition } from './tables/disposition.ts'
import { journal } from './tables/journal.ts'

type Act = Pick<Arrival, 'entryId' | 'envelope' | 'seq'> & {
  readonly deskId: DeskId
  readonly epoch: number
  readonly told: Pick<Told, 'act' | 'caseId' | 'home'>
}
type Case = { readonly caseId: CaseId; readonly home: CentreId }
type From = Told['from']

/** Centres whose rows a batch touches beside its own: the homes of the things it tells of, and who is to hear of them. */
export function homesOf(batch: readonly Staged[], self: CentreId): ReadonlySet<CentreId> {
  const named = batch.flatMap(({ event }) => {
    const act = event && tellOf(event)
    return act ? [homeOfAct(act, self), ...newcomers(act, self)] : []
  })
  return new Set(named.filter((each) => each !== self))
}

/**
 * Takes the cases of a batch that other desks may have to hear of, before anything else is read of them:
 * of two desks that tell of one case at once, the later one then sees whom the earlier one shared it with.
 */
export async function lockTold(writer: Writer, batch: readonly Staged[]): Promise<void> {
  const cases = new Set(
    batch.flatMap(({ arrival, event }) => (arrival.caseId && event && tellOf(event) ? [arrival.caseId] : [])),
  )
  if (cases.size === 0) return
  await rowsOf(
    writer,
    sql`select pg_advisory_xact_lock(hashtextextended(one, 7)) from
          (select jsonb_array_elements_text(${JSON.stringify([...cases].sort())}::jsonb) as one) as each order by one`,
  )
}

/**
 * Tells the centres that share a case what was put into effect, in the transaction that did it.
 *
 * A centre shares a case from the first time its things were offered to it, or taken over by it, and is then
 * told the case from the beginning; the centre that took it in is told from then on too (ADR 25).
 */
export async function recordTold(
  writer: Writer,
  log: LogName,
  batch: readonly (Staged & { readonly repeated: boolean })[],
  { newId, nowMs }: { readonly newId: () => string; readonly nowMs: number },
): Promise<void> {
  const acts = await inEffect(
    writer,
    log,
    batch.flatMap(({ arrival, event, repeated }) => {
      const act = event && !repeated ? tellOf(event) : undefined
      if (!act || !arrival.caseId) return []
      const told = { act, caseId: arrival.caseId, home: homeOfAct(act, log.centreId) }
      return [{ ...arrival, deskId: log.deskId, epoch: log.epoch, told }]
    }),
  )
  if (acts.length === 0) return
  const shares = await listShares(writer, acts)
  await reach(writer, new Set([...shares.values()].flatMap((told) => [...told])))
  const tellings = new Map<CentreId, Telling[]>()
  const names = new Map<CentreId, string>()
  const tell = async (centreId: CentreId, some: readonly Act[]) => {
    const before = tellings.get(centreId) ?? []
    for (const act of some) before.push(await tellingOf(writer, names, act, newId()))
    tellings.set(centreId, before)
  }
  for (const [key, some] of Map.groupBy(acts, ({ told }) => `${told.home} ${told.caseId}`)) {
    const [first] = some
    if (!first) continue
    const { caseId, home } = first.told
    const known = shares.get(key) ?? new Set()
    const wanted = new Set(some.flatMap(({ told }) => newcomers(told.act, log.centreId)))
    if (log.centreId !== home && known.size > 0) wanted.add(log.centreId)
    const fresh = [...wanted].filter((each) => !known.has(each))
    for (const centreId of known) await tell(centreId, some)
    if (fresh.length === 0) continue
    await writer.insert(caseShare).values(fresh.map((toldTo) => ({ centreId: home, caseId, toldTo })))
    const whole = await listActs(writer, { caseId, home }, new Set([home, log.centreId, ...known, ...fresh]))
    for (const centreId of fresh) await tell(centreId, whole)
  }
  for (const centreId of [...tellings.keys()].sort())
    await recordFeed(writer, centreId, tellings.get(centreId) ?? [], nowMs)
}

/** What the city returned or keeps waiting changes nothing anywhere. */
async function inEffect(writer: Writer, log: LogName, acts: readonly Act[]): Promise<readonly Act[]> {
  const [first, last] = [acts[0], acts.at(-1)]
  if (!first || !last) return []
  const noted = await listDispositions(writer, log, first.seq, last.seq)
  const out = new Set(noted.map(({ seq }) => seq))
  return acts.filter(({ seq }) => !out.has(seq))
}

async function listShares(
  writer: Writer,
  acts: readonly Act[],
): Promise<ReadonlyMap<string, ReadonlySet<CentreId>>> {
  const homes = new Set(acts.map(({ told }) => told.home))
  const cases = new Set(acts.map(({ told }) => told.caseId))
  const rows = await writer
    .select()
    .from(caseShare)
    .where(and(among(caseShare.centreId, homes), among(caseShare.caseId, cases)))
  const grouped = Map.groupBy(rows, ({ caseId, centreId }) => `${centreId} ${caseId}`)
  return new Map([...grouped].map(([key, some]) => [key, new Set(some.map(({ toldTo }) => toldTo))]))
}

/** All acts of a case in effect so far, the acts at hand among them: its desk's first, as they were received. */
async function listActs(
  writer: Writer,
  { caseId, home }: Case,
  centres: ReadonlySet<CentreId>,
): Promise<readonly Act[]> {
  const rows = await writer
    .select({
      seq: journal.seq,
      entryId: journal.entryId,
      kind: journal.kind,
      kindV: journal.kindV,
      actedOn: journal.actedOn,
      envelope: journal.envelope,
      salt: journal.salt,
      body: journal.body,
      hash: journal.hash,
      deskId: journal.deskId,
      epoch: journal.epoch,
      centreId: journal.centreId,
    })
    .from(journal)
    .leftJoin(disposition, ofItsEntry)
    .where(
      and(
        among(journal.centreId, centres),
        eq(journal.caseId, caseId),
        eq(journal.repeated, false),
        sql`${disposition.seq} is null`,
      ),
    )
    .orderBy(asc(journal.receivedMs), asc(journal.deskId), asc(journal.epoch), asc(journal.seq))
  return rows.flatMap(({ centreId, ...row }) => {
    const reading = readEvent({ ...row, caseId })
    const act = 'event' in reading ? tellOf(reading.event) : undefined
    return act && homeOfAct(act, centreId) === home ? [{ ...row, told: { act, caseId, home } }] : []
  })
}

async function tellingOf(
  writer: Writer,
  names: Map<CentreId, string>,
  { deskId, entryId, envelope, epoch, seq, told }: Act,
  salt: string,
): Promise<Telling> {
  if (!names.has(told.home)) names.set(told.home, (await findCentre(writer, told.home))?.name ?? '')
  const { actor } = JSON.parse(envelope) as { readonly actor: From['actor'] }
  const body: Told = { ...told, homeName: names.get(told.home) ?? '', from: { deskId, epoch, seq, actor } }
  // The id of the entry itself: told again by a city that lost its memory, it is known. The hash of the feed stays
  // when a body is erased, and a bare hash of a name can be guessed.
  return { entryId, kind: 'case-told', caseId: told.caseId, body: { ...body, salt } }
}
