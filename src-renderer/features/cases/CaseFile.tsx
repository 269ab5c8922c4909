import { useEffect, useRef, useState } from 'react'
import type { CaseView } from '#shared/contract/case.ts'
import type { ActOutlook, ItemActs } from '#shared/contract/lifecycle.ts'
import type { Act } from '#shared/domain/lifecycle.ts'
import { useLive } from '../../app/use-live.ts'
import { ActDone } from './ActDone.tsx'
import { ActPanel, type Acts } from './ActPanel.tsx'
import type { Manager } from './act-fields.ts'
import { firstValues } from './act-move.ts'
import { CaseOverview } from './CaseOverview.tsx'
import { type CaseWork, useCaseWork } from './case-work.ts'
import type { Done } from './do-acts.ts'
import { GiveBackPane } from './GiveBackPane.tsx'
import { SupplyPane } from './SupplyPane.tsx'

type Props = {
  readonly view: CaseView
  readonly acts: Acts
  readonly scanned: boolean
  readonly onBack: () => void
  readonly onDelegate: () => void
}

/** A case and what is in hand with it: an act being said, papers being brought, or what was just done. */
export function CaseFile({ view, acts, scanned, onBack, onDelegate }: Props) {
  const { caseId } = view
  const work = useCaseWork(({ inHand }) => inHand.get(caseId))
  const [done, setDone] = useState<Done>()
  const [together, setTogether] = useState(false)
  const [chosen, setChosen] = useState<string>()
  const managers = useManagers()
  const item = acts.items.find(({ itemNo }) => itemNo === (chosen ?? firstItem(acts)))
  const take = (work: CaseWork) => {
    setDone(undefined)
    useCaseWork.getState().take(caseId, work)
  }
  const drop = () => useCaseWork.getState().drop(caseId)
  const finish = (done: Done) => {
    drop()
    setTogether(false)
    setDone(done)
  }
  // A scanned notice opens what it asks for: the missing papers, once (ui.md 2.a 补正回来).
  const fresh = useRef(scanned)
  useEffect(() => {
    if (!fresh.current) return
    fresh.current = false
    const { inHand, take } = useCaseWork.getState()
    if (!inHand.has(caseId) && waitsForPapers(acts)) take(caseId, { do: 'supply', judged: {}, pictures: [] })
  }, [acts, caseId])

  const begin = (outlook: ActOutlook) => {
    setChosen(item?.itemNo)
    take({
      do: 'act',
      act: outlook.act,
      itemNos: together && shared.has(outlook.act) ? alike(acts, outlook) : [item?.itemNo ?? ''],
      values: firstValues(outlook.act, acts.today),
      wrong: {},
    })
  }
  if (done && done.papers.length > 0)
    return <ActDone view={view} done={done} onNext={() => setDone({ ...done, papers: [] })} />
  const pane = { view, onDone: finish, onBack: drop }
  if (work?.do === 'supply')
    return (
      <SupplyPane
        {...pane}
        rows={acts.awaited}
        judged={work.judged}
        onJudge={(judged) => take({ ...work, judged })}
        pictures={work.pictures}
        onPictures={(pictures) => take({ ...work, pictures })}
        onDone={(supplied) => {
          setChosen(undefined)
          finish(supplied)
        }}
      />
    )
  if (work?.do === 'giveBack') return <GiveBackPane {...pane} acts={acts} work={work} onChange={take} />
  return (
    <>
      <CaseOverview
        view={view}
        acts={acts}
        item={item}
        done={done}
        together={together}
        countOf={(outlook) => (shared.has(outlook.act) ? alike(acts, outlook).length : 1)}
        onTogether={() => setTogether(!together)}
        onChoose={setChosen}
        onAct={begin}
        onSupply={() => take({ do: 'supply', judged: {}, pictures: [] })}
        onGiveBack={() => take({ do: 'giveBack', ticked: [], signedBy: '', on: acts.today })}
        onBack={onBack}
        onDelegate={onDelegate}
        covered={work?.do === 'act'}
      />
      {work?.do === 'act' ? (
        <ActPanel {...pane} acts={acts} work={work} managers={managers} onChange={take} />
      ) : null}
    </>
  )
}

/** The item that asks for somebody: one that can be accepted now, else one with anything to do. */
function firstItem({ items }: Acts): string | undefined {
  const can = (item: ItemActs, acts?: readonly Act[]) =>
    item.acts.some(({ act, allowed }) => allowed && (acts?.includes(act) ?? true))
  const first =
    items.find((item) => can(item, ['ACCEPT', 'ACCEPT_WITH_DEFICIENCY'])) ??
    items.find((item) => can(item)) ??
    items[0]
  return first?.itemNo
}

function waitsForPapers({ awaited, items }: Acts): boolean {
  const waiting = items.some((item) => item.state === 'CORRECTION_PENDING' || item.deficiencies.length > 0)
  return waiting && awaited.length > 0
}

/** Acts whose words are the same for every item; what turns somebody away is said one by one. */
const shared: ReadonlySet<Act> = new Set([
  'ACCEPT',
  'ACCEPT_WITH_DEFICIENCY',
  'FORWARD',
  'REVIEW',
  'RESUME',
  'BACK_TO_REVIEW',
  'DEMAND_MET',
  'APPROVE',
  'COMPLETE',
  'RESULT_ARRIVED',
  'DELIVER',
  'WITHDRAW',
  'ARCHIVE',
])

/** Every item that may take the same act in the same way, the asked one among them. */
function alike({ items }: Acts, { act, organ, to }: ActOutlook): readonly string[] {
  const may = items.filter((item) =>
    item.acts.some((each) => each.act === act && each.allowed && each.organ === organ && each.to === to),
  )
  return may.map(({ itemNo }) => itemNo)
}

/** Managers who may agree to a second correction: never the person acting. */
function useManagers(): readonly Manager[] {
  const tiles = useLive('staff.tiles', {}, ['session', 'journal']).answer
  const overview = useLive('desk.overview', {}, ['session']).answer
  const self = overview?.ok ? overview.value.signedIn?.staffId : undefined
  return tiles?.ok
    ? tiles.value.tiles.filter(({ role, staffId }) => role === 'centreManager' && staffId !== self)
    : []
}
