import { and, eq, isNull, sql } from 'drizzle-orm'
import type { CentreId, DeskId } from '#shared/kernel/ids.ts'
import type { SealedLog } from '#shared/protocol/messages.ts'
import type { LogName } from './queries/log.ts'
import { rowsOf, type Writer } from './store.ts'
import { desk } from './tables/desk.ts'
import { deskEpoch, deskSession, type deskEpoch as epochs } from './tables/epoch.ts'

type NewEpoch = typeof epochs.$inferInsert

/** Opens a life of a log; every earlier one must have been sealed before. */
export async function recordEpoch(writer: Writer, opened: NewEpoch): Promise<void> {
  await writer.insert(deskEpoch).values(opened).onConflictDoNothing()
}

/** Ends a log at its head. What is above can never be sent any more (invariant 9). */
export async function recordSeal(
  writer: Writer,
  { centreId, deskId, epoch }: LogName,
  at: { readonly seq: number; readonly hash: string },
): Promise<void> {
  await writer
    .update(deskEpoch)
    .set({ sealedSeq: at.seq, sealedHash: at.hash })
    .where(
      and(
        eq(deskEpoch.centreId, centreId),
        eq(deskEpoch.deskId, deskId),
        eq(deskEpoch.epoch, epoch),
        isNull(deskEpoch.sealedSeq),
      ),
    )
}

/** The desk goes on as this life of it; whoever still holds an older key is behind a fence. */
export async function recordCurrent(
  writer: Writer,
  { centreId, deskId, epoch }: LogName,
  current: {
    readonly deskPart: string
    readonly publicKey: string
    readonly certificateEndsMs: number | null
  },
): Promise<void> {
  await writer
    .update(desk)
    .set({ ...current, epoch, profile: 1 })
    .where(and(eq(desk.centreId, centreId), eq(desk.deskId, deskId)))
  await writer
    .delete(deskSession)
    .where(and(eq(deskSession.centreId, centreId), eq(deskSession.deskId, deskId)))
}

/** What a certificate of this city says of earlier logs, for a database that has forgotten them. */
export async function recordSealedBefore(
  writer: Writer,
  deskId: DeskId,
  before: readonly SealedLog[],
  publicKey: string,
  nowMs: number,
): Promise<void> {
  for (const { centreId, deskPart, epoch, hash, seq } of before) {
    const row = { centreId, deskId, epoch, deskPart, publicKey, reason: 'ADOPTED', openedMs: nowMs }
    const sealed = { sealedSeq: seq, sealedHash: hash }
    await writer
      .insert(deskEpoch)
      .values({ ...row, ...sealed })
      .onConflictDoUpdate({ target: [deskEpoch.centreId, deskEpoch.deskId, deskEpoch.epoch], set: sealed })
  }
}

export async function recordSession(writer: Writer, session: typeof deskSession.$inferInsert): Promise<void> {
  const { issuedMs, tokenHash } = session
  await writer
    .insert(deskSession)
    .values(session)
    .onConflictDoUpdate({
      target: [deskSession.centreId, deskSession.deskId],
      set: { issuedMs, tokenHash },
    })
}

/** False when the very request was made before. What lies outside the window is not believed anyway. */
export async function recordRequest(
  writer: Writer,
  { centreId, deskId }: { readonly centreId: CentreId; readonly deskId: DeskId },
  nonce: string,
  nowMs: number,
  keptMs: number,
  profile: 1 | 2,
): Promise<boolean> {
  const [added] = await rowsOf<{ n: number }>(
    writer,
    sql`with added as (
          insert into request_seen (centre_id, desk_id, nonce, seen_ms)
          values (${centreId}, ${deskId}, ${nonce}, ${nowMs}::bigint) on conflict do nothing returning 1),
        over as (
          delete from request_seen
          where centre_id = ${centreId} and desk_id = ${deskId} and seen_ms < ${nowMs - keptMs}::bigint)
        select count(*)::int as n from added`,
  )
  if (profile === 1)
    await writer
      .update(desk)
      .set({ profile: 2 })
      .where(and(eq(desk.centreId, centreId), eq(desk.deskId, deskId)))
  return added?.n === 1
}
