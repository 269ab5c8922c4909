// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { listenToKeys } from '#renderer/app/keys.ts'
import { useRoutes } from '#renderer/app/routes.ts'
import { BoardScreen } from '#renderer/features/board/BoardScreen.tsx'
import { useBoardView } from '#renderer/features/board/board-view.ts'
import { type Board, grouped, type LaneName } from '#renderer/features/board/lanes.ts'
import { clockLines, dueSentence } from '#renderer/features/board/words.ts'
import type { BoardRow } from '#shared/contract/lifecycle.ts'
import type { Bridge } from '#shared/contract/wire.ts'
import { CaseId, PartyId } from '#shared/kernel/ids.ts'

const today = '2026-11-23'
const someone = PartyId.parse('019956a0-0000-7000-8000-0000000000aa')

function aRow(n: number, more: Partial<BoardRow> = {}): BoardRow {
  return {
    caseId: CaseId.parse(`019956a0-0000-7000-8000-00000000${String(n).padStart(4, '0')}`),
    caseNo: `36032210220261102A07000${n}X`,
    itemNo: '01',
    itemName: `高龄津贴 ${n}`,
    matterName: '高龄津贴',
    deptName: '民政局',
    applicantName: '陈*香',
    applicantId: '360302********0000',
    priority: { grounds: [] },
    partyId: someone,
    state: 'ACCEPTED',
    since: '2026-11-02',
    due: '2026-11-19',
    dueClock: 'PROMISED',
    daysLeft: -2,
    promised: { n: 5, unit: 'W' },
    clocks: { acceptedOn: '2026-11-02', promisedDue: '2026-11-19', provisional: false },
    run: { days: 7, waited: 0, stopped: 0 },
    deficiencyExpired: false,
    deficiencies: [],
    provisional: false,
    ...more,
  }
}

describe('why a row stands where it stands', () => {
  const waiting = {
    dueClock: 'SUPPLEMENT',
    state: 'CORRECTION_PENDING',
    due: '2026-12-02',
    daysLeft: 7,
  } as const
  const stop = { kind: 'TESTING', from: '2026-11-10', expected: '2026-12-02' } as const
  test.each<[string, LaneName, Partial<BoardRow>]>([
    ['已超 2 个工作日（承诺 5 天）', 'overdue', {}],
    [
      '已超 1 个工作日（法定 20 天，已延期）',
      'overdue',
      {
        dueClock: 'STATUTORY',
        statutory: { n: 20, unit: 'W' },
        daysLeft: -1,
        clocks: { extension: { on: '2026-11-10', days: 10 }, provisional: false },
      },
    ],
    ['已超 1 个工作日（转送 1 天）', 'overdue', { dueClock: 'CUSTODY', daysLeft: -1 }],
    ['今天要办结', 'dueToday', { due: today, daysLeft: 0 }],
    ['今天要由部门告知', 'dueToday', { dueClock: 'NOTICE', state: 'FORWARDED', due: today, daysLeft: 0 }],
    ['今天要告知', 'untold', { dueClock: 'NOTICE', state: 'RECEIVED', due: today, daysLeft: 0 }],
    ['告知期已过 1 个工作日', 'untold', { dueClock: 'NOTICE', state: 'RECEIVED', daysLeft: -1 }],
    ['最晚 11月26日(周四) 办结，还有 3 个工作日', 'soon', { due: '2026-11-26', daysLeft: 3 }],
    ['最晚 2027年1月6日(周三) 办结，还有 31 个工作日', 'normal', { due: '2027-01-06', daysLeft: 31 }],
    ['等申请人补正，还没起算，最晚 12月2日补齐', 'notStarted', waiting],
    ['补正期已过 1 个工作日，还没补来', 'notStarted', { ...waiting, daysLeft: -1 }],
    ['暂停计时：特别程序（检测），预计 12月2日恢复', 'stopped', { stop }],
    [
      '暂停计时：特别程序（《食品安全法》抽检），预计 2027年1月6日恢复',
      'stopped',
      { stop: { ...stop, kind: 'OWN_LAW', basis: '《食品安全法》抽检', expected: '2027-01-06' } },
    ],
  ])('is told as 「%s」', (sentence, lane, more) => {
    expect(dueSentence(aRow(1, more), lane, today)).toBe(sentence)
  })

  test('comes with the arithmetic of the clock: what ran, what was taken off, what stopped nothing', () => {
    const row = aRow(1, {
      run: { days: 3, stopped: 2, waited: 1 },
      clocks: {
        acceptedOn: '2026-11-02',
        pauses: [{ from: '2026-11-04', to: '2026-11-06', kind: 'TESTING' }],
        demands: [{ from: '2026-11-06' }],
        provisional: false,
      },
    })
    const lines = new Map(clockLines(row, today))
    expect(lines.get('已用')).toBe('3 天 = 5 天 − 特别程序 2 天，其中等补充材料 1 天照算，不算等待是 2 天')
    expect(lines.get('暂停')).toBe('11月4日—11月6日 检测')
    expect(lines.get('受理后补充')).toBe('11月6日—今天，不停表，照算')
    expect(lines.get('最晚')).toBe('11月19日(周四)')
  })
})

