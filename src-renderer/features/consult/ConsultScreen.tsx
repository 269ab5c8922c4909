import { useLayoutEffect } from 'react'
import type { Catalogue } from '#shared/catalogue/schema.ts'
import type { Answer } from '#shared/contract/desk.ts'
import { useCatalogue } from '../../app/use-catalogue.ts'
import { useLive } from '../../app/use-live.ts'
import { useConsult } from './consult-draft.ts'
import { MatterPick } from './MatterPick.tsx'
import { QuestionStage } from './QuestionStage.tsx'
import { TalkStage } from './TalkStage.tsx'

type Props = { readonly turn: number; readonly matterId: string | undefined }
export type Overview = Extract<Answer<'desk.overview'>, { ok: true }>['value']

/** 咨询: which matter, in which situation, what is there already; a sheet to take home and a line in the log. */
export function ConsultScreen({ matterId, turn }: Props) {
  const { catalogue, failed } = useCatalogue()
  const { answer } = useLive('desk.overview', {}, ['session'])
  const overview = answer?.ok ? answer.value : undefined
  const owner = overview?.signedIn?.staffId
  useLayoutEffect(() => {
    if (owner) useConsult.getState().begin(turn, owner, matterId)
  }, [turn, owner, matterId])
  const ready = useConsult((talk) => talk.turn === turn)

  if (!overview || !ready) return <p className="starting">正在打开</p>
  if (!catalogue && !failed) return <p className="starting">正在打开事项目录</p>
  return <Stages catalogue={catalogue ?? emptyCatalogue} overview={overview} />
}

function Stages({ catalogue, overview }: { readonly catalogue: Catalogue; readonly overview: Overview }) {
  const stage = useConsult(({ stage }) => stage)
  const matterId = useConsult(({ matterId }) => matterId)
  const known = catalogue.matters.some((matter) => matter.matterId === matterId)
  if (stage === 'question') return <QuestionStage />
  if (stage === 'talk' && matterId !== undefined && known)
    return <TalkStage catalogue={catalogue} overview={overview} matterId={matterId} />
  return <MatterPick catalogue={catalogue} />
}

/** Without a catalogue a question in words is still written down. */
const emptyCatalogue: Catalogue = {
  version: '',
  effectiveFrom: '2000-01-01',
  source: '没有目录',
  departments: [],
  materials: [],
  fields: [],
  items: [],
  matters: [],
}
