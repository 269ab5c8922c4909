import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SyncState } from '#shared/contract/case.ts'
import { Choice, RefusalGround } from '#shared/domain/decision.ts'
import { DeskEvent } from '#shared/domain/events.ts'
import { CentreRole, ItemState } from '#shared/domain/item-case.ts'
import { DefectReason, Judgement, SupplyWay } from '#shared/domain/material.ts'
import { PaperKind } from '#shared/domain/paper.ts'
import { IdentityMethod, Representative } from '#shared/domain/party.ts'
import { Role } from '#shared/domain/staff.ts'
import { Disposition } from '#shared/protocol/messages.ts'

const text = readFileSync(join(import.meta.dirname, '../../docs/glossary.md'), 'utf8')
const words = wordsOf(text)

describe('the glossary names every', () => {
  test.each([
    ['event', DeskEvent.options.map((option) => option.shape.type.value)],
    ['state of an item', ItemState.options],
    ['choice', Choice.options],
    ['ground of a refusal', RefusalGround.shape.category.options],
    ['role of a centre', CentreRole.options],
    ['kind of paper', PaperKind.options],
    ['judgement of a material', Judgement.options.map((option) => option.shape.state.value)],
    ['reason for a defect', DefectReason.options],
    ['way to supply', SupplyWay.options],
    ['disposition of the city', Disposition.shape.state.options],
    ['state of a record', SyncState.options],
    ['post', Role.options],
    ['capacity of a representative', Representative.shape.capacity.options],
    ['way to know an identity', IdentityMethod.options],
  ] as const)('%s', (_, identifiers) => {
    expect(identifiers.length).toBeGreaterThan(0)
    expect(identifiers.filter((identifier) => !words.has(identifier))).toEqual([])
  })
})

test('a word that stands in no table does not count', () => {
  expect(wordsOf('`ACCEPTED` in a sentence\n| 受理 | `ACCEPT` | so |')).toEqual(new Set(['ACCEPT']))
})

test('every line says what it means in one sentence', () => {
  const lines = rowsOf(text).filter((cells) => !/^-+$/.test(cells[0] ?? ''))
  expect(lines.length).toBeGreaterThan(100)
  expect(lines.filter((cells) => cells.length !== 3 || cells.some((cell) => cell === ''))).toEqual([])
})

function wordsOf(page: string): ReadonlySet<string> {
  return new Set(
    rowsOf(page).flatMap((cells) => [...cells.join(' ').matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)),
  )
}

function rowsOf(page: string): readonly (readonly string[])[] {
  return page
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}
