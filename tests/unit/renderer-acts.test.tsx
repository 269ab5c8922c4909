// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { listenToKeys } from '#renderer/app/keys.ts'
import { ActPanel, type Acts } from '#renderer/features/cases/ActPanel.tsx'
import { firstValues } from '#renderer/features/cases/act-move.ts'
import { CaseOverview } from '#renderer/features/cases/CaseOverview.tsx'
import type { ActWork } from '#renderer/features/cases/case-work.ts'
import { actWords, doneWords, whyNot } from '#renderer/features/cases/lifecycle-words.ts'
import type { CaseView } from '#shared/contract/case.ts'
import type { Input, Name } from '#shared/contract/desk.ts'
import type { ActOutlook } from '#shared/contract/lifecycle.ts'
import type { Bridge } from '#shared/contract/wire.ts'
import { moveCodes } from '#shared/domain/decide-move.ts'
import { Act } from '#shared/domain/lifecycle.ts'
import { refuse } from '#shared/kernel/result.ts'

const today = '2026-09-18'
let asked: Input<'case.move'>[] = []
/** What the desk answers, one after the other. */
let answers: unknown[] = []
let stop = (): void => undefined
beforeEach(() => {
  asked = []
  answers = [{ ok: true, value: { from: 'IN_REVIEW', to: 'SUSPENDED', clocks: {}, papers: [] } }]
  const bridge: Bridge = {
    ask: async (_: Name, input: unknown) => {
      asked.push(input as Input<'case.move'>)
      return answers.shift()
    },
    onChange: () => () => undefined,
    print: async () => true,
  } as unknown as Bridge
  ;(globalThis as { pingchuang?: Bridge }).pingchuang = bridge
  stop = listenToKeys(window)
})
afterEach(() => {
  stop()
  cleanup()
})

function item(itemNo: string, outlook: ActOutlook): Acts['items'][number] {
  return {
    itemNo,
    name: '农村宅基地审批',
    state: 'IN_REVIEW',
    since: '2026-09-16',
    clocks: { provisional: false },
    run: { days: 0, waited: 0, stopped: 0 },
    acts: [outlook],
    endCauses: ['IMPOSSIBLE'],
    deficiencies: [],
    awaited: [],
  } as unknown as Acts['items'][number]
}

/** The panel of one act over one or several items, as the case screen opens it. */
function open(act: Act, more: Partial<ActOutlook> = {}, itemNos: readonly string[] = ['01']) {
  const outlook = {
    act,
    to: 'SUSPENDED',
    allowed: true,
    organ: 'centre',
    needsSecond: false,
    papers: [],
    ...more,
  } as ActOutlook
  const acts = { today, items: itemNos.map((no) => item(no, outlook)), awaited: [], originals: [] } as Acts
  const view = {
    caseId: '019956a0-0000-7000-8000-000000000001',
    materials: [
      { rowId: 'M01', name: '居民身份证', usedBy: ['01'], judgement: { state: 'SUPPLIED', taken: 'COPY' } },
      { rowId: 'M02', name: '申请表', usedBy: ['01'] },
    ],
  } as unknown as CaseView
  const onDone = vi.fn()
  const onBack = vi.fn()
  function Held() {
    const [work, setWork] = useState<ActWork>({
      do: 'act',
      act,
      itemNos,
      values: firstValues(act, today),
      wrong: {},
    })
    return (
      <ActPanel
        view={view}
        acts={acts}
        work={work}
        managers={[{ staffId: '019956a0-0000-7000-8000-0000000000aa', name: '周建国' }]}
        onChange={setWork}
        onDone={onDone}
        onBack={onBack}
      />
    )
  }
  render(<Held />)
  return { onDone, onBack }
}

