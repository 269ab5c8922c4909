import { and, eq, sql } from 'drizzle-orm'
import { hash } from '#shared/crypto/suite.ts'
import { type DeskEvent, MatterReceived } from '#shared/domain/events.ts'
import type { CentreId } from '#shared/kernel/ids.ts'
import { parsed } from '#shared/kernel/json.ts'
import { among, rowsOf, type Writer } from '../store.ts'
import { cardHolder } from '../tables/card-holder.ts'
import type { Stage } from './stage.ts'
import type { VerdictCode } from './verdict.ts'

/** By number: what is known, and what this batch read. Either only as hashes. */
export type CardStage = {
  readonly known: Map<string, string>
  readonly read: Map<string, { readonly nameHash: string; readonly readMs: number }>
}

export function noCards(): CardStage {
  return { known: new Map(), read: new Map() }
}

export async function loadCards(
  writer: Writer,
  centreId: CentreId,
  events: readonly (DeskEvent | undefined)[],
): Promise<CardStage> {
  const numbers = events.flatMap((event) =>
    event?.type === 'matter-received' && isTyped(event) ? [numberHash(centreId, event)] : [],
  )
  if (numbers.length === 0) return noCards()
  const rows = await writer
    .select({ numberHash: cardHolder.numberHash, nameHash: cardHolder.nameHash })
    .from(cardHolder)
    .where(and(eq(cardHolder.centreId, centreId), among(cardHolder.numberHash, numbers)))
  return { known: new Map(rows.map((row) => [row.numberHash, row.nameHash])), read: new Map() }
}

/**
 * A card that was read says more than a number that was typed: under another name one of the two is wrong.
 * Whoever looked and says that it is right is believed.
 */
export function checkApplicant({ cards, desk }: Stage, event: MatterReceived): VerdictCode | undefined {
  if (!isTyped(event) || event.confirmed) return undefined
  const name = cards.known.get(numberHash(desk.centreId, event))
  return name !== undefined && name !== nameHash(desk.centreId, event) ? 'card-name-differs' : undefined
}

export function noteCard({ cards, desk }: Stage, event: MatterReceived): void {
  const { applicant } = event
  if (applicant.kind !== 'PERSON' || applicant.identityMethod !== 'CARD') return
  const number = numberHash(desk.centreId, event)
  const name = nameHash(desk.centreId, event)
  cards.known.set(number, name)
  cards.read.set(number, { nameHash: name, readMs: event.receivedMs })
}

export async function writeCards(writer: Writer, centreId: CentreId, { read }: CardStage): Promise<void> {
  const rows = [...read].map(([number, { nameHash: name, readMs }]) => ({
    number_hash: number,
    name_hash: name,
    read_ms: readMs,
  }))
  await rowsOf(
    writer,
    sql`insert into card_holder (centre_id, number_hash, name_hash, read_ms)
        select ${centreId}::text, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as
          r (number_hash text, name_hash text, read_ms bigint)
        on conflict (centre_id, number_hash) do update
          set name_hash = excluded.name_hash, read_ms = excluded.read_ms`,
  )
}

/** Who was erased is not to be told from the hash of a number either; the next card that is read says it again. */
export async function forgetCards(
  writer: Writer,
  entries: readonly { readonly centreId: CentreId; readonly kind: string; readonly body: string }[],
): Promise<void> {
  const numbers = entries.flatMap(({ body, centreId, kind }) => {
    const event = kind === 'matter-received' ? MatterReceived.safeParse(parsed(body)).data : undefined
    return event ? [{ centreId, number: numberHash(centreId, event) }] : []
  })
  if (numbers.length === 0) return
  await writer.delete(cardHolder).where(
    and(
      among(
        cardHolder.centreId,
        numbers.map(({ centreId }) => centreId),
      ),
      among(
        cardHolder.numberHash,
        numbers.map(({ number }) => number),
      ),
    ),
  )
}

function isTyped({ applicant }: MatterReceived): boolean {
  return applicant.kind === 'PERSON' && applicant.identityMethod === 'TYPED'
}

function numberHash(centreId: CentreId, { applicant }: MatterReceived): string {
  return hash('gsc/card-number/1', centreId, applicant.idNumber).toString('base64url')
}

/** Dots and spaces between the parts of a name are written in many ways. */
function nameHash(centreId: CentreId, { applicant }: MatterReceived): string {
  return hash('gsc/card-name/1', centreId, applicant.name.replace(/[\s·•‧・．.]/g, '')).toString('base64url')
}
