import { sql } from 'drizzle-orm'
import type { CatalogueAdopted, DeskOpened, EpochOpened } from '#shared/domain/events.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { deskFact } from '../tables/case.ts'
import type { At } from './at.ts'

export function applyDeskOpened(writer: Writer, event: DeskOpened, { position }: At): void {
  setFact(writer, 'opened', `${event.deskId} ${event.centreId} ${event.deskPart}`, position)
}

export function applyEpochOpened(writer: Writer, event: EpochOpened, { position }: At): void {
  setFact(writer, 'opened', `${event.deskId} ${event.centreId} ${event.deskPart}`, position)
}

export function applyCatalogueAdopted(writer: Writer, event: CatalogueAdopted, { position }: At): void {
  setFact(writer, 'catalogue', `${event.version} ${event.sha256}`, position)
}

function setFact(writer: Writer, name: string, value: string, changedAt: number): void {
  writer
    .insert(deskFact)
    .values({ name, value, changedAt })
    .onConflictDoUpdate({
      target: deskFact.name,
      set: { value: sql`excluded.value`, changedAt: sql`excluded.changed_at` },
    })
    .run()
}
