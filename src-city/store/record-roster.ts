import { and, eq, isNull, sql } from 'drizzle-orm'
import type { CentreId, DeskId } from '#shared/kernel/ids.ts'
import type { Certificate } from '#shared/protocol/messages.ts'
import { rowsOf, type Writer } from './store.ts'
import { area, centre } from './tables/centre.ts'
import { cityLife } from './tables/city-life.ts'
import { type DeskStatus, desk } from './tables/desk.ts'
import { enrolmentCode } from './tables/enrolment-code.ts'

/** What outlives the database, as far as numbers go. */
type PartsGiven = {
  readonly partsGiven: (area: string) => number
  readonly noteParts: (area: string, given: number) => void
}

/** Names a life of this city; replaces the one before when a restored database begins a new one. */
export async function recordCityLife(
  writer: Writer,
  life: { readonly cityId: string; readonly cityEpoch: number },
  nowMs: number,
): Promise<void> {
  const { cityEpoch } = life
  await writer
    .insert(cityLife)
    .values({ ...life, bornMs: nowMs })
    .onConflictDoUpdate({ target: cityLife.one, set: { cityEpoch, bornMs: nowMs } })
}

/** Proof that the database takes writes, for `/readyz`. */
export async function recordProbe(writer: Writer, nowMs: number): Promise<void> {
  await writer.update(cityLife).set({ probedMs: nowMs })
}

export async function recordCentre(
  writer: Writer,
  { centreId, name }: { readonly centreId: CentreId; readonly name: string },
  nowMs: number,
): Promise<void> {
  await writer
    .insert(centre)
    .values({ centreId, name, changedMs: nowMs })
    .onConflictDoUpdate({ target: centre.centreId, set: { name, changedMs: nowMs } })
}

/** False when another code already begins with the same characters; the caller makes another one. */
export async function recordCode(
  writer: Writer,
  code: Omit<typeof enrolmentCode.$inferInsert, 'deskId'>,
): Promise<boolean> {
  const rows = await writer
    .insert(enrolmentCode)
    .values(code)
    .onConflictDoNothing()
    .returning({ selector: enrolmentCode.selector })
  return rows.length === 1
}

export async function recordWrongTry(writer: Writer, selector: string): Promise<void> {
  await writer
    .update(enrolmentCode)
    .set({ triesLeft: sql`greatest(${enrolmentCode.triesLeft} - 1, 0)` })
    .where(eq(enrolmentCode.selector, selector))
}

/** The next part of the case numbers of a centre's township; never one that was given before. */
export async function takePart(writer: Writer, centreId: CentreId, roster: PartsGiven): Promise<string> {
  const township = centreId.slice(0, 9)
  const floor = roster.partsGiven(township)
  const [given] = await rowsOf<{ n: number }>(
    writer,
    sql`insert into ${area} as a (area, desks_given) values (${township}, ${floor + 1}::int)
        on conflict (area) do update set desks_given = greatest(a.desks_given, ${floor}::int) + 1
        returning a.desks_given as n`,
  )
  const nth = given?.n ?? 1
  roster.noteParts(township, nth)
  return nthDeskPart(nth)
}

export type NewDesk = {
  readonly centreId: CentreId
  readonly deskId: DeskId
  readonly deskPart: string
  readonly publicKey: string
  readonly epoch: number
  readonly certificateEndsMs: number
  readonly inPlaceOf: readonly DeskId[]
}

/** Opens a desk; its first log is opened with it. */
export async function recordDesk(writer: Writer, opened: NewDesk, nowMs: number): Promise<void> {
  await writer.insert(desk).values({
    ...opened,
    area: opened.centreId.slice(0, 9),
    status: 'ACTIVE',
    enrolledMs: nowMs,
  })
}

/** A code is good once; which desk it was for is kept, so that a lost answer can be repeated. */
export async function recordCodeUsed(
  writer: Writer,
  { centreId, codeHash }: { readonly centreId: CentreId; readonly codeHash: string },
  deskId: DeskId,
): Promise<void> {
  await writer
    .update(enrolmentCode)
    .set({ deskId })
    .where(and(eq(enrolmentCode.centreId, centreId), eq(enrolmentCode.codeHash, codeHash)))
}

/** A desk and its centre as a certificate of this city names them, in a database that does not know them. */
export async function recordAdopted(
  writer: Writer,
  told: Certificate & { readonly revokedMs: number | null },
  roster: PartsGiven,
  nowMs: number,
): Promise<void> {
  const {
    centreId,
    centreName,
    deskId,
    deskKey,
    deskPart,
    endsMs,
    epoch,
    inPlaceOf = [],
    issuedMs,
    revokedMs,
  } = told
  const township = centreId.slice(0, 9)
  await writer.insert(centre).values({ centreId, name: centreName, changedMs: nowMs }).onConflictDoNothing()
  const nth = Math.max(nthOf(deskPart), roster.partsGiven(township))
  roster.noteParts(township, nth)
  await rowsOf(
    writer,
    sql`insert into ${area} as a (area, desks_given) values (${township}, ${nth}::int)
        on conflict (area) do update set desks_given = greatest(a.desks_given, ${nth}::int) returning 1`,
  )
  await writer
    .insert(desk)
    .values({
      centreId,
      deskId,
      area: township,
      deskPart,
      publicKey: deskKey,
      epoch,
      status: revokedMs === null ? 'ACTIVE' : 'REVOKED',
      revokedMs,
      enrolledMs: issuedMs,
      certificateEndsMs: endsMs ?? null,
      inPlaceOf,
    })
    .onConflictDoNothing()
}

/** True when there is such a desk. */
export async function recordDeskStatus(
  writer: Writer,
  deskId: string,
  status: DeskStatus,
  revokedMs: number | null,
): Promise<boolean> {
  const rows = await writer
    .update(desk)
    .set({ status, revokedMs, revokedSeq: null })
    .where(eq(desk.deskId, deskId as DeskId))
    .returning({ deskId: desk.deskId })
  return rows.length === 1
}

export async function recordCertificateEnd(
  writer: Writer,
  { centreId, deskId }: { readonly centreId: CentreId; readonly deskId: DeskId },
  certificateEndsMs: number,
): Promise<void> {
  await writer
    .update(desk)
    .set({ certificateEndsMs })
    .where(and(eq(desk.centreId, centreId), eq(desk.deskId, deskId)))
}

/** Where a revoked desk stood when it learnt of it: what it writes later is not taken. */
export async function recordRevokedAt(
  writer: Writer,
  { centreId, deskId }: { readonly centreId: CentreId; readonly deskId: DeskId },
  seq: number,
): Promise<void> {
  await writer
    .update(desk)
    .set({ revokedSeq: seq })
    .where(and(eq(desk.centreId, centreId), eq(desk.deskId, deskId), isNull(desk.revokedSeq)))
}

const firstPart = Number.parseInt('A01', 36)
const partsMax = 36 ** 3

/** Three base-36 characters, `A01` first; after 46,656 desks the unique key of the table says stop. */
function nthDeskPart(n: number): string {
  return ((firstPart + n - 1) % partsMax).toString(36).toUpperCase().padStart(3, '0')
}

function nthOf(deskPart: string): number {
  return ((Number.parseInt(deskPart, 36) - firstPart + partsMax) % partsMax) + 1
}