describe('the panel of an act', () => {
  test('is filled by digits and Enter alone, and Ctrl+Enter says it to the desk', async () => {
    const { onDone } = open('SUSPEND')
    await userEvent.keyboard('5')
    await waitFor(() => expect(document.activeElement?.getAttribute('data-field')).toBe('act.basis'))
    await userEvent.keyboard('{Enter}')
    await waitFor(() => expect(document.activeElement?.getAttribute('data-field')).toBe('act.expectedDays'))
    await userEvent.keyboard('10{Control>}{Enter}{/Control}')
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce())
    expect(asked).toEqual([
      expect.objectContaining({
        itemNo: '01',
        on: today,
        move: { act: 'SUSPEND', kind: 'TESTING', expectedDays: 10 },
      }),
    ])
    expect(onDone.mock.calls[0]?.[0]).toMatchObject({
      said: expect.stringContaining('已保存在本机') as string,
    })
  })

  test('says nothing to the desk while a digit is still to be chosen, and Esc leaves it', async () => {
    const { onBack } = open('SUSPEND')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(screen.getByText('请选哪一种特别程序，按数字。')).toBeTruthy()
    expect(asked).toEqual([])
    await userEvent.keyboard('{Escape}')
    expect(onBack).toHaveBeenCalledOnce()
  })

  test('tells a refusal at the field it is about, and puts the hand there', async () => {
    answers = [refuse('approver-missing', { item: '农村宅基地审批' })]
    open('EXTEND')
    await userEvent.keyboard('10')
    await userEvent.type(screen.getByLabelText(/理由/), '需要会商')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    const place = screen.getByLabelText(/批准的负责人/)
    await waitFor(() => expect(document.activeElement).toBe(place))
    expect(place.getAttribute('aria-invalid')).toBe('true')
    expect(document.getElementById(place.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
      '批准延期的负责人',
    )
  })

  test('forgets a wrong PIN and never keeps one with the work', async () => {
    answers = [refuse('pin-wrong', { left: '4' })]
    open('REJECT')
    await userEvent.type(screen.getByLabelText(/理由/), '不符合条件')
    const pin = screen.getByLabelText<HTMLInputElement>(/您的 PIN/)
    await userEvent.type(pin, '864209')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByText('PIN 不对，还可以试 4 次。')
    expect(asked[0]).toMatchObject({ confirm: { pin: '864209' } })
    await waitFor(() => expect(pin.value).toBe(''))
  })

  test('does nothing on keys that belong to the input method', () => {
    const { onBack } = open('DEMAND')
    const what = screen.getByLabelText(/要补充什么/)
    for (const key of ['Enter', 'Escape']) {
      fireEvent.keyDown(what, { key, isComposing: true })
      fireEvent.keyDown(what, { key, ctrlKey: true, keyCode: 229 })
    }
    expect(onBack).not.toHaveBeenCalled()
    expect(asked).toEqual([])
  })

  test('finds rows wrong by digit, and 0 takes it back', async () => {
    open('CORRECT', { to: 'CORRECTION_PENDING' })
    await userEvent.keyboard('2')
    await userEvent.keyboard('5')
    await userEvent.keyboard('{ArrowUp}{ArrowUp}0')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(asked).toHaveLength(1))
    expect(asked[0]?.asks).toEqual([{ rowId: 'M02', judgement: { state: 'EXPECTED', reason: 'MISSING' } }])
  })

  test('a second correction asks for the new fact, a manager by digit and the PIN of that manager', async () => {
    open('CORRECT', { to: 'CORRECTION_PENDING', needsSecond: true })
    await userEvent.type(screen.getByLabelText(/新发现了什么/), '户籍已迁出')
    await userEvent.click(screen.getByRole('radio', { name: /周建国/ }))
    await userEvent.type(screen.getByLabelText(/负责人输入自己的 PIN/), '975310')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(asked).toHaveLength(1))
    expect(asked[0]).toMatchObject({
      move: { act: 'CORRECT', newFact: { reason: '户籍已迁出' } },
      second: { staffId: '019956a0-0000-7000-8000-0000000000aa', pin: '975310' },
    })
  })

  test('several items are recorded one by one, and what one is refused is told beside the others', async () => {
    answers = [...answers, refuse('originals-kept', { n: '1', rows: '户口簿' })]
    const { onDone } = open('ARCHIVE', { to: 'ARCHIVED' }, ['01', '02'])
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce())
    expect(asked.map(({ itemNo }) => itemNo)).toEqual(['01', '02'])
    expect(onDone.mock.calls[0]?.[0]).toMatchObject({
      said: '1 项已归档，已保存在本机',
      notDone: [expect.stringContaining('02 农村宅基地审批没有办：还有 1 份原件没退还')],
    })
  })
})

describe('every code has its words', () => {
  test.each(moveCodes)('%s', (code) => {
    expect(whyNot({ code, detail: {} })).not.toBe('现在不能做这一步。')
  })

  test.each(Act.options)('%s', (act) => {
    expect(actWords[act]).toMatch(/\S/)
    expect(doneWords[act]).toMatch(/\S/)
  })
})

describe('a case of which nothing is left to be done', () => {
  const noop = () => undefined
  const show = (acts: readonly ActOutlook[], originals: number) => {
    const done = { ...item('01', {} as ActOutlook), state: 'ARCHIVED', acts }
    const rows = Array.from({ length: originals }, () => ({}))
    const view = {
      matterName: '农村村民建房',
      caseNo: '36032210220260914A0700321',
      sync: 'CONFIRMED',
      representative: { capacity: 'SELF' },
      receivedOn: today,
      itemCases: [],
      workingDaysLeft: {},
      papers: [],
      history: [],
      materials: [],
      priority: { grounds: [] },
    } as unknown as CaseView
    const onDelegate = vi.fn()
    render(
      <CaseOverview
        view={view}
        acts={{ today, items: [done], awaited: [], originals: rows } as unknown as Acts}
        item={done as unknown as Acts['items'][number]}
        done={undefined}
        together={false}
        covered={false}
        countOf={() => 0}
        onTogether={noop}
        onChoose={noop}
        onAct={noop}
        onSupply={noop}
        onGiveBack={noop}
        onBack={noop}
        onDelegate={onDelegate}
      />,
    )
    return onDelegate
  }

  test('is read and printed again; no key is offered that would do nothing', async () => {
    const onDelegate = show([], 2)
    expect(screen.getByRole('status').textContent).toMatch(
      /这件已经全部办完。.+还有 2 份原件没退还，请按 T。/,
    )
    expect(screen.queryByText('转代办')).toBeNull()
    expect(screen.queryByText('可以做的')).toBeNull()
    await userEvent.keyboard('d')
    expect(onDelegate).not.toHaveBeenCalled()
  })

  test('is told from one that is waiting for somebody', async () => {
    const onDelegate = show(
      [{ act: 'ARCHIVE', allowed: false, organ: 'centre', papers: [] } as unknown as ActOutlook],
      0,
    )
    expect(screen.queryByText(/这件已经全部办完/)).toBeNull()
    await userEvent.keyboard('d')
    expect(onDelegate).toHaveBeenCalledOnce()
  })
})
