import { describe, expect, test } from 'vitest'
import { formOf, moveOf } from '#renderer/features/assist/act-forms.ts'
import { emptyLog, placesOf, quickModes, wishOf } from '#renderer/features/assist/log-wish.ts'
import { AssistAct } from '#shared/domain/assist.ts'
import { fullOrderMoves } from '#tests/support/assist-facts.ts'

const view = { mode: 'DELEGATE', letter: { acts: ['SUBMIT', 'QUERY'] } } as unknown as Parameters<
  typeof formOf
>[1]

describe('the form of an act', () => {
  test.each(AssistAct.options.filter((act) => act !== 'AUTHORISE' && act !== 'REASSIGN'))(
    '%s asks for what the act must say, and says no more',
    (act) => {
      const form = formOf(act, view)
      if (!form) throw new Error('no form')
      const lines = Object.fromEntries((form.lines ?? []).map(({ key }) => [key, ` ${key} `]))
      const choice = form.choice?.options[0]?.value ?? ''
      const said = Object.keys(moveOf(act, { choice, lines }))
      for (const key of Object.keys(fullOrderMoves[act])) expect(said).toContain(key)
      const bare = moveOf(act, { choice, lines: {} })
      expect(Object.values(bare)).not.toContain('')
    },
  )

  test('offers only what the letter lets the officer do, and never the end of the letter itself', () => {
    const asked = (act: AssistAct) => formOf(act, view)?.choice?.options.map(({ value }) => value)
    expect(asked('PROGRESS')).toEqual(['SUBMIT', 'QUERY'])
    expect(asked('PAUSE')).not.toContain('LETTER_ENDED')
    expect(formOf('REFUSE', view)?.pin).toBe(true)
  })
})

describe('a line of the log', () => {
  test.each(quickModes.filter((mode) => mode !== 'APPOINTMENT'))(
    '%s consents to nothing by itself',
    (mode) => {
      expect(wishOf({ ...emptyLog, mode }).consent).toEqual({
        voluntary: false,
        privacy: false,
        sensitive: false,
      })
      expect(placesOf({ ...emptyLog, mode }).at(0)).toBe('mode')
      expect(placesOf({ ...emptyLog, mode }).at(-1)).toBe('result')
    },
  )

  test('takes the sensitive consent only where it was given for itself', () => {
    expect(wishOf({ ...emptyLog, consent: 'PLAIN' }).consent.sensitive).toBe(false)
    expect(wishOf({ ...emptyLog, consent: 'SENSITIVE' }).consent.sensitive).toBe(true)
  })

  test('of a word at the counter names nobody unless a name was told', () => {
    expect(wishOf({ ...emptyLog, mode: 'COUNSEL' }).served).toBe(undefined)
    expect(wishOf({ ...emptyLog, mode: 'ESCORT', name: '陈桂香', place: '县医院' })).toMatchObject({
      served: { name: '陈桂香' },
      detail: { place: '县医院' },
    })
  })
})
