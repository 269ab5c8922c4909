import type { Answer } from '#shared/contract/desk.ts'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import type { Choice, RefusalGround } from '#shared/domain/decision.ts'
import { ownPin, type TestDesk } from './a-desk.ts'

/** Saves a draft as the window does on every pause, and takes the decision. */
export async function takeIn(
  desk: TestDesk,
  draft: IntakeDraft,
  choice?: Choice,
  ground?: RefusalGround,
): Promise<Answer<'intake.decide'>> {
  const saved = await desk.ask('draft.save', { draft })
  if (!saved.ok) throw new Error(`draft.save: ${saved.refusal.code}`)
  const chosen = choice ?? (await proposed(desk, draft))
  return desk.ask('intake.decide', {
    draftId: draft.draftId,
    choice: chosen,
    ...(ground ? { ground } : {}),
    ...ownPin(desk),
  })
}

/** The same, for tests in which the act itself must work. */
export async function taken(
  desk: TestDesk,
  draft: IntakeDraft,
  choice?: Choice,
  ground?: RefusalGround,
): Promise<Extract<Answer<'intake.decide'>, { ok: true }>['value']> {
  const decided = await takeIn(desk, draft, choice, ground)
  if (!decided.ok)
    throw new Error(`intake.decide: ${decided.refusal.code} ${JSON.stringify(decided.refusal.detail)}`)
  return decided.value
}

async function proposed(desk: TestDesk, { draftId }: IntakeDraft): Promise<Choice> {
  const review = await desk.ask('intake.review', { draftId })
  if (!review.ok) throw new Error(`intake.review: ${review.refusal.code}`)
  return review.value.defaultChoice
}

/**
 * Every row of every table, to show that nothing changed; drafts apart. How often the mark beside the database
 * was written is left out: the desk does that in its own time.
 */
export function everythingBut(
  desk: TestDesk,
  ...left: readonly string[]
): Readonly<Record<string, readonly unknown[]>> {
  const { client } = desk.opened.store
  const tables = client
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as readonly string[]
  return Object.fromEntries(
    tables
      .filter((name) => name !== 'identity_note' && !left.includes(name))
      .map((name) => [name, client.prepare(`SELECT * FROM ${name}`).all()]),
  )
}
