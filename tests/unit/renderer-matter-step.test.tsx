// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newDraftId } from '#renderer/features/intake/draft-id.ts'
import { IntakeContext } from '#renderer/features/intake/intake-context.ts'
import { emptyDraft, useIntake } from '#renderer/features/intake/intake-draft.ts'
import { MatterStep } from '#renderer/features/intake/MatterStep.tsx'
import type { Bridge } from '#shared/contract/wire.ts'
import { shippedCatalogue } from '#tests/support/shipped-catalogue.ts'

const catalogue = shippedCatalogue()
let recent = Promise.withResolvers<unknown>()
let hint: Parameters<Bridge['onChange']>[0] | undefined
let finished: string[]

beforeEach(() => {
  recent = Promise.withResolvers()
  finished = []
  const bridge: Bridge = {
    ask: () => recent.promise as never,
    onChange: (listener) => {
      hint = listener
      return () => undefined
    },
    print: async () => true,
  }
  vi.stubGlobal('pingchuang', bridge)
  useIntake.setState({ draft: emptyDraft(newDraftId()) })
  render(
    <IntakeContext
      value={{
        catalogue,
        merged: undefined,
        today: '2026-11-23',
        finish: (step) => void finished.push(step),
        goTo: () => undefined,
        flush: async () => true,
      }}
    >
      <MatterStep />
    </IntakeContext>,
  )
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const known = (...matterIds: readonly string[]) =>
  act(async () => recent.resolve({ ok: true, value: { matterIds } }))
const first = () => screen.getAllByRole('option')[0]?.textContent

test('a digit pressed before the recent matters are known means the one it stands before then', async () => {
  await userEvent.keyboard('2')
  expect(screen.queryAllByRole('option')).toEqual([])
  expect(finished).toEqual([])
  await known('C05', 'V04')
  expect(useIntake.getState().draft.matterId).toBe('V04')
  expect(finished).toEqual(['matter'])
})

test('the list stays as it stood while somebody looks at it', async () => {
  await known('C05', 'V04')
  expect(first()).toContain('C05')
  recent = Promise.withResolvers()
  vi.useFakeTimers()
  await act(async () => {
    hint?.('journal')
    await vi.advanceTimersByTimeAsync(1_000)
  })
  vi.useRealTimers()
  await known('V04', 'C05')
  expect(first()).toContain('C05')
})
