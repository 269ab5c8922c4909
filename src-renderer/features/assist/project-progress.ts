import type { OrderView } from '#shared/contract/assist.ts'
import type { ChoiceOption } from '../../components/ChoiceField.tsx'

export type Stage = 'AHEAD' | 'BEGUN' | 'DONE'
export const stageWords: Readonly<Record<Stage, string>> = { AHEAD: '还没办', BEGUN: '在办', DONE: '办成' }

type Project = Pick<OrderView, 'history' | 'registration'>

/** How far each needed matter of a project is, as the steps told of it. */
export function progressOf({ history, registration: { detail } }: Project): ReadonlyMap<string, Stage> {
  const needed = detail.mode === 'PROJECT' ? (detail.matterIds ?? []) : []
  const stages = new Map<string, Stage>(needed.map((matterId) => [matterId, 'AHEAD']))
  for (const { move } of history)
    if (move.act === 'PROGRESS' && move.matter && stages.get(move.matter.matterId) !== 'DONE')
      stages.set(move.matter.matterId, move.matter.stage)
  return stages
}

/** The next stage of every matter that is not done. */
export function aheadOf(order: Project, names: ReadonlyMap<string, string>): readonly ChoiceOption[] {
  return [...progressOf(order)].flatMap(([matterId, stage]) => {
    const name = names.get(matterId) ?? matterId
    if (stage === 'DONE') return []
    return stage === 'AHEAD'
      ? [{ value: `${matterId}:BEGUN`, label: `${name}：开始办` }]
      : [{ value: `${matterId}:DONE`, label: `${name}：办成` }]
  })
}
