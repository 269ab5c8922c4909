import { describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import type { Input } from '#shared/contract/desk.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { ConsultationId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/result.ts'
import { aDesk, fridayMorning, root } from '#tests/support/a-desk.ts'

type Asked = Input<'consultation.log'>['asked']

const nothing: Asked = { answers: {}, has: [] }
const retiring: Asked = { matterId: 'A04', answers: {}, has: [] }

describe('writing down a consultation', () => {
  test('gives it a number and a code, and keeps it in the journal', async () => {
    await using desk = await aDesk()
    const clerk = await desk.signIn()

    const first = await desk.ask('consultation.log', anew(retiring))
    const second = await desk.ask('consultation.log', anew({ ...nothing, question: '老年证在哪里办？' }))

    expect(first).toMatchObject({
      ok: true,
      value: {
        docNo: expect.stringMatching(/咨字〔2026〕第.{3}-0001号$/),
        code: expect.stringMatching(/^A001.{4}$/),
        on: '2026-09-18',
        matterName: '灵活就业',
        clerkName: clerk.name,
      },
    })
    expect(second).toMatchObject({ ok: true, value: { code: expect.stringMatching(/^A002.{4}$/) } })
    expect(desk.journal().slice(-2)).toMatchObject([
      { type: 'consultation-logged', matterId: 'A04', number: 1, serial: 1 },
      { type: 'consultation-logged', question: '老年证在哪里办？', number: 2, serial: 2 },
    ])
    expect(verifyStore(desk.opened.store, root)).toEqual([])
  })

  test('said again is the same record, said differently replaces it under the same code', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const said = anew({ ...retiring, name: ' 陈桂香 ', phone: '138 7991 2345' })
    const first = await desk.ask('consultation.log', said)
    const before = desk.journal().length

    const same = await desk.ask('consultation.log', said)
    expect(same).toEqual(first)
    expect(desk.journal()).toHaveLength(before)

    const more = await desk.ask('consultation.log', { ...said, asked: { ...said.asked, has: ['M01'] } })
    expect(desk.journal()).toHaveLength(before + 1)
    expect(more).toMatchObject({
      ok: true,
      value: {
        code: first.ok && first.value.code,
        has: ['M01'],
        name: '陈桂香',
        phone: '13879912345',
      },
    })
    expect(await desk.ask('consultation.list', {})).toMatchObject({ ok: true, value: { total: 1 } })
    expect(verifyStore(desk.opened.store, root)).toEqual([])
  })

  test('keeps only answers and papers the matter knows', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const logged = await desk.ask(
      'consultation.log',
      anew({ matterId: 'A04', answers: { nonsense: 'x' }, has: ['M01', 'M01', 'no-such-row'] }),
    )
    expect(logged).toMatchObject({ ok: true, value: { answers: {}, has: ['M01'] } })
  })

  test.each([
    ['nothing-asked', nothing],
    ['nothing-asked', { ...nothing, question: '   ' }],
    ['matter-unknown', { ...nothing, matterId: 'Z99' }],
    ['phone-form', { ...retiring, phone: '12345' }],
  ] as const)('is refused as %s and leaves no trace', async (code, asked) => {
    await using desk = await aDesk()
    await desk.signIn()
    const before = desk.journal().length
    const answer = await desk.ask('consultation.log', anew(asked))
    expect(answer).toMatchObject({ ok: false, refusal: { code } })
    expect(desk.journal()).toHaveLength(before)
  })

  test('of another day stands as it is', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const said = anew(retiring)
    await desk.ask('consultation.log', said)
    desk.clock.nowMs += 24 * 3_600_000
    expect(await desk.ask('consultation.log', said)).toEqual(refuse('consultation-of-another-day'))
  })
})

describe('a code from a sheet', () => {
  test('opens what was asked, typed in small letters and with lines', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const logged = await desk.ask('consultation.log', anew({ ...retiring, name: '陈桂香' }))
    if (!logged.ok) throw new Error(logged.refusal.code)
    const { code } = logged.value
    const typed = `${code.slice(0, 3)}-${code.slice(3, 7)}-${code.slice(7)}`.toLowerCase()
    expect(await desk.ask('consultation.open', { code: typed })).toEqual(logged)
  })

  test('that is none, is mistyped or belongs to another desk is told apart', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const logged = await desk.ask('consultation.log', anew(retiring))
    if (!logged.ok) throw new Error(logged.refusal.code)
    const { code } = logged.value
    const wrong = code.slice(0, 7) + (code.endsWith('0') ? '1' : '0')
    expect(await desk.ask('consultation.open', { code: 'xse' })).toEqual(refuse('code-form'))
    expect(await desk.ask('consultation.open', { code: wrong })).toEqual(refuse('code-check-character'))
    expect(await desk.ask('consultation.open', { code: 'B010001I' })).toMatchObject({ ok: false })
  })
})

describe('the lists of a day', () => {
  test('show the newest first, with the name masked', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    await desk.ask('consultation.log', anew({ ...retiring, name: '陈桂香' }))
    await desk.ask('consultation.log', anew({ ...nothing, question: '老年证在哪里办？' }))
    const list = await desk.ask('consultation.list', {})
    expect(list.ok && list.value.rows.map(({ about, name }) => [about, name])).toEqual([
      ['老年证在哪里办？', ''],
      ['灵活就业', '陈*香'],
    ])
  })

  test('put the matters asked about today on top, twelve in all', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    for (const matterId of ['D01', 'A04', 'A04'])
      await desk.ask('consultation.log', anew({ ...nothing, matterId }))
    const frequent = await desk.ask('consultation.frequent', {})
    expect(frequent.ok && frequent.value.matterIds.slice(0, 2)).toEqual(['A04', 'D01'])
    expect(frequent.ok && new Set(frequent.value.matterIds).size).toBe(12)
  })
})

function anew(asked: Asked): Input<'consultation.log'> {
  return { consultationId: ConsultationId.parse(uuidV7(fridayMorning)), asked }
}
