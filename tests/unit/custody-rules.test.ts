import { describe, expect, test } from 'vitest'
import { type CustodyLine, type Holder, type Identity, isNeverHeld } from '#shared/domain/custody.ts'
import { custodyState, type KeptLeg, whereaboutsOf } from '#shared/domain/custody-chain.ts'
import { brokenHandover, type Handing } from '#shared/domain/custody-rules.ts'
import { checkWaybill } from '#shared/domain/waybill.ts'
import { CentreId, LegId, StaffId, ThingId } from '#shared/kernel/ids.ts'

const centreId = CentreId.parse('360322102')
const [wang, li] = ['a', 'b'].map((n) => StaffId.parse(`019956a0-0000-7000-8000-00000000000${n}`)) as [
  StaffId,
  StaffId,
]
const counter: Holder = { at: 'COUNTER', centreId }
const officer: Holder = { at: 'OFFICER', centreId, staffId: li, name: '李敏' }
const department: Holder = { at: 'DEPARTMENT', organ: '县民政局', receiver: '刘科员' }
const courier: Holder = { at: 'COURIER', company: 'SF', waybill: 'SF123456789012' }
const owner: Holder = { at: 'APPLICANT', name: '陈桂香' }
const filed: Holder = { at: 'FILED', why: '归卷' }
const byWang: Identity = { how: 'STAFF', staffId: wang, name: '王芳' }
const byLi: Identity = { how: 'STAFF', staffId: li, name: '李敏' }
const sha256 = 'A'.repeat(43)
const byOwner: Identity = { how: 'SIGNATURE', name: '陈桂香', signature: { sha256 } }
const stamped: Identity = { how: 'STAMPED_SLIP', name: '刘科员', photo: 'A'.repeat(43) }
const line: CustodyLine = {
  thingId: ThingId.parse(wang),
  name: '居民户口簿',
  form: 'ORIGINAL',
  custodyPolicy: 'SHORT_HOLD',
  docNumber: '360322001',
  copies: 1,
  condition: 'GOOD',
  returnBy: '2026-09-30',
}
const toOfficer: Handing = {
  from: counter,
  to: officer,
  releasedBy: byWang,
  receivedBy: byLi,
  lines: [line],
  owners: ['陈桂香'],
}
const fee = { amountFen: 8_000, receiptNo: 'GX1', purpose: '不动产登记费' }
const { docNumber: _, ...unnumbered } = line
const { returnBy: __, ...open } = line

describe('a handover', () => {
  test.each<readonly [string, Partial<Handing>, string | undefined]>([
    ['to an officer, by two people', {}, undefined],
    ['of nothing', { lines: [] }, 'no-lines'],
    ['of one thing twice', { lines: [line, line] }, 'line-twice'],
    ['to where it is', { to: counter, receivedBy: byLi }, 'same-holder'],
    ['out of a closed file', { from: filed }, 'no-such-leg'],
    [
      'from the applicant straight to a department',
      { from: owner, releasedBy: byOwner, to: department, receivedBy: stamped },
      'no-such-leg',
    ],
    ['by one person on both sides', { releasedBy: byLi }, 'same-person'],
    ['taken by somebody else than it says', { receivedBy: byWang, releasedBy: byLi }, 'not-the-holder'],
    [
      'given by somebody who is not the officer that has it',
      { from: officer, to: counter, releasedBy: byWang, receivedBy: byLi },
      'not-the-holder',
    ],
    ['of an identity card', { lines: [{ ...line, name: '居民身份证' }] }, 'never-hold'],
    [
      'of what the catalogue says is never held',
      { lines: [{ ...line, custodyPolicy: 'NEVER_HOLD' }] },
      'never-hold',
    ],
    [
      'of the copy of an identity card',
      { lines: [{ ...line, name: '居民身份证', form: 'COPY' }] },
      undefined,
    ],
    ['of an original without number and photo', { lines: [unnumbered] }, 'original-unidentified'],
    ['of an original known by its photo', { lines: [{ ...unnumbered, photo: 'A'.repeat(43) }] }, undefined],
    ['of an original nobody knows when to expect back', { lines: [open] }, 'return-day-missing'],
    ['of a receipt without its number', { lines: [{ ...line, form: 'FEE_RECEIPT' }] }, 'fee-unreceipted'],
    ['of a receipt of a statutory fee', { lines: [{ ...line, form: 'FEE_RECEIPT', fee }] }, undefined],
    ['of a paper with money on it', { lines: [{ ...line, fee }] }, 'fee-unreceipted'],
    ['to a department with its stamp', { to: department, receivedBy: stamped }, undefined],
    [
      'to a department without a photo of the slip',
      { to: department, receivedBy: { how: 'STAMPED_SLIP', name: '刘科员' } },
      'slip-photo-missing',
    ],
    [
      'to a department without a name',
      { to: { ...department, receiver: '' }, receivedBy: stamped },
      'receiver-unnamed',
    ],
    ['to a courier', { to: courier, receivedBy: { how: 'WAYBILL' } }, undefined],
    [
      'to a courier with a wrong number',
      { to: { ...courier, waybill: 'SF1' }, receivedBy: { how: 'WAYBILL' } },
      'waybill-form',
    ],
    [
      'to a company without a name',
      { to: { ...courier, company: 'OTHER', waybill: 'YT1234567890' }, receivedBy: { how: 'WAYBILL' } },
      'receiver-unnamed',
    ],
    ['home, to the owner', { to: owner, receivedBy: byOwner, lines: [unnumbered] }, undefined],
    [
      'home, without a signature',
      { to: owner, receivedBy: { how: 'SIGNATURE', name: '陈桂香' } },
      'signature-missing',
    ],
    [
      'home, to a stranger',
      { to: { at: 'APPLICANT', name: '赵生人' }, receivedBy: { ...byOwner, name: '赵生人' } },
      'stranger',
    ],
    [
      'home, to an heir who shows it to two people',
      {
        to: { at: 'APPLICANT', name: '赵生人' },
        receivedBy: {
          ...byOwner,
          name: '赵生人',
          instead: { ground: 'HEIR', proof: '继承公证书', photo: sha256, approvedBy: wang },
        },
      },
      undefined,
    ],
  ])('%s', (_name, change, code) => {
    expect(brokenHandover({ ...toOfficer, ...change })?.code).toBe(code)
  })
})