describe('groups', () => {
  test('come by their most pressing row, with their counts; two people of one masked name stay two', () => {
    const other = PartyId.parse('019956a0-0000-7000-8000-0000000000bb')
    const rows = [
      aRow(1),
      aRow(2, { deptName: '人社局', partyId: other, applicantId: '360322********0002' }),
      aRow(3),
    ]
    const depts = grouped(rows, 'dept')
    expect(depts.rows.map(({ itemName }) => itemName)).toEqual(['高龄津贴 1', '高龄津贴 3', '高龄津贴 2'])
    expect(depts.rows.map(depts.groupOf)).toEqual(['民政局　2 件', '民政局　2 件', '人社局　1 件'])
    expect(new Set(grouped(rows, 'person').rows.map(grouped(rows, 'person').groupOf)).size).toBe(2)
  })
})

describe('the board by keyboard', () => {
  let stop = (): void => undefined
  let board: Board
  beforeEach(() => {
    board = {
      today,
      untold: [],
      overdue: [1, 2, 3, 4, 5, 6].map((n) => aRow(n)),
      dueToday: [],
      soon: [],
      normal: [],
      stopped: [],
      notStarted: [],
      more: false,
    }
    const bridge: Bridge = {
      ask: async () => ({ ok: true, value: board }),
      onChange: () => () => undefined,
      print: async () => true,
    }
    vi.stubGlobal('pingchuang', bridge)
    // No layout here: a list as high as a screen, so that its rows stand in it.
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600)
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800)
    useBoardView.setState({ lane: undefined, grouping: 'dept', stoodAt: undefined })
    useRoutes.getState().go({ at: 'board' })
    stop = listenToKeys(window)
  })
  afterEach(() => {
    stop()
    cleanup()
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  test('opens on the first lane with anything in it; Shift takes neighbours along, another arrow lets go', async () => {
    const user = userEvent.setup()
    render(<BoardScreen />)
    await screen.findAllByText('已超 2 个工作日（承诺 5 天）')
    expect(screen.getByRole('radio', { name: /已超期/ }).getAttribute('aria-checked')).toBe('true')
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{/Shift}')
    expect(screen.getByText('已选 5 件')).toBeTruthy()
    expect(screen.getAllByRole('row', { selected: true })).toHaveLength(5)
    await user.keyboard('{ArrowDown}')
    expect(screen.queryByText(/已选/)).toBeNull()
  })

  test('changes lanes by the arrows, groups by G, and Enter opens the item from the board', async () => {
    const user = userEvent.setup()
    render(<BoardScreen />)
    await screen.findAllByText('已超 2 个工作日（承诺 5 天）')
    await user.keyboard('{ArrowRight}')
    expect(screen.getByText('这一栏没有件。按 ← → 看别的栏。')).toBeTruthy()
    await user.keyboard('{ArrowLeft}g')
    expect(screen.getByText('陈*香 360302********0000 6 件')).toBeTruthy()
    await user.keyboard('{ArrowDown}{Enter}')
    expect(useRoutes.getState().route).toEqual({
      at: 'case',
      caseId: board.overdue[1]?.caseId,
      from: 'board',
    })
  })

  test('shows no key for letters that do not exist yet', async () => {
    render(<BoardScreen />)
    await screen.findAllByText('已超 2 个工作日（承诺 5 天）')
    expect(screen.queryByText('U')).toBeNull()
    expect(screen.queryByText(/督办/)).toBeNull()
  })

  test('says so when nothing is due', async () => {
    board = { ...board, overdue: [] }
    render(<BoardScreen />)
    expect(await screen.findByText('没有临近到期的件。')).toBeTruthy()
  })

  test('offers the end of an item whose paper did not follow by opening it', async () => {
    const late = { rowId: 'M09', name: '银行卡', due: '2026-11-10', expired: true, provisional: false }
    board = { ...board, overdue: [aRow(1, { deficiencyExpired: true, deficiencies: [late] })] }
    render(<BoardScreen />)
    expect(await screen.findByText('容缺过期')).toBeTruthy()
    expect(screen.getByText(/没有按时补来，可以终止这一项/)).toBeTruthy()
  })
})
