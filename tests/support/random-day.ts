import type { CaseId } from '#shared/kernel/ids.ts'
import type { TestDesk } from './a-desk.ts'
import { sentBack } from './a-return.ts'
import { taken } from './at-the-counter.ts'
import { closed } from './day-closing.ts'
import { erased } from './erased.ts'
import { aLottery } from './lottery.ts'
import { aRandomErrand, officersFiled, somebodyCameAndLeft } from './random-assist.ts'
import { aRandomConsultation } from './random-consultation.ts'
import { aCustodyDay } from './random-custody.ts'
import { aDepartmentsWord } from './random-department.ts'
import { aRandomAct, newYearKnown } from './random-life.ts'
import { withoutNumber } from './random-person.ts'
import { lookedAtSometimes, photographedSometimes } from './random-pictures.ts'
import { toldOfAnother } from './random-told.ts'
import { typedSometimes } from './random-typing.ts'
import { aRandomChoice, aRandomVisit } from './random-visit.ts'

/** Sixty visits: taken in, decided, printed once or twice, minutes apart; then what becomes of them. */
export async function aRandomDay(desk: TestDesk, seed: number) {
  const lottery = aLottery(seed)
  const choices: string[] = []
  const matters: string[] = []
  const cases: CaseId[] = []
  const officerId = await officersFiled(desk)
  await somebodyCameAndLeft(desk)
  let departments = 0
  for (let n = 0; n < 60; n += 1) {
    if (n % 20 === 0) await desk.signIn(lottery.below(3))
    desk.clock.nowMs += 1 + lottery.below(15 * 60_000)
    const bare = await withoutNumber(lottery, desk, aRandomVisit(lottery, desk.clock.nowMs))
    const visit = await photographedSometimes(lottery, desk, bare)
    await desk.ask('draft.save', { draft: visit })
    const { choice, ground } = await aRandomChoice(lottery, desk, visit)
    const { caseId, papers } = await taken(desk, visit, choice, ground)
    cases.push(caseId)
    choices.push(choice)
    matters.push(visit.matterId ?? '')
    for (const { paperId } of papers)
      for (let copies = lottery.below(3); copies > 0; copies -= 1)
        await desk.ask('paper.printed', { paperId })
    if (lottery.chance(0.3)) await aRandomConsultation(lottery, desk)
    await typedSometimes(lottery, desk, caseId)
    await lookedAtSometimes(lottery, desk, caseId)
    if (lottery.chance(0.4)) await aRandomErrand(lottery, desk, caseId, officerId)
  }
  await desk.signIn(0)
  await closed(desk)
  for (let n = 0; n < 240; n += 1) {
    if (n % 20 === 0) desk.clock.nowMs += lottery.below(3) * 86_400_000
    if (n % 80 === 0) desk.engine.runClocks()
    const caseId = lottery.pick(cases)
    await aRandomAct(lottery, desk, caseId)
    if (lottery.chance(0.5) && aDepartmentsWord(lottery, desk, caseId)) departments += 1
  }
  await aCustodyDay(lottery, desk)
  newYearKnown(desk)
  for (const caseId of cases.slice(0, 3)) toldOfAnother(desk, caseId)
  for (const caseId of cases.slice(0, 2)) {
    const entryId = sentBack(desk, caseId, 'card-name-differs')
    const changes = [{ field: 'name' as const, value: '文建国' }]
    const answer = await desk.ask('sync.answerReturned', { entryId, way: 'FIXED', changes })
    if (!answer.ok) throw new Error(answer.refusal.code)
  }
  await desk.signIn(0)
  for (const reasons of [{}, { again: '下班前又收一件' }]) await closed(desk, { reasons })
  erased(desk, cases[5] as CaseId)
  return { cases, choices, matters, departments }
}
