import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { countInWords } from '#shared/domain/count-words.ts'
import { SlipId } from '#shared/kernel/ids.ts'
import { aDesk, type TestDesk } from '../support/a-desk.ts'
import { taken } from '../support/at-the-counter.ts'
import { backText, givenBack } from '../support/given-back.ts'
import { inkOf } from '../support/ink.ts'
import { aPhoto, aVisitWithOriginals, beside, codeOf, inHand, looked } from '../support/random-custody.ts'

async function withOriginals(desk: TestDesk) {
  await desk.signIn()
  await taken(desk, aVisitWithOriginals('D01', desk.clock.nowMs))
  const [one, two] = await inHand(desk)
  if (!one || !two) throw new Error('this matter keeps no originals')
  return { one, two }
}

test.each([
  [1, '壹'],
  [10, '壹拾'],
  [12, '壹拾贰'],
  [105, '壹佰零伍'],
  [1_010, '壹仟零壹拾'],
])('%i things are written as %s', (n, words) => {
  expect(countInWords(n)).toBe(words)
})

describe('the slip of a handover', () => {
  test('says what was handed over when it was, and each copy after the first is counted', async () => {
    await using desk = await aDesk()
    const { one, two } = await withOriginals(desk)
    const officer = await beside(desk, 1)
    const out = await desk.ask('custody.handOver', {
      things: [looked(one), looked(two)],
      to: { at: 'OFFICER', staffId: officer.staffId },
      second: officer,
    })
    if (!out.ok) throw new Error(out.refusal.code)
    const { slipId, docNo } = out.value.slip
    expect(await desk.ask('custody.slip', { slipId })).toMatchObject({
      ok: true,
      value: {
        docNo,
        printed: 0,
        legWord: '窗口 → 专员',
        copies: 2,
        copiesInWords: '贰',
        rows: [{ n: 1, name: one.name, docNumber: '360322001' }, { n: 2 }],
        released: { badge: 'T001', how: '本人口令确认' },
        received: { name: '李敏', badge: 'T002' },
      },
    })
    for (const printed of [1, 2])
      expect(await desk.ask('custody.slipPrinted', { slipId })).toEqual({ ok: true, value: { printed } })
    expect(await desk.ask('custody.slip', { slipId })).toMatchObject({ ok: true, value: { printed: 2 } })
    const unknown = SlipId.parse('019956a0-0000-7000-8000-000000000999')
    expect(codeOf(await desk.ask('custody.slip', { slipId: unknown }))).toBe('slip-unknown')
  })

  test('is signed by the owner under the very words, and under no others', async () => {
    await using desk = await aDesk()
    const { one } = await withOriginals(desk)
    const signers = await desk.ask('custody.signers', { thingIds: [one.thingId] })
    if (!signers.ok) throw new Error('the desk always answers')
    const [signedBy = ''] = signers.value.names
    const things = [{ thingId: one.thingId, tip: one.tip }]
    const text = await backText(desk, things, signedBy)
    const under = (words: string) => createHash('sha256').update(words).digest('base64url')
    const giveBack = (sha256: string) =>
      desk.ask('custody.returnTo', { things, signedBy, signature: inkOf(signedBy, sha256) })
    const before = desk.journal().length
    expect(codeOf(await giveBack(under(`${text}。`)))).toBe('text-changed')
    expect(desk.journal()).toHaveLength(before)
    const back = await giveBack(under(text))
    if (!back.ok) throw new Error(back.refusal.code)
    expect(await desk.ask('custody.slip', { slipId: back.value.slip.slipId })).toMatchObject({
      ok: true,
      value: { legWord: '窗口 → 申请人', received: { name: signedBy, how: '签名', ink: { how: 'PEN' } } },
    })
    // The strokes stand once, in the journal; what the tables keep is their hash.
    const legs = desk.opened.store.client.prepare('SELECT received_by FROM custody_leg').pluck().all()
    expect(legs.join()).toContain('sha256')
    expect(legs.join()).not.toContain('strokes')
  })
})

describe('a return', () => {
  test('needs a name under it, and of somebody else a paper that two people saw', async () => {
    await using desk = await aDesk()
    const { one } = await withOriginals(desk)
    const things = [{ thingId: one.thingId, tip: one.tip }]
    const before = desk.journal().length
    expect(codeOf(await desk.ask('custody.returnTo', { things, signedBy: '陈桂香' }))).toBe(
      'signature-missing',
    )
    const instead = { ground: 'HEIR', proof: '继承公证书（2026）萍证字第18号', photo: aPhoto } as const
    expect(codeOf(await givenBack(desk, things, '赵生人'))).toBe('stranger')
    expect(codeOf(await givenBack(desk, things, '赵生人', { instead }))).toBe('second-needed')
    expect(desk.journal()).toHaveLength(before)
    const back = await givenBack(desk, things, '赵生人', { instead, second: await beside(desk, 2) })
    expect(back).toMatchObject({ ok: true })
    const chain = await desk.ask('custody.chain', { thingId: one.thingId })
    expect(chain.ok && chain.value.legs.at(-1)).toMatchObject({
      receivedHow: '凭继承公证书（2026）萍证字第18号签名',
    })
  })
})

test('a loss is reported with what is missed and who says so', async () => {
  await using desk = await aDesk()
  const { one } = await withOriginals(desk)
  const lost = await desk.ask('custody.incident', {
    thingIds: [one.thingId],
    kind: 'LOST',
    account: '盘点时没有找到',
    second: await beside(desk, 1),
  })
  if (!lost.ok) throw new Error(lost.refusal.code)
  const [incidentId] = lost.value.incidentIds
  if (!incidentId) throw new Error('an incident has a name')
  expect(await desk.ask('custody.report', { incidentId })).toMatchObject({
    ok: true,
    value: { kindWord: '遗失', reporter: '王芳', second: '李敏', rows: [{ name: one.name }] },
  })
})
