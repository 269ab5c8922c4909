import type { Answer } from '#shared/contract/desk.ts'

/** What the desk knows of a number: who it is, what follows from it, what is under way. */
export type Found = (Answer<'party.lookup'> & { ok: true })['value']
