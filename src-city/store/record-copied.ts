import { sql } from 'drizzle-orm'
import type { CentreId } from '#shared/kernel/ids.ts'
import type { LogName } from './queries/log.ts'
import { rowsOf, type Writer } from './store.ts'

/** How far a copy off this machine has a log: number and hash, as everywhere. */
export type CopiedHead = LogName & { readonly seq: number; readonly hash: string }

/**
 * Lets desks clear what a copy holds (sync.md C.16): never beyond what is durable here, never back, and only
 * where the copy's entry is the very one of this log. Answers how many logs of the centre it holds that way.
 */
export async function recordCopied(
  writer: Writer,
  centreId: CentreId,
  heads: readonly Omit<CopiedHead, 'centreId'>[],
): Promise<number> {
  const rows = await rowsOf<{ n: number }>(
    writer,
    sql`with held as (
          select h.desk_id, h.epoch, least(h.durable_seq, c.seq) as seq
            from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb)
                 as c("deskId" text, epoch int, seq int, hash text)
            join log_head h on h.centre_id = ${centreId} and h.desk_id = c."deskId" and h.epoch = c.epoch
            join journal j on j.centre_id = ${centreId} and j.desk_id = c."deskId" and j.epoch = c.epoch
                 and j.seq = c.seq and j.hash = c.hash),
        moved as (
          update log_head h set prune_ok_seq = held.seq from held
           where h.centre_id = ${centreId} and h.desk_id = held.desk_id and h.epoch = held.epoch
             and h.prune_ok_seq < held.seq)
        select count(*)::int as n from held`,
  )
  return rows[0]?.n ?? 0
}
