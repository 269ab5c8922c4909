import { describe, expect, test } from 'vitest'
import { fillLetters } from '#main/store/apply/letters.ts'
import { PartyId } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import { aDesk, type TestDesk } from '#tests/support/a-desk.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { aVisit } from '#tests/support/visits.ts'
import { someId } from '#tests/support/well-formed.ts'

/** Five persons of this desk, one of them with a family name that is read in two ways. */
const persons = [
  { name: '单秀梅', idNumber: '360302195803120000', phone: '13879912345' },
  { name: '张小满', idNumber: '360322196605100009', phone: '13879900001' },
  { name: '周晓明', idNumber: '36030219421205000X', phone: '13979900002' },
  { name: '文建国', idNumber: '360322196204150005', phone: '13979900003' },
] as const

async function aBusyDesk(): Promise<TestDesk> {
  const desk = await aDesk()
  await desk.signIn()
  for (const person of persons) {
    desk.clock.nowMs += 60_000
    const visit = aVisit('V04', { nowMs: desk.clock.nowMs })
    await taken(desk, { ...visit, applicant: { ...visit.applicant, ...person } })
  }
  return desk
}

describe('one box for everything', () => {
  test('finds persons by initials, whole ones first, a family name read either way', async () => {
    await using desk = await aBusyDesk()

    expect((await found(desk, 'zxm')).parties.map(({ name }) => name)).toEqual(['周*明', '张*满'])
    expect((await found(desk, 'sxm')).parties.map(({ name }) => name)).toEqual(['单*梅'])
    expect((await found(desk, 'dxm')).parties.map(({ name }) => name)).toEqual(['单*梅'])
    expect((await found(desk, 'qq')).parties).toEqual([])
  })

  test('by name, by number, by the last four of number or telephone, by address', async () => {
    await using desk = await aBusyDesk()
    const names = async (typed: string) => (await found(desk, typed)).parties.map(({ name }) => name)

    expect(await names('文建')).toEqual(['文*国'])
    expect(await names('秀梅')).toEqual(['单*梅'])
    expect(await names('360322196605100009')).toEqual(['张*满'])
    expect(await names('36032219660510000942')).toEqual(['张*满'])
    expect(await names('13979900003')).toEqual(['文*国'])
    expect(await names('0003')).toEqual(['文*国'])
    expect(await names('000X')).toEqual(['周*明'])
    expect(await names('山口岩')).toHaveLength(4)
  })

  test('cases by number, grouped or not, or by its tail; papers by theirs', async () => {
    await using desk = await aBusyDesk()
    const list = value(await desk.ask('case.list', { scope: 'all', limit: 10 }))
    const [first] = list.rows
    if (!first) throw new Error('nobody came')
    const { caseNo } = first
    const view = value(await desk.ask('case.view', { caseId: first.caseId }))
    const [paper] = view.papers

    for (const typed of [caseNo, `${caseNo.slice(17, 20)}-${caseNo.slice(20, 24)}`])
      expect((await found(desk, typed)).cases.map((row) => row.caseNo)).toEqual([caseNo])
    expect((await found(desk, paper?.docNo ?? '')).papers).toMatchObject([
      { caseId: first.caseId, docNo: paper?.docNo, matterName: first.matterName },
    ])
  })

  test('tells nothing in clear that a list would mask', async () => {
    await using desk = await aBusyDesk()
    const told = JSON.stringify([
      await found(desk, 'zxm'),
      await found(desk, '0003'),
      await found(desk, '张'),
    ])

    for (const { idNumber, name, phone } of persons)
      for (const secret of [idNumber, name, phone]) expect(told).not.toContain(secret)
  })

  test('a person who was found is shown with what is open, and nobody is not', async () => {
    await using desk = await aBusyDesk()
    const [party] = (await found(desk, 'wjg')).parties
    if (!party) throw new Error('nobody was found')
    const seen = value(await desk.ask('find.person', { partyId: party.partyId }))

    expect(seen.cases).toMatchObject([{ matterId: 'V04', applicantName: '文*国' }])
    expect(seen.originalsHeld).toBeGreaterThanOrEqual(0)
    expect(await desk.ask('find.person', { partyId: PartyId.parse(someId) })).toMatchObject({
      ok: false,
      refusal: { code: 'party-unknown' },
    })
  })

  test('a name that was put right is found by the new one alone', async () => {
    await using desk = await aBusyDesk()
    desk.clock.nowMs += 60_000
    const visit = aVisit('V05', { nowMs: desk.clock.nowMs })
    const { idNumber } = persons[3]
    await taken(desk, { ...visit, applicant: { ...visit.applicant, idNumber, name: '文建军' } })

    expect((await found(desk, 'wjj')).parties.map(({ name }) => name)).toEqual(['文*军'])
    expect((await found(desk, 'wjg')).parties).toEqual([])
  })

  test('a desk of before is given letters at its next opening', async () => {
    await using desk = await aBusyDesk()
    const { client } = desk.opened.store
    const lettered = () => client.prepare('SELECT * FROM party_letters ORDER BY 1, 2').all()
    const before = lettered()
    client.exec('DELETE FROM party_letters')
    desk.opened.store.write((writer) => ok(fillLetters(writer)))
    expect(lettered()).toEqual(before)
    expect(before.length).toBeGreaterThan(4)
  })
})

async function found(desk: TestDesk, typed: string) {
  return value(await desk.ask('find.anything', { typed }))
}

function value<V>(answer: { readonly ok: boolean; readonly value?: V }): V {
  if (!answer.ok || answer.value === undefined) throw new Error(JSON.stringify(answer))
  return answer.value
}
