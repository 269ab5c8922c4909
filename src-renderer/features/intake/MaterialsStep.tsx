import { useLayoutEffect, useRef, useState } from 'react'
import { deferralLimit } from '#shared/catalogue/deferral.ts'
import type { MergedMaterial } from '#shared/catalogue/merged.ts'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import type { Judgement } from '#shared/domain/material.ts'
import { CaseId } from '#shared/kernel/ids.ts'
import { useKeys } from '../../app/keys.ts'
import { judgeByKey, type RowKey, rowKeys } from '../../app/materials/judge.ts'
import { type Asking, MaterialList } from '../../app/materials/MaterialList.tsx'
import { useRowPictures } from '../../app/materials/row-pictures.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { useRoom } from './intake-context.ts'
import { useIntake } from './intake-draft.ts'
import { NoticePanel } from './NoticePanel.tsx'
import { StepActions } from './StepActions.tsx'

/** 一套材料: one key judges a row and moves on to the next one nobody has looked at. */
export function MaterialsStep() {
  const { finish, flush, merged } = useRoom()
  const goal = useIntake(({ goal }) => goal)
  const judged = useIntake(({ draft }) => draft.materials)
  const draftId = useIntake(({ draft }) => draft.draftId)
  const taken = useIntake(({ draft }) => draft.pictures ?? none)
  const rows = merged?.materials ?? []
  const judgements = new Map<string, Judgement>(judged.map(({ rowId, judgement }) => [rowId, judgement]))
  const [at, setAt] = useState(() => startAt(rows, judgements, goal))
  const [asking, setAsking] = useState<Asking>()
  const [said, setSaid] = useState('')
  const past = useRef<{ readonly rowId: string; readonly before: Judgement | undefined }[]>([])
  const row = rows[at]

  useLayoutEffect(() => {
    if (!row) return
    if (!asking) focusPlace(row.rowId)
    document.querySelector('.material.is-focused')?.scrollIntoView?.({ block: 'nearest' })
  }, [row, asking])

  const settle = (rowId: string, judgement: Judgement) => {
    past.current.push({ rowId, before: judgements.get(rowId) })
    useIntake.getState().judge(rowId, judgement)
    setAsking(undefined)
    setSaid('')
    const done = new Set(useIntake.getState().draft.materials.map((each) => each.rowId))
    const here = rows.findIndex((each) => each.rowId === rowId)
    const turned = [...rows.keys()].map((n) => (here + 1 + n) % rows.length)
    const next = turned.find((n) => !done.has(rows[n]?.rowId ?? ''))
    setAt(next ?? Math.min(here + 1, rows.length - 1))
  }
  const undo = () => {
    const last = past.current.pop()
    if (!last) return
    useIntake.getState().judge(last.rowId, last.before)
    move(rows.findIndex(({ rowId }) => rowId === last.rowId))
  }
  const press = (key: RowKey) => {
    if (!row) return
    const verdict = judgeByKey(row, key, judgements.get(row.rowId))
    if (verdict.do === 'judge') settle(row.rowId, verdict.judgement)
    else if (verdict.do === 'ask') setAsking({ rowId: row.rowId, what: verdict.what })
    else setSaid(verdict.sentence)
  }
  const move = (to: number) => {
    setSaid('')
    setAt(Math.max(0, Math.min(rows.length - 1, to)))
  }
  const picturesOf = (rowId: string) =>
    taken.filter((each) => each.rowId === rowId).map(({ pictureId }) => pictureId)
  // What no paper was handed in for cannot be photographed: F8 then means the first paper that can.
  const paper =
    row && judgements.get(row.rowId)?.state === 'WAIVED'
      ? (rows.find(({ rowId }) => wantsPicture(rowId, judgements, taken, '')) ?? row)
      : row
  const photos = useRowPictures({
    row: paper,
    picturesOf,
    ofCase: CaseId.parse(draftId),
    onTaken: (rowId, pictureId) => {
      useIntake.getState().addPicture(rowId, pictureId)
      void flush()
    },
    onDropped: (_, pictureId) => useIntake.getState().dropPicture(pictureId),
    onDone: (rowId) => {
      const here = rows.findIndex((each) => each.rowId === rowId)
      const turned = [...rows.keys()].map((n) => (here + 1 + n) % rows.length)
      const next = turned.find((n) => wantsPicture(rows[n]?.rowId ?? '', judgements, taken, rowId))
      if (next !== undefined) move(next)
    },
  })
  useKeys(
    'step',
    {
      ...photos.keys,
      ...Object.fromEntries(rowKeys.map((key) => [key, () => press(key)])),
      ArrowDown: () => move(at + 1),
      ArrowUp: () => move(at - 1),
      Home: () => move(0),
      End: () => move(rows.length - 1),
      Delete: () => row && useIntake.getState().judge(row.rowId, undefined),
      'Ctrl+Z': undo,
      'Ctrl+Enter': () => finish('materials'),
    },
    !asking,
  )
  useKeys('panel', { Escape: () => setAsking(undefined) }, asking !== undefined)
  const open = rows.filter(({ rowId }) => !judgements.has(rowId)).length
  return (
    <>
      <div className="screen-body two-panes">
        <MaterialList
          label="一套材料"
          title={
            <h1>
              一套材料
              <span className={open === 0 ? 'count is-done' : 'count'}>
                {open === 0 ? `${rows.length} 份都看过了，按 Ctrl+Enter 核对` : `还有 ${open} 份没看`}
              </span>
            </h1>
          }
          rows={rows}
          at={at}
          judgementOf={({ rowId }) => judgements.get(rowId)}
          picturesOf={picturesOf}
          asking={asking}
          said={said}
          mostDays={(asked) => (merged ? deferralLimit(asked, merged) : 0)}
          onStand={move}
          onKey={press}
          onSettle={settle}
        />
        <aside className="side-pane" aria-label="还差什么">
          <NoticePanel rows={rows} judgements={judgements} />
        </aside>
      </div>
      <StepActions next="核对" onNext={() => finish('materials')} />
      {photos.panel}
    </>
  )
}

const none: NonNullable<IntakeDraft['pictures']> = []

/** A paper that was handed in and is not photographed yet: where the next F8 is for. */
function wantsPicture(
  rowId: string,
  judgements: ReadonlyMap<string, Judgement>,
  taken: NonNullable<IntakeDraft['pictures']>,
  justTaken: string,
): boolean {
  const photographed = rowId === justTaken || taken.some((each) => each.rowId === rowId)
  return judgements.get(rowId)?.state === 'SUPPLIED' && !photographed
}

function startAt(
  rows: readonly MergedMaterial[],
  judgements: ReadonlyMap<string, Judgement>,
  goal: string | undefined,
): number {
  const wanted = rows.findIndex(({ rowId }) => rowId === goal)
  if (wanted >= 0) return wanted
  return Math.max(
    0,
    rows.findIndex(({ rowId }) => !judgements.has(rowId)),
  )
}
