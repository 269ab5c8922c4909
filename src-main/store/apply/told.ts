import { eq, sql } from 'drizzle-orm'
import { toldAfter } from '#shared/domain/told-case.ts'
import type { CaseTold, ToldCustody } from '#shared/domain/told-events.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import { prepared, type Reader, type Writer } from '#shared/sqlite/store.ts'
import { toldCase } from '../tables/told.ts'
import type { At } from './at.ts'
import { giveBackThings, inOrder, takeInOriginals } from './custody.ts'
import {
  applyCustodyIncident,
  applyCustodyOverridden,
  applyHandoverAccepted,
  applyHandoverMade,
  applyHandoverOffered,
  applyHandoverWithdrawn,
  applyIncidentClosed,
  applyThingsStowed,
} from './handover.ts'

/** An act at another desk: things move by the very rules of acts done here, the case is kept to look at. */
export function applyCaseTold(writer: Writer, event: CaseTold, { position }: At): void {
  const at: At = { position, actor: event.from.actor, told: true }
  const { act, caseId, home } = event
  const before = byId(writer).get({ caseId })
  const after = toldAfter(before, event)
  if (after && after !== before) {
    writer.delete(toldCase).where(eq(toldCase.caseId, caseId)).run()
    insertTold(writer, { ...inOrder(after), changedAt: position })
  }
  switch (act.what) {
    case 'RECEIVED':
    case 'BROUGHT': {
      if (!after) return
      const kept = new Set(act.what === 'RECEIVED' ? act.kept : act.rowIds)
      const rows = after.rows.filter(({ rowId }) => kept.has(rowId))
      const on = act.what === 'RECEIVED' ? act.receivedOn : act.on
      const { caseNo, owners } = after
      return takeInOriginals(writer, { caseId, caseNo, owners, home }, rows, { on, atMs: act.atMs }, at)
    }
    case 'GIVEN_BACK':
      return giveBackThings(writer, { ...act, docNo: act.docNo ?? null }, at)
    case 'CUSTODY':
      return applyCustody(writer, act.event, at)
    case 'STANDS':
    case 'ERRAND':
    case 'LETTER':
    case 'LETTER_ENDED':
      return undefined
  }
}

function applyCustody(writer: Writer, event: ToldCustody, at: At): void {
  switch (event.type) {
    case 'handover-made':
      return applyHandoverMade(writer, event, at)
    case 'handover-offered':
      return applyHandoverOffered(writer, event, at)
    case 'handover-accepted':
      return applyHandoverAccepted(writer, event, at)
    case 'handover-withdrawn':
      return applyHandoverWithdrawn(writer, event, at)
    case 'things-stowed':
      return applyThingsStowed(writer, event, at)
    case 'custody-incident':
      return applyCustodyIncident(writer, event, at)
    case 'incident-closed':
      return applyIncidentClosed(writer, event, at)
    case 'custody-overridden':
      return applyCustodyOverridden(writer, event, at)
  }
}

const insertTold = insertRow(toldCase)

const byId = prepared((reader: Reader) =>
  reader
    .select()
    .from(toldCase)
    .where(eq(toldCase.caseId, sql.placeholder('caseId')))
    .prepare(),
)
