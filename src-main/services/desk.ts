import type { Act } from '#main/store/record.ts'
import type { PolicySheets } from '#shared/catalogue/policy.ts'
import type { Catalogue } from '#shared/catalogue/schema.ts'
import type { TypingProfiles } from '#shared/catalogue/typing-profile.ts'
import type { CardReader } from '#shared/contract/card-reader.ts'
import type { Change } from '#shared/contract/desk.ts'
import type { Caller } from '#shared/contract/procedure.ts'
import type { StickCarrier } from '#shared/contract/stick-carrier.ts'
import type { Staff } from '#shared/domain/staff.ts'
import type { WorkingDayCalendar } from '#shared/domain/working-days.ts'
import { assert } from '#shared/kernel/fault.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import type { SealedFiles } from '#shared/kernel/sealed-files.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import type { Store } from '#shared/sqlite/store.ts'
import type { Shelf } from './shelf.ts'

/** What the desk goes by: data of the city, loaded and checked by the host, the same for every clerk. */
export type Rules = {
  readonly catalogue: Catalogue
  readonly calendar: WorkingDayCalendar
  readonly knownAreas: ReadonlySet<string>
  /** Township centres of the city by their code, for handing on. */
  readonly centres: readonly { readonly centreId: string; readonly name: string }[]
  /** In which order the systems of the departments ask (ui.md UX-407). */
  readonly typing: TypingProfiles
  /** What firms may ask for (惠企政策). */
  readonly policies: PolicySheets
  readonly sha256: string
  /** A field or material that some version of this desk had: a draft that still names it is not at fault. */
  readonly wasKnown: (id: string) => boolean
}

/** Who stands at one window; the host keeps it as long as the window is connected. */
export type Session = { staff: Staff | undefined }

/** What a service stands on. Small on purpose: another member needs a decision record. */
export type Desk = {
  readonly store: Store
  readonly seams: Seams
  /** In force today, for everything that begins now. What is under way goes by `rulesOf`. */
  readonly rules: Rules
  readonly shelf: Shelf
  readonly session: Session
  readonly caller: Caller
  /** The reader of this counter; ADR 0013. */
  readonly cardReader: CardReader
  /** The sealed files of pictures, beside the database; ADR 0023. */
  readonly pictures: SealedFiles
  /** Sticks, and what is written on them for the city; ADR 0029. */
  readonly bundles: StickCarrier
  /** Tells the host what changed, or that sync should be tried now; never carries data. */
  readonly hint: (what: Change | 'sync-now') => void
}

export function today(desk: Desk): string {
  return dateOf(desk.seams.wallMs())
}

/** A case keeps the catalogue it was received under: its papers, its view and every later act. */
export function rulesOf(
  { shelf }: Pick<Desk, 'shelf'>,
  { catalogueVersion }: { readonly catalogueVersion: string },
): Rules {
  return shelf.rulesFor(catalogueVersion)
}

/** The person acting. The contract has already kept everyone else out. */
export function person(desk: Desk): Staff {
  assert(desk.session.staff, 'only a signed-in person comes this far')
  return desk.session.staff
}

export function actOf(desk: Desk): Act {
  return { actor: person(desk).staffId, seams: desk.seams }
}
