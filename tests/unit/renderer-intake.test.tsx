// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { listenToKeys } from '#renderer/app/keys.ts'
import { judgeByKey } from '#renderer/app/materials/judge.ts'
import { statusText } from '#renderer/app/StatusLine.tsx'
import { listenToScans } from '#renderer/app/scan.ts'
import { matterLook } from '#renderer/app/states.ts'
import { withoutStrays } from '#renderer/features/intake/autosave.ts'
import { newDraftId } from '#renderer/features/intake/draft-id.ts'
import { findMatters } from '#renderer/features/intake/find-matter.ts'
import { IntakeScreen } from '#renderer/features/intake/IntakeScreen.tsx'
import { emptyDraft, useIntake } from '#renderer/features/intake/intake-draft.ts'
import { knownValues } from '#renderer/features/intake/prefill.ts'
import { effectOf } from '#renderer/features/intake/SituationStep.tsx'
import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { Bridge } from '#shared/contract/wire.ts'
import { DraftId } from '#shared/kernel/ids.ts'
import { shippedCatalogue } from '#tests/support/shipped-catalogue.ts'

const catalogue = shippedCatalogue()
const answers = { claimant: 'self', birthDates: 'same', residence: 'home' }
const matter = mergeMatter(catalogue, 'V04', answers)
const draftId = newDraftId()

describe('finding a matter', () => {
  test('goes by initials, words and code, and by use when nothing is typed', () => {
    expect(findMatters(catalogue, 'gljt', [])[0]?.matterId).toBe('V04')
    expect(findMatters(catalogue, '新生', [])[0]?.matterId).toBe('A01')
    expect(findMatters(catalogue, 'Ｃ０５', [])[0]?.matterId).toBe('C05')
    const used = findMatters(catalogue, '', ['C05', 'V04'])
    expect(used.slice(0, 2).map(({ matterId }) => matterId)).toEqual(['C05', 'V04'])
    expect(findMatters(catalogue, '查无此事', [])).toEqual([])
  })
})

describe('one key on a row', () => {
  const [idCard] = matter.materials
  if (!idCard) throw new Error('V04 asks for an identity card')

  test('never takes the original of a paper that may not be held', () => {
    expect(idCard.custodyPolicy).toBe('NEVER_HOLD')
    expect(judgeByKey(idCard, '2')).toMatchObject({ do: 'barred' })
    expect(judgeByKey({ ...idCard, custodyPolicy: 'SHORT_HOLD' }, '2')).toMatchObject({ do: 'judge' })
  })

  test('defers only what may be deferred, and says why not', () => {
    const barred = judgeByKey({ ...idCard, mayDefer: false, primary: true }, 'R')
    expect(barred).toEqual({ do: 'barred', sentence: expect.stringContaining('主要材料') as string })
    expect(judgeByKey({ ...idCard, mayDefer: true }, 'R')).toEqual({ do: 'ask', what: 'defer' })
  })

  test('takes the next way of waiving when pressed again', () => {
    const row = { ...idCard, waivableBy: ['eLicense', 'sharedData'] as const, mayCommit: false }
    expect(judgeByKey(row, '4')).toEqual({ do: 'judge', judgement: { state: 'WAIVED', by: 'eLicense' } })
    expect(judgeByKey(row, '4', { state: 'WAIVED', by: 'eLicense' })).toEqual({
      do: 'judge',
      judgement: { state: 'WAIVED', by: 'sharedData' },
    })
  })
})

describe('a draft', () => {
  test('has a version 7 name of its own', () => {
    expect(DraftId.safeParse(draftId).success).toBe(true)
    expect(newDraftId()).not.toBe(newDraftId())
  })

  test('is sent without what the answers no longer ask for', () => {
    const [row] = matter.materials
    const draft = {
      ...emptyDraft(draftId),
      matterId: 'V04',
      answers: { ...answers, gone: 'x' },
      form: { gone: 'x' },
      materials: [
        { rowId: row?.rowId ?? '', judgement: { state: 'NOT_APPLICABLE' as const } },
        { rowId: 'gone', judgement: { state: 'NOT_APPLICABLE' as const } },
      ],
    }
    const sent = withoutStrays(draft, matter)
    expect(sent.answers).toEqual(answers)
    expect(sent.form).toEqual({})
    expect(sent.materials.map(({ rowId }) => rowId)).toEqual([row?.rowId])
  })

  test('fills the form from the applicant and derives sex and birth date from the number', () => {
    const draft = emptyDraft(draftId)
    const applicant = { ...draft.applicant, name: '王秀英', idNumber: '36032219400307000X' }
    const known = knownValues(matter.fields, { ...draft, applicant }, '2026-11-23')
    expect(Object.values(known)).toEqual(
      expect.arrayContaining(['王秀英', '36032219400307000X', '1940-03-07']),
    )
  })
})

