import { and, eq, sql } from 'drizzle-orm'
import type { CentreId, DeskId } from '#shared/kernel/ids.ts'
import { rowsOf, type Writer } from './store.ts'
import { area, centre } from './tables/centre.ts'
import { cityLife } from './tables/city-life.ts'
import { type DeskStatus, desk } from './tables/desk.ts'
import { enrolmentCode } from './tables/enrolment-code.ts'

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

/** Opens a desk and burns its code; the part of its case numbers is the next one of the township. */
export async function recordDesk(
  writer: Writer,
  opened: { readonly centreId: CentreId; readonly deskId: DeskId; readonly publicKey: string },
  codeHash: string,
  nowMs: number,
): Promise<void> {
  const { centreId, deskId } = opened
  const township = centreId.slice(0, 9)
  const [given] = await rowsOf<{ n: number }>(
    writer,
    sql`insert into ${area} as a (area, desks_given) values (${township}, 1)
        on conflict (area) do update set desks_given = a.desks_given + 1 returning a.desks_given as n`,
  )
  const deskPart = nthDeskPart(given?.n ?? 1)
  await writer
    .insert(desk)
    .values({ ...opened, area: township, deskPart, epoch: 1, status: 'ACTIVE', enrolledMs: nowMs })
  await writer
    .update(enrolmentCode)
    .set({ deskId })
    .where(and(eq(enrolmentCode.centreId, centreId), eq(enrolmentCode.codeHash, codeHash)))
}

/** True when there is such a desk. */
export async function recordDeskStatus(writer: Writer, deskId: string, status: DeskStatus): Promise<boolean> {
  const rows = await writer
    .update(desk)
    .set({ status })
    .where(eq(desk.deskId, deskId as DeskId))
    .returning({ deskId: desk.deskId })
  return rows.length === 1
}

/** Three base-36 characters, `A01` first; after 46,656 desks the unique key of the table says stop. */
function nthDeskPart(n: number): string {
  const first = Number.parseInt('A01', 36)
  return ((first + n - 1) % 36 ** 3).toString(36).toUpperCase().padStart(3, '0')
}
