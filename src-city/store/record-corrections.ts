import { and, asc, eq, inArray, like } from 'drizzle-orm'
import { amended, EntryCorrected } from '#shared/domain/correction.ts'
import type { DispositionChanged } from '#shared/domain/department-act.ts'
import { type DeskId, EntryId } from '#shared/kernel/ids.ts'
import type { Arrival } from './apply/arrival.ts'
import type { DeskFacts } from './apply/stage.ts'
import { applyBatch, type Read, readArrival } from './apply-batch.ts'
import { ofItsEntry } from './queries/disposition.ts'
import { type LogName, listDispositions } from './queries/log.ts'
import { recordFeed } from './record-feed.ts'
import { homesOf, lockTold, recordTold } from './record-told.ts'
import { reach, type Writer } from './store.ts'
import { disposition } from './tables/disposition.ts'
import { journal } from './tables/journal.ts'

type Taking = { readonly newId: () => string; readonly nowMs: number }
type Returned = { readonly arrival: Arrival; readonly deskId: DeskId; readonly epoch: number }

/**
 * Settles what a desk said of entries that had come back: the first one counts as it was set right, and what
 * had come back after it for its sake is judged again. Told down the feed, because the desk was told otherwise.
 *
 * The entry that was set right stays in the journal as it was; only what is made of it changes.
 */
export async function recordCorrections(
  writer: Writer,
  log: LogName,
  desk: DeskFacts,
  batch: readonly Read[],
  taking: Taking,
): Promise<void> {
  for (const { arrival, event, repeated } of batch)
    if (event?.type === 'entry-corrected' && !repeated && event.way !== 'LEFT')
      await settle(writer, log, desk, { correction: event, seq: arrival.seq }, taking)
}

async function settle(
  writer: Writer,
  log: LogName,
  desk: DeskFacts,
  { correction, seq: through }: { readonly correction: EntryCorrected; readonly seq: number },
  { newId, nowMs }: Taking,
): Promise<void> {
  const [first, ...later] = await listReturned(writer, log, desk, correction)
  const read = first && readArrival(first.arrival)
  if (!first || read?.event?.type !== 'matter-received') return
  const batch = [
    { ...read, event: (await listSaid(writer, log, desk, correction, through)).reduce(amended, read.event) },
    ...later.map(({ arrival }) => readArrival(arrival)),
  ]
  const of = { ...log, deskId: first.deskId, epoch: first.epoch }
  const seqs = batch.map(({ arrival }) => arrival.seq)
  await writer
    .delete(disposition)
    .where(
      and(
        eq(disposition.centreId, of.centreId),
        eq(disposition.deskId, of.deskId),
        eq(disposition.epoch, of.epoch),
        inArray(disposition.seq, seqs),
      ),
    )
  await reach(writer, homesOf(batch, log.centreId))
  await lockTold(writer, batch)
  await applyBatch(writer, of, desk, batch, nowMs)
  await recordTold(writer, of, batch, { newId, nowMs })
  const noted = await listDispositions(writer, of, seqs[0] ?? 0, seqs.at(-1) ?? 0)
  const told = new Map(noted.map((row) => [row.seq, row]))
  await recordFeed(
    writer,
    log.centreId,
    batch.map(({ arrival }) => {
      const row = told.get(arrival.seq)
      const body: DispositionChanged = {
        deskId: of.deskId,
        epoch: of.epoch,
        seq: arrival.seq,
        entryId: arrival.entryId,
        state: row?.state ?? 'APPLIED',
        ...(row ? { code: row.code, detail: row.detail } : {}),
      }
      return {
        entryId: EntryId.parse(newId()),
        kind: 'disposition-changed' as const,
        caseId: arrival.caseId ?? null,
        body,
      }
    }),
    nowMs,
  )
}

/** Its own, and those of the desks it stands for. */
function logsOf({ deskId, inPlaceOf = [] }: DeskFacts): DeskId[] {
  return [deskId, ...inPlaceOf]
}

/** All that was said of the entry up to here, one after the other: the last word alone would undo the others. */
async function listSaid(
  writer: Writer,
  log: LogName,
  desk: DeskFacts,
  { caseId, corrects }: EntryCorrected,
  through: number,
): Promise<readonly EntryCorrected[]> {
  if (!caseId) return []
  const rows = await writer
    .select({ body: journal.body, epoch: journal.epoch, seq: journal.seq })
    .from(journal)
    .where(
      and(
        eq(journal.centreId, log.centreId),
        inArray(journal.deskId, logsOf(desk)),
        eq(journal.caseId, caseId),
        eq(journal.kind, 'entry-corrected'),
        eq(journal.repeated, false),
      ),
    )
    .orderBy(asc(journal.epoch), asc(journal.seq))
  return rows
    .filter(({ epoch, seq }) => epoch < log.epoch || seq <= through)
    .map(({ body }) => EntryCorrected.parse(JSON.parse(body)))
    .filter((said) => said.corrects === corrects)
}

/** The entry that is named, if it did come back, and after it what came back of the same case in that log. */
async function listReturned(
  writer: Writer,
  log: LogName,
  desk: DeskFacts,
  { caseId, corrects }: EntryCorrected,
): Promise<readonly Returned[]> {
  if (!caseId) return []
  const { actedOn, body, deskId, entryId, envelope, epoch, hash, kind, kindV, salt, seq } = journal
  const rows = await writer
    .select({
      actedOn,
      body,
      caseId: journal.caseId,
      deskId,
      entryId,
      envelope,
      epoch,
      hash,
      kind,
      kindV,
      salt,
      seq,
    })
    .from(disposition)
    .innerJoin(journal, ofItsEntry)
    .where(
      and(
        eq(disposition.centreId, log.centreId),
        inArray(disposition.deskId, logsOf(desk)),
        eq(disposition.caseId, caseId),
        like(disposition.state, 'RETURNED%'),
      ),
    )
    .orderBy(asc(disposition.epoch), asc(disposition.seq))
  const at = rows.findIndex((row) => row.entryId === corrects)
  const named = rows[at]
  return rows
    .slice(at)
    .filter((row) => row.deskId === named?.deskId && row.epoch === named.epoch)
    .map(({ deskId: by, epoch: of, ...row }) => ({
      arrival: { ...row, caseId: row.caseId ?? undefined },
      deskId: by,
      epoch: of,
    }))
}
