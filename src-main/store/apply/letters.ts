import { eq, sql } from 'drizzle-orm'
import { pinyin } from 'pinyin-pro'
import type { PartyId } from '#shared/kernel/ids.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import { prepared, type Reader, type Writer } from '#shared/sqlite/store.ts'
import { party } from '../tables/case.ts'
import { partyLetters } from '../tables/find.ts'

/** Keeps what a name is found by beside it; a name that was put right is found by the new one alone. */
export function keepLetters(writer: Writer, partyId: PartyId, name: string): void {
  dropLetters(writer).run({ partyId })
  for (const letters of lettersOf(name)) insertLetters(writer, { letters, partyId })
}

/** For persons received before the desk knew letters: they follow from the name, so nothing is journaled. */
export function fillLetters(writer: Writer): void {
  for (const { name, partyId } of unlettered(writer).all()) keepLetters(writer, partyId, name)
}

/**
 * The initials of a name, read as a family name and as a word: 单 is found by `s` and by `d` (UX-461).
 *
 * Signs that have no sound here are passed over, because nobody can type them.
 */
export function lettersOf(name: string): readonly string[] {
  const [first = ''] = name
  const asName = initials(name, 'head')
  const asWord = initials(name, 'off')
  const others = pinyin(first, { multiple: true, pattern: 'first', toneType: 'none', type: 'array' })
  const ways = [asName, asWord, ...others.map((letter) => [letter, ...asName.slice(1)])]
  return [
    ...new Set(
      ways.map((way) =>
        way
          .join('')
          .toLowerCase()
          .replaceAll(/[^a-z0-9]/g, ''),
      ),
    ),
  ].filter(Boolean)
}

function initials(name: string, surname: 'head' | 'off'): readonly string[] {
  return pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname })
}

const insertLetters = insertRow(partyLetters)

const dropLetters = prepared((writer: Writer) =>
  writer
    .delete(partyLetters)
    .where(eq(partyLetters.partyId, sql.placeholder('partyId')))
    .prepare(),
)

const unlettered = prepared((reader: Reader) =>
  reader
    .select({ partyId: party.partyId, name: party.name })
    .from(party)
    .where(sql`NOT EXISTS (SELECT 1 FROM party_letters AS known WHERE known.party_id = ${party.partyId})`)
    .prepare(),
)