describe('changing an answer', () => {
  test('says beforehand which papers come and go', () => {
    const [question] = mergeMatter(catalogue, 'A01', {}).questions
    const [first, second] = (question?.options ?? []).map(({ optionId }) =>
      mergeMatter(catalogue, 'A01', { [question?.situationId ?? '']: optionId }),
    )
    if (!first || !second) throw new Error('A01 begins with a question of two answers')
    expect(effectOf(first, first)).toBeUndefined()
    expect(effectOf(first, second)).toMatch(/^改这一项会.+，已填内容保留。$/)
  })
})

describe('words', () => {
  const status = {
    link: 'CONNECTED' as const,
    head: 9,
    sent: 9,
    confirmed: 9,
    durable: true,
    durableThrough: 0,
    applied: 0,
    pruneOk: 0,
    waiting: 0,
    returned: 0,
    held: 0,
  }
  test('of the status line, connected and offline', () => {
    const lastConfirmedMs = Date.parse('2026-11-23T14:32:00+08:00')
    expect(statusText({ ...status, lastConfirmedMs })).toBe(
      '● 市级已连接 · 待上传 0 · 退回 0 · 最近确认 14:32',
    )
    expect(statusText({ ...status, link: 'OFFLINE', reason: 'no-answer', waiting: 12 })).toBe(
      '○ 没有联网，照常受理 · 待上传 12',
    )
    expect(statusText({ ...status, stalled: 'records', waiting: 12, lastConfirmedMs })).toBe(
      '◐ 市级已连接，记录传不过去 · 待上传 12 · 退回 0 · 最近确认 14:32',
    )
  })

  test('of a matter follow what was decided, not what only waits', () => {
    expect(matterLook(['RECEIVED', 'ACCEPTANCE_REFUSED']).word).toBe('不予受理')
    expect(matterLook(['RECEIVED', 'ACCEPTED']).word).toBe('已受理')
    expect(matterLook(['RECEIVED']).word).toBe('已收件')
  })
})

describe('an intake on the screen', () => {
  const saved = vi.fn()
  let draft: ReturnType<typeof emptyDraft>
  let stop = (): void => undefined
  beforeEach(() => {
    stop = listenToKeys(window)
    const said = (value: unknown) => Promise.resolve({ ok: true as const, value })
    const opened = { ...emptyDraft(draftId), matterId: 'V04', answers, step: 'materials' as const }
    draft = opened
    const bridge: Bridge = {
      ask: (name, input) => {
        if (name === 'catalogue.current') return said({ catalogue })
        if (name === 'draft.open') return said({ draft, recovered: false })
        if (name === 'draft.save') saved(input)
        return said({ savedMs: 0, matterIds: [] })
      },
      onChange: () => () => undefined,
      print: () => Promise.resolve(true),
    }
    Object.assign(globalThis, { pingchuang: bridge })
  })
  afterEach(() => {
    cleanup()
    stop()
  })

  test('takes two digits that fall together as the answers to two questions, and goes one step on', async () => {
    const stopScans = listenToScans(window)
    const { claimant: _, birthDates: __, ...others } = answers
    draft = { ...draft, answers: others, step: 'situation' }
    render(<IntakeScreen draftId={draftId} turn={2} today="2026-11-23" />)
    await screen.findByRole('heading', { name: '情形' })
    for (const key of ['1', '2', '1'])
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key, code: `Digit${key}`, bubbles: true, cancelable: true }),
      )
    await screen.findByRole('heading', { name: /一张表/ })
    expect(useIntake.getState().draft).toMatchObject({
      step: 'form',
      answers: { claimant: 'self', birthDates: 'differ', residence: 'home' },
    })
    stopScans()
  })

  test('has its materials judged row by row, and is saved shortly after the last key', async () => {
    render(<IntakeScreen draftId={draftId} turn={1} today="2026-11-23" />)
    await screen.findByRole('heading', { name: /一套材料/ })
    const rows = () => screen.getAllByRole('option')
    expect(rows()[0]?.getAttribute('aria-selected')).toBe('true')

    await userEvent.keyboard('2')
    expect(screen.getByRole('alert').textContent).toContain('只看不收')
    await userEvent.keyboard('1')
    await userEvent.keyboard('0')
    expect(rows()[0]?.textContent).toContain('已核原件')
    expect(rows()[1]?.textContent).toContain('缺')
    expect(rows()[2]?.getAttribute('aria-selected')).toBe('true')

    await act(() => new Promise((resolve) => setTimeout(resolve, 500)))
    expect(saved).toHaveBeenCalled()
    expect(useIntake.getState().draft.materials).toHaveLength(2)
  })
})
