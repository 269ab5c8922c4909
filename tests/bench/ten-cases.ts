import type { TestDesk } from '../support/a-desk.ts'
import { playDays } from './bench-desk.ts'
import type { CountedCarry } from './counting-carry.ts'
import { drain } from './drain.ts'
import type { Run } from './report.ts'

const ten = 10

/** Two small pushes after the long one: ten cases that changed, and ten that are new. */
export async function pushTen(run: Run, desk: TestDesk, sent: CountedCarry): Promise<void> {
  await printAgain(desk)
  await told(run, desk, sent, 'wire, ten changed cases (a paper printed again)', { max: 2_048 })
  desk.clock.nowMs += 86_400_000
  await playDays(desk, ten, 11)
  await told(run, desk, sent, 'wire, ten new cases, decided and printed')
}

async function told(
  run: Run,
  desk: TestDesk,
  sent: CountedCarry,
  what: string,
  budget?: { readonly max: number },
): Promise<void> {
  sent.reset()
  const { entries } = await drain(desk, sent.carry)
  const { bodyBytes, requests } = sent.of('/v1/push')
  run.add({
    what,
    unit: 'bytes',
    value: bodyBytes,
    ...(budget ? { budget } : {}),
    beside: `${entries} entries, ${requests} request${requests === 1 ? '' : 's'}`,
  })
}

async function printAgain(desk: TestDesk): Promise<void> {
  let changed = 0
  const page = await desk.ask('case.list', { scope: 'all', limit: 100 })
  for (const { caseId } of page.ok ? page.value.rows : []) {
    const view = await desk.ask('case.view', { caseId })
    const paper = view.ok ? view.value.papers[0] : undefined
    if (!paper || changed === ten) continue
    await desk.ask('paper.printed', { paperId: paper.paperId })
    changed += 1
  }
  if (changed < ten) throw new Error('too few cases with a paper')
}
