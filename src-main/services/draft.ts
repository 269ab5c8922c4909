import { dropDraft, keepDraft } from '#main/store/notes/drafts.ts'
import { findMatter } from '#main/store/queries/case.ts'
import { type DraftRow, findDraft, listDrafts } from '#main/store/queries/draft.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { type DraftSummary, IntakeDraft } from '#shared/contract/intake.ts'
import { maskName } from '#shared/domain/masking.ts'
import type { DraftId } from '#shared/kernel/ids.ts'
import { CaseId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { type Desk, person } from './desk.ts'

/**
 * Keeps what was typed. The draft's id later becomes the id of the case, so a late save after the
 * decision is recognised and refused instead of raising the draft from the dead.
 */
export function save(desk: Desk, { draft }: Input<'draft.save'>): Answer<'draft.save'> {
  const savedMs = desk.seams.wallMs()
  const owner = person(desk).staffId
  return desk.store.write((writer) => {
    const before = findDraft(writer, draft.draftId)
    if (before && before.owner !== owner) return refuse('draft-not-yours')
    if (findMatter(writer, CaseId.parse(draft.draftId))) return refuse('draft-already-decided')
    keepDraft(writer, {
      draftId: draft.draftId,
      owner,
      step: draft.step,
      matterId: draft.matterId ?? null,
      applicant: draft.applicant.name,
      body: draft,
      savedMs,
      bootId: desk.seams.bootId,
    })
    return ok({ savedMs })
  })
}

export function list(desk: Desk): Answer<'draft.list'> {
  return ok({ drafts: desk.store.read((reader) => summaries(desk, reader)) })
}

export function open(desk: Desk, { draftId }: Input<'draft.open'>): Answer<'draft.open'> {
  return desk.store.write((writer) => {
    const row = ownDraft(desk, writer, draftId)
    if (!row.ok) return row
    const recovered = row.value.bootId !== desk.seams.bootId
    // Opened once, it has been looked at: the pill 「恢复件」 goes.
    if (recovered) keepDraft(writer, { ...row.value, bootId: desk.seams.bootId })
    return ok({ draft: IntakeDraft.parse(row.value.body), recovered })
  })
}

export function discard(desk: Desk, { draftId }: Input<'draft.discard'>): Answer<'draft.discard'> {
  return desk.store.write((writer) => {
    const row = ownDraft(desk, writer, draftId)
    if (!row.ok) return row
    dropDraft(writer, draftId)
    return ok({})
  })
}

/** Someone's own draft; drafts of others stay with their owners (ui.md 2.l). */
export function ownDraft(
  desk: Desk,
  reader: Reader,
  draftId: DraftId,
): Result<DraftRow, 'draft-unknown' | 'draft-not-yours'> {
  const row = findDraft(reader, draftId)
  if (!row) return refuse('draft-unknown')
  return row.owner === person(desk).staffId ? ok(row) : refuse('draft-not-yours')
}

export function summaries(desk: Desk, reader: Reader): DraftSummary[] {
  const { name, staffId } = person(desk)
  const names = new Map(desk.rules.catalogue.matters.map((matter) => [matter.matterId, matter.name]))
  return listDrafts(reader, staffId).map((row) => {
    const matterName = row.matterId ? names.get(row.matterId) : undefined
    return {
      draftId: row.draftId,
      ...(matterName ? { matterName } : {}),
      applicantName: shownName(row),
      step: IntakeDraft.shape.step.parse(row.step),
      savedMs: row.savedMs,
      owner: name,
      recovered: row.bootId !== desk.seams.bootId,
    }
  })
}

/** Organisations are public; persons are not. */
function shownName({ applicant, body }: DraftRow): string {
  const read = IntakeDraft.shape.applicant.safeParse((body as { applicant?: unknown } | null)?.applicant)
  return read.data?.kind === 'ORGANISATION' ? applicant : maskName(applicant)
}
