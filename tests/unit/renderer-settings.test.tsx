// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { staleSentence } from '#renderer/app/catalogue-age.ts'
import { listenToKeys } from '#renderer/app/keys.ts'
import { useRoutes } from '#renderer/app/routes.ts'
import { ChangesScreen } from '#renderer/features/guide/ChangesScreen.tsx'
import { readChosen } from '#renderer/features/settings/read-file.ts'
import { SettingsScreen } from '#renderer/features/settings/SettingsScreen.tsx'
import { calendarSentence, refusalText } from '#renderer/features/settings/words.ts'
import { CatalogueNews } from '#renderer/features/today/CatalogueNews.tsx'
import { type CataloguePreview, fileTextMax } from '#shared/contract/catalogue-import.ts'
import { deskContract, type Name } from '#shared/contract/desk.ts'
import type { Bridge } from '#shared/contract/wire.ts'
import { refuse } from '#shared/kernel/result.ts'

const today = '2026-11-23'
const none = { added: [], removed: [], changed: [] }
const preview: CataloguePreview = {
  signed: true,
  keyId: 'office-1',
  faults: [],
  version: '2099.1',
  effectiveFrom: '2026-11-01',
  source: '市级目录',
  sha256: 'S'.repeat(43),
  from: today,
  comparedWith: '2026.11',
  matters: { ...none, added: [{ id: 'V99', name: '新的一件事' }] },
  items: { ...none, changed: [{ id: 'A09-I1', name: '高龄津贴申领', words: ['承诺时限由“20”改为“7”'] }] },
  affected: [{ matterId: 'V04', name: '高龄津贴', removed: false, openCases: 3, drafts: 1 }],
  calendarYears: ['2027'],
}

let stop = (): void => undefined
let answers: Partial<Record<Name, unknown>>
let asked: { readonly name: string; readonly input: unknown }[]

beforeEach(() => {
  asked = []
  answers = {
    'catalogue.versions': {
      ok: true,
      value: {
        calendarYears: ['2025', '2026'],
        calendars: [],
        told: [],
        versions: [
          {
            version: '2026.11',
            effectiveFrom: '2026-11-01',
            source: '方案',
            adoptedMs: 0,
            state: 'IN_FORCE',
          },
        ],
      },
    },
    'catalogue.preview': { ok: true, value: preview },
    'catalogue.adopt': { ok: true, value: { version: '2099.1', effectiveFrom: '2026-11-01', inForce: true } },
  }
  const bridge: Bridge = {
    ask: async (name, input) => {
      asked.push({ name, input })
      return answers[name as Name] as never
    },
    onChange: () => () => undefined,
    print: async () => true,
  }
  vi.stubGlobal('pingchuang', bridge)
  stop = listenToKeys(window)
})
afterEach(() => {
  stop()
  cleanup()
  vi.unstubAllGlobals()
})

function choose(name = 'a.pccat.json'): void {
  fireEvent.change(screen.getByLabelText('目录文件'), { target: { files: [new File(['{"a":1}'], name)] } })
}

function adoptions() {
  return asked.filter(({ name }) => name === 'catalogue.adopt').map(({ input }) => input)
}