test.each([
  ['EMS', 'EA123456789CN', 'EA123456789CN'],
  ['EMS', ' ea 1234 56789 cn', 'EA123456789CN'],
  ['EMS', '1234567890123', '1234567890123'],
  ['EMS', 'EA12345678CN', undefined],
  ['SF', 'SF123456789012', 'SF123456789012'],
  ['SF', 'ＳＦ1234567890123', 'SF1234567890123'],
  ['SF', 'SF12345678901', undefined],
  ['OTHER', 'YT1234567890', 'YT1234567890'],
  ['OTHER', '123456789', undefined],
  ['OTHER', 'YT12345678901234567890', undefined],
] as const)('a waybill of %s %s', (company, typed, stored) => {
  const read = checkWaybill(company, typed)
  expect(read.ok ? read.value : undefined).toBe(stored)
})

test.each([
  ['居民身份证（申请人）', true],
  ['社会保障卡', true],
  ['银行卡或存折', true],
  ['居民户口簿', false],
  ['不动产权证书', false],
])('%s is never held: %s', (name, never) => {
  expect(isNeverHeld({ name, form: 'ORIGINAL', custodyPolicy: 'SHORT_HOLD' })).toBe(never)
})

const leg = (
  legId: string,
  base: string | null,
  from: Holder,
  to: Holder,
  more: Partial<KeptLeg> = {},
): KeptLeg => ({
  legId: LegId.parse(legId),
  base: base === null ? null : LegId.parse(base),
  kind: base === null ? 'TAKEN_IN' : 'HANDOVER',
  from,
  to,
  on: '2026-09-18',
  counts: true,
  ...more,
})
const root = leg('taken', null, owner, counter)

describe('where a thing is', () => {
  test.each<readonly [string, readonly KeptLeg[], string | undefined, boolean]>([
    ['at the counter that took it in', [root], 'COUNTER', false],
    [
      'unknown while only the later part is told',
      [leg('leg-2', 'leg-1', counter, officer)],
      undefined,
      false,
    ],
    [
      'with whom it went to, told in any order',
      [leg('leg-2', 'leg-1', officer, department), leg('leg-1', 'taken', counter, officer), root],
      'DEPARTMENT',
      false,
    ],
    [
      'not with whom it was given to by somebody who did not have it',
      [root, leg('leg-1', 'taken', department, officer)],
      'COUNTER',
      false,
    ],
    [
      'not with who accepted an offer nobody knows',
      [root, leg('leg-1', 'taken', counter, officer, { kind: 'ACCEPTED', counts: false })],
      'COUNTER',
      false,
    ],
    [
      'disputed, and with the last undoubted holder, when two claim it',
      [root, leg('leg-1', 'taken', counter, officer), leg('leg-2', 'taken', counter, department)],
      'COUNTER',
      true,
    ],
    [
      'where the manager says',
      [
        root,
        leg('leg-1', 'taken', counter, officer),
        leg('leg-2', 'taken', counter, department),
        leg('leg-3', 'leg-1', officer, counter, { kind: 'OVERRIDE' }),
      ],
      'COUNTER',
      false,
    ],
    [
      'disputed again when two managers say',
      [
        root,
        leg('leg-1', 'taken', counter, officer, { kind: 'OVERRIDE' }),
        leg('leg-2', 'taken', counter, department, { kind: 'OVERRIDE' }),
      ],
      'COUNTER',
      true,
    ],
  ])('%s', (_name, legs, at, disputed) => {
    const now = whereaboutsOf(legs)
    expect(now?.holder.at).toBe(at)
    expect(now?.disputed ?? false).toBe(disputed)
  })

  test.each([
    [counter, false, undefined, 'AT_COUNTER'],
    [counter, true, undefined, 'BACK_AT_COUNTER'],
    [officer, true, undefined, 'WITH_OFFICER'],
    [courier, true, undefined, 'IN_TRANSIT'],
    [department, true, undefined, 'AT_DEPT'],
    [owner, true, undefined, 'RETURNED'],
    [filed, true, undefined, 'FILED'],
    [officer, true, { kind: 'LOST', outcome: null }, 'LOST'],
    [officer, true, { kind: 'LOST', outcome: 'FOUND' }, 'WITH_OFFICER'],
    [officer, true, { kind: 'DAMAGED', outcome: 'MADE_GOOD' }, 'DAMAGED'],
  ] as const)('its state is derived %#', (holder, away, incident, state) => {
    expect(custodyState({ holder, away }, incident)).toBe(state)
  })
})
