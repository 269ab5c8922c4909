import type { Answer } from '#shared/contract/desk.ts'

/** What stands in the way of a decision, and what each choice would do today. */
export type Outlook = (Answer<'intake.review'> & { ok: true })['value']
