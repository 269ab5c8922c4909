import type { Answer } from '#shared/contract/desk.ts'
import type { Desk } from './desk.ts'

/** The card on the reader. Nothing is kept: what is taken over stands in the draft. */
export function readCard(desk: Desk): Promise<Answer<'device.readCard'>> {
  return desk.cardReader.read()
}
