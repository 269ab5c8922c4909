import { Button } from 'antd'
import { useLayoutEffect, useState } from 'react'
import type { CaseView } from '#shared/contract/case.ts'
import type { AwaitedRow } from '#shared/contract/lifecycle.ts'
import type { Judgement } from '#shared/domain/material.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { judgeByKey, type RowKey, rowKeys } from '../../app/materials/judge.ts'
import { type Asking, MaterialList } from '../../app/materials/MaterialList.tsx'
import { useRowPictures } from '../../app/materials/row-pictures.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { CaseHead } from './CaseHead.tsx'
import type { Done } from './do-acts.ts'
import { actRefusal } from './lifecycle-words.ts'

type Judged = Readonly<Record<string, Judgement>>
type Pictures = readonly { readonly rowId: string; readonly pictureId: string }[]
type Props = {
  readonly view: CaseView
  readonly rows: readonly AwaitedRow[]
  readonly judged: Judged
  readonly onJudge: (judged: Judged) => void
  readonly pictures: Pictures
  readonly onPictures: (pictures: Pictures) => void
  readonly onDone: (done: Done) => void
  readonly onBack: () => void
}
/** 补材料: the rows still owed and no others, judged with the keys of the intake; what is left out stays owed. */
export function SupplyPane(props: Props) {
  const { view, rows, judged, onJudge, pictures, onPictures, onDone, onBack } = props
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      rows.findIndex(({ rowId }) => !judged[rowId]),
    ),
  )
  const [asking, setAsking] = useState<Asking>()
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)
  const row = rows[at]
  const picturesOf = (rowId: string) =>
    pictures.filter((each) => each.rowId === rowId).map(({ pictureId }) => pictureId)
  const photos = useRowPictures({
    row,
    picturesOf,
    ofCase: view.caseId,
    onTaken: (rowId, pictureId) => onPictures([...pictures, { rowId, pictureId }]),
    onDropped: (_, pictureId) => onPictures(pictures.filter((each) => each.pictureId !== pictureId)),
    onDone: () => undefined,
  })
  useLayoutEffect(() => {
    if (row && !asking) focusPlace(row.rowId)
  }, [row, asking])

  const stand = (n: number) => {
    setSaid('')
    setAt(Math.max(0, Math.min(rows.length - 1, n)))
  }
  const settle = (rowId: string, judgement: Judgement) => {
    onJudge({ ...judged, [rowId]: judgement })
    setAsking(undefined)
    const next = rows.findIndex((each) => each.rowId !== rowId && !judged[each.rowId])
    stand(next >= 0 ? next : at)
  }
  const clear = (rowId: string) => {
    const { [rowId]: _, ...others } = judged
    onJudge(others)
    stand(at + 1)
  }
  const press = (key: RowKey) => {
    if (!row) return
    // Not brought this time either: it stays owed, and nothing is recorded about it.
    if (key === '0') return clear(row.rowId)
    const verdict = judgeByKey(row, key, judged[row.rowId])
    if (verdict.do === 'judge') settle(row.rowId, verdict.judgement)
    else if (verdict.do === 'ask') setAsking({ rowId: row.rowId, what: verdict.what })
    else setSaid(verdict.sentence)
  }
  const brought = rows.filter(({ rowId }) => judged[rowId])
  const save = async () => {
    if (busy) return
    if (brought.length === 0) return setSaid('还没有判任何一份。带来的按 1、2、3，没带来的不用管。')
    setBusy(true)
    try {
      const answer = await ask('case.supply', {
        caseId: view.caseId,
        rows: judgedRows(rows, judged, picturesOf),
      })
      if (answer.ok) onDone(doneOf(answer.value))
      else setSaid(actRefusal(answer.refusal))
    } catch {
      setSaid('没有收到结果。请按 Esc 回去看材料变了没有，再决定要不要重做。')
    } finally {
      setBusy(false)
    }
  }
  useKeys(
    'panel',
    {
      ...Object.fromEntries(rowKeys.map((key) => [key, () => press(key)])),
      ...photos.keys,
      ArrowDown: () => stand(at + 1),
      ArrowUp: () => stand(at - 1),
      Home: () => stand(0),
      End: () => stand(rows.length - 1),
      'Ctrl+Z': () => row && clear(row.rowId),
      'Ctrl+Enter': () => void save(),
      Escape: onBack,
    },
    !asking,
  )
  useKeys('panel', { Escape: () => setAsking(undefined) }, asking !== undefined)
  return (
    <div className="screen">
      <div className="screen-body case-work">
        <CaseHead view={view} />
        <MaterialList
          label="补材料"
          title={
            <h2>
              补材料
              <span className={brought.length === rows.length ? 'count is-done' : 'count'}>
                还差 {rows.length} 份，这次判了 {brought.length} 份
              </span>
            </h2>
          }
          rows={rows}
          at={at}
          judgementOf={({ judgement, rowId }) => judged[rowId] ?? judgement}
          picturesOf={picturesOf}
          asking={asking}
          said={said}
          mostDays={({ deferDays }) => deferDays}
          onStand={stand}
          onKey={press}
          onSettle={settle}
        />
      </div>
      <div className="action-bar">
        <Button onClick={onBack}>
          先不补 <kbd>Esc</kbd>
        </Button>
        <span className="spacer" />
        <KeyHint keys="↑↓">选</KeyHint>
        <Button type="primary" disabled={busy} onClick={() => void save()}>
          {busy ? '正在记录' : `记下这 ${brought.length} 份`} <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
      {photos.panel}
    </div>
  )
}

function judgedRows(
  rows: readonly AwaitedRow[],
  judged: Judged,
  picturesOf: (rowId: string) => readonly string[],
) {
  return rows.flatMap(({ rowId }) => {
    const judgement = judged[rowId]
    const pictures = picturesOf(rowId)
    return judgement
      ? [{ rowId, judgement, ...(pictures.length > 0 ? { pictures: [...pictures] } : {}) }]
      : []
  })
}

type Supplied = {
  readonly moved: readonly { readonly itemNo: string }[]
  readonly awaited: readonly { readonly name: string; readonly deferred: boolean }[]
  readonly papers: Done['papers']
}

function doneOf({ awaited, moved, papers }: Supplied): Done {
  const told = (deferred: boolean, word: string) => {
    const rows = awaited.filter((row) => row.deferred === deferred)
    return rows.length > 0 ? `，${word} ${rows.length} 份：${rows.map(({ name }) => name).join('、')}` : ''
  }
  const owed = `${told(false, '还差')}${told(true, '容缺后补')}`
  const there = moved.length > 0 && awaited.length === 0 ? '材料补齐' : '材料已记下'
  const back = moved.length > 0 ? `${there}，${moved.length} 个事项回到已收件` : there
  return { said: `${back}${owed}，已保存在本机`, notDone: [], papers }
}
