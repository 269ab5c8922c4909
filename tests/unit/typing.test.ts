import { describe, expect, test } from 'vitest'
import { checkTyping } from '#shared/catalogue/check-typing.ts'
import { transformed } from '#shared/catalogue/transform.ts'
import type { TypingLine } from '#shared/catalogue/typing-profile.ts'
import { addressParts } from '#shared/domain/address-parts.ts'
import { casesAnHourMax, mayReveal, typedThrough } from '#shared/domain/typing.ts'
import { CaseId, StaffId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/result.ts'
import { rules } from '#tests/support/a-desk.ts'

const own = StaffId.parse('0199c0de-0000-7000-8000-000000000001')
const other = StaffId.parse('0199c0de-0000-7000-8000-000000000002')

describe('an address taken apart for the screens of a department', () => {
  test.each([
    ['上栗县金山镇山口岩村3组12号', '上栗县', '金山镇', '山口岩村', '3组12号'],
    ['江西省萍乡市湘东区麻山镇汶泉村村委会旁', '湘东区', '麻山镇', '汶泉村村委会', '旁'],
    ['萍乡市安源区后埠街道金典城社区居委会3栋', '安源区', '后埠街道', '金典城社区居委会', '3栋'],
    ['莲花县路口镇', '莲花县', '路口镇', '', ''],
    ['金山镇山口岩村', '', '金山镇', '山口岩村', ''],
    ['老街12号', '', '', '', '老街12号'],
  ])('%s', (address, county, township, village, rest) => {
    expect(addressParts(address)).toEqual({ county, township, village, rest })
  })
})

describe('a value in the form a screen takes', () => {
  test.each([
    ['2026-09-01', 'date-compact', '20260901'],
    ['2026-09-01', 'date-slash', '2026/09/01'],
    ['2026-09-01', 'date-chinese', '2026年9月1日'],
    ['上栗县金山镇山口岩村3组12号', 'address-township', '金山镇'],
    ['上栗县金山镇山口岩村3组12号', 'address-rest', '3组12号'],
    ['男', undefined, '男'],
  ] as const)('%s as %s', (value, transform, wanted) => {
    expect(transformed(value, transform)).toBe(wanted)
  })
})

describe('the profiles that come with the program', () => {
  test('are those of the six departments township counters type for most, none of them confirmed', () => {
    expect(rules.typing.map(({ profileId }) => profileId)).toEqual([
      'civil-affairs',
      'human-resources',
      'market',
      'medical-insurance',
      'natural-resources',
      'police',
    ])
    expect(rules.typing.filter(({ confirmed }) => confirmed)).toEqual([])
    expect(checkTyping(rules.catalogue, rules.typing)).toEqual([])
  })
})

describe('a profile that cannot be is told with its place', () => {
  test.each<readonly [string, TypingLine, string, string]>([
    ['a field nobody asks', { label: '婚况', fieldId: 'no.such' }, 'dangling-reference', '/fieldId'],
    ['neither field nor fact', { label: '婚况' }, 'typing-line', ''],
    ['both', { label: '姓名', fieldId: 'child.name', fact: 'applicant.name' }, 'typing-line', ''],
    [
      'a name written as a date',
      { label: '姓名', fieldId: 'child.name', transform: 'date-compact' },
      'typing-line',
      '/transform',
    ],
    [
      'a day split like an address',
      { label: '日期', fact: 'receivedOn', transform: 'address-rest' },
      'typing-line',
      '/transform',
    ],
  ])('%s', (_, line, rule, place) => {
    const screens = [{ name: '一', lines: [line] }]
    const profile = {
      profileId: 'p',
      deptId: 'police',
      name: '公安',
      system: '系统',
      version: '1',
      confirmed: false,
      screens,
    }
    expect(checkTyping(rules.catalogue, [profile])).toMatchObject([
      { rule, path: `typing/p/screens/0/lines/0${place}` },
    ])
  })

  test('a department that is not there, and the same id twice', () => {
    const [profile] = rules.typing
    if (!profile) throw new Error('no profile')
    const strange = { ...profile, deptId: 'nobody' }
    expect(checkTyping(rules.catalogue, [strange, strange]).map(({ path }) => path)).toEqual([
      `typing/${profile.profileId}`,
      `typing/${profile.profileId}/deptId`,
      `typing/${profile.profileId}/deptId`,
    ])
  })
})

describe('full values of a case', () => {
  const asked = { caseId: CaseId.parse(own), clerk: own, open: true, receivedOn: '2026-09-18' }
  const asking = { who: { staffId: own, role: 'clerk' }, today: '2026-09-18', otherCases: 0 } as const

  test('belong to who took it in, and to the manager', () => {
    expect(mayReveal(asked, asking).ok).toBe(true)
    for (const role of ['clerk', 'assistOfficer'] as const)
      expect(mayReveal(asked, { ...asking, who: { staffId: other, role } })).toEqual(
        refuse('case-of-another'),
      )
    expect(mayReveal(asked, { ...asking, who: { staffId: other, role: 'centreManager' } }).ok).toBe(true)
  })

  test('stay within reach for a week after a case was closed', () => {
    const closed = { ...asked, open: false }
    expect(mayReveal(closed, { ...asking, today: '2026-09-25' }).ok).toBe(true)
    expect(mayReveal(closed, { ...asking, today: '2026-09-26' })).toEqual(refuse('case-long-closed'))
  })

  test('are not read in bulk', () => {
    expect(mayReveal(asked, { ...asking, otherCases: casesAnHourMax - 1 }).ok).toBe(true)
    expect(mayReveal(asked, { ...asking, otherCases: casesAnHourMax })).toEqual(refuse('too-many-cases'))
  })
})

describe('a sheet is typed through', () => {
  const entered = { filled: true, mark: 'ENTERED', length: 18 } as const
  const skipped = { filled: true, mark: 'SKIPPED', length: 4 } as const
  const empty = { filled: false, length: 0 } as const

  test('when every line that has something is entered or passed over', () => {
    expect(typedThrough([entered, empty, skipped])).toEqual({ lines: 1, skipped: 1, characters: 18 })
  })
  test('and not while one is open, nor when nothing was entered', () => {
    expect(typedThrough([entered, { filled: true, length: 3 }])).toBeUndefined()
    expect(typedThrough([skipped, empty])).toBeUndefined()
  })
})