describe('what the city published', () => {
  const versions = (more: object) => ({
    ok: true,
    value: { calendarYears: ['2026', '2027'], calendars: [], told: [], versions: [], ...more },
  })
  const told = { kind: 'CATALOGUE', name: '2099.1', effectiveFrom: today, toldMs: 0, bytes: 100, have: 65 }

  test('is shown to everybody as it comes in, and in red with its reason when it is not in use', async () => {
    answers['catalogue.versions'] = versions({ told: [told] })
    const { unmount } = render(<SettingsScreen role="clerk" today={today} />)
    expect(await screen.findByText(/市级下发的事项目录 2099.1 正在接收，已收 65%/)).toBeTruthy()
    unmount()
    const refused = { code: 'catalogue-faulty', detail: { n: '2', first: '没有这个部门。' } }
    answers['catalogue.versions'] = versions({ told: [{ ...told, refused }] })
    render(<SettingsScreen role="clerk" today={today} />)
    expect((await screen.findByRole('alert')).textContent).toMatch(
      /没有启用：有 2 处错误，第一处：没有这个部门。现用的不变/,
    )
  })

  test('days off of a year say where they are from', async () => {
    const calendars = [{ year: '2027', source: '国办发明电〔2026〕9号', toldMs: Date.parse('2026-11-20') }]
    answers['catalogue.versions'] = versions({ calendars })
    render(<SettingsScreen role="clerk" today={today} />)
    expect(await screen.findByText(/2027 年：国办发明电〔2026〕9号。2026年11月20日由市级下发。/)).toBeTruthy()
  })
})

describe('a manager', () => {
  test('sees what a file would change and for whom, and adopts just what was shown', async () => {
    const user = userEvent.setup()
    render(<SettingsScreen role="centreManager" today={today} />)
    await screen.findByText('随程序带来')
    choose()
    await screen.findByText('市级签名，已核对（office-1）')
    expect(screen.getByText(/新的一件事/)).toBeTruthy()
    expect(screen.getByText('承诺时限由“20”改为“7”')).toBeTruthy()
    expect(screen.getByText('3 件')).toBeTruthy()
    expect(screen.getByText('1 份')).toBeTruthy()
    await user.keyboard('{Control>}{Enter}{/Control}')
    await screen.findByText('目录 2099.1 已启用，新收的件按它办。')
    expect(adoptions()).toEqual([{ file: btoa('{"a":1}'), sha256: preview.sha256 }])
  })

  test('cannot adopt what nobody signed, and is told what that means', async () => {
    answers['catalogue.preview'] = { ok: true, value: { ...preview, signed: false, keyId: undefined } }
    const user = userEvent.setup()
    render(<SettingsScreen role="centreManager" today={today} />)
    choose()
    await screen.findByText('没有市级签名')
    expect(screen.getByText(/谁都可能改过，只能看，不能启用/)).toBeTruthy()
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(adoptions()).toEqual([])
  })

  test('gets every fault of a workbook by sheet, row and column', async () => {
    const fault = {
      sheet: '事项',
      row: 12,
      column: '承办部门',
      path: 'items/X',
      rule: 'dangling-reference',
      sentence: '没有这个部门。',
    }
    answers['catalogue.preview'] = { ok: true, value: { ...preview, faults: [fault] } }
    const user = userEvent.setup()
    render(<SettingsScreen role="centreManager" today={today} />)
    choose('a.xlsx')
    expect(await screen.findByText('“事项”表第 12 行“承办部门”')).toBeTruthy()
    expect(screen.getByText('没有这个部门。')).toBeTruthy()
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(adoptions()).toEqual([])
    await user.keyboard('{Escape}')
    expect(await screen.findByText('随程序带来')).toBeTruthy()
  })

  test('stays with what was shown when the desk refuses, with the reason', async () => {
    answers['catalogue.adopt'] = refuse('not-what-was-shown')
    const user = userEvent.setup()
    render(<SettingsScreen role="centreManager" today={today} />)
    choose()
    await screen.findByText('市级签名，已核对（office-1）')
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText(/文件和刚才看的不一样了/)).toBeTruthy()
    expect(screen.getByText('市级签名，已核对（office-1）')).toBeTruthy()
  })
})

describe('everybody else', () => {
  test.each(['clerk', 'assistOfficer', 'auditor'] as const)(
    '%s sees the versions and the reason',
    async (role) => {
      render(<SettingsScreen role={role} today={today} />)
      expect(await screen.findByText('2026.11')).toBeTruthy()
      expect(screen.getByText(/导入目录要中心负责人登录/)).toBeTruthy()
      expect(screen.queryByLabelText('目录文件')).toBeNull()
      expect(screen.getByRole('button', { name: /选目录文件/ }).hasAttribute('disabled')).toBe(true)
    },
  )
})

describe('words', () => {
  const codes = [
    ...new Set([...deskContract['catalogue.preview'].refusals, ...deskContract['catalogue.adopt'].refusals]),
  ]
  test.each(codes)('%s is told with what became of the catalogue and what to do', (code) => {
    const said = refusalText({ code, detail: { held: '2026.11', n: '2', first: '某处。', bytes: '5242880' } })
    expect(said).not.toContain('undefined')
    expect(said).toMatch(/。$/)
    expect(said).not.toContain(code)
  })

  test('a year whose rest days are not known is said to be open', () => {
    expect(calendarSentence(['2025', '2026'], today)).toMatch(/^2027 年放假安排还没导入.*暂定/)
    expect(calendarSentence(['2026', '2027'], today)).toBe('放假安排已有 2026—2027 年。')
  })

  test('a catalogue is stale after ninety days, not before', () => {
    expect(staleSentence('2026-08-25', today)).toBeUndefined()
    expect(staleSentence('2026-08-24', today)).toMatch(/^目录已 91 天没有更新/)
    expect(staleSentence('2027-01-01', today)).toBeUndefined()
  })

  test('a file too long for one message is not even sent', async () => {
    const file = new File([new Uint8Array(Math.ceil(fileTextMax * 0.75) + 3)], 'a.json')
    expect(await readChosen(file)).toMatchObject({ code: 'catalogue-too-large' })
  })
})

describe('what a catalogue changed', () => {
  const changes = {
    version: '2099.1',
    effectiveFrom: '2026-11-01',
    source: '市级目录',
    since: '2026.11',
    seen: false,
    matters: preview.matters,
    items: preview.items,
  }

  test('stands on 今天 as one line with a key until it was read', async () => {
    const unread = { version: '2099.1', effectiveFrom: '2026-11-01', since: '2026.11' }
    answers['catalogue.news'] = { ok: true, value: { unread } }
    const user = userEvent.setup()
    const { unmount } = render(<CatalogueNews />)
    await screen.findByText('目录有改动')
    await user.keyboard('v')
    expect(useRoutes.getState().route).toEqual({ at: 'changes', from: 'today' })
    unmount()
    answers['catalogue.news'] = { ok: true, value: {} }
    useRoutes.getState().go({ at: 'today' })
    render(<CatalogueNews />)
    await user.keyboard('v')
    expect(screen.queryByText('目录有改动')).toBeNull()
    expect(useRoutes.getState().route).toEqual({ at: 'today' })
  })

  test('is put away by Ctrl+Enter and leads back; an older list is not', async () => {
    answers['catalogue.changes'] = { ok: true, value: changes }
    answers['catalogue.acknowledge'] = refuse('not-in-force', { now: '2099.2' })
    useRoutes.getState().go({ at: 'changes', from: 'today' })
    const user = userEvent.setup()
    render(<ChangesScreen from="today" />)
    await screen.findByText(/主题新增 1、取消 0、改动 0；事项新增 0、取消 0、改动 1/)
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(await screen.findByText(/刚才又换了目录 2099.2/)).toBeTruthy()
    answers['catalogue.acknowledge'] = { ok: true, value: {} }
    await user.keyboard('{Control>}{Enter}{/Control}')
    await vi.waitFor(() => expect(useRoutes.getState().route).toEqual({ at: 'today' }))
  })

  test('once read is there to look at, with nothing to put away', async () => {
    answers['catalogue.changes'] = { ok: true, value: { ...changes, seen: true } }
    const user = userEvent.setup()
    render(<ChangesScreen from="guide" />)
    await screen.findByText('您已经看过。')
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(asked.some(({ name }) => name === 'catalogue.acknowledge')).toBe(false)
  })
})
