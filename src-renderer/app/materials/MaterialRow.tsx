import type { Judgement } from '#shared/domain/material.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { type Shape, StatusMark, type Tone } from '../../components/StatusMark.tsx'
import {
  judgementWord,
  type RowKey,
  type RowToJudge,
  rowKeys,
  rowKeyWords,
  wantsBoth,
  waysToWaive,
} from './judge.ts'
import { waivedWords } from './words.ts'

type Props = {
  readonly row: RowToJudge
  readonly judgement: Judgement | undefined
  readonly pictures: number
  readonly focused: boolean
  readonly onStand: () => void
}

/** One paper of the set; the row in hand opens and shows how the paper is got. */
export function MaterialRow({ row, judgement, pictures, focused, onStand }: Props) {
  return (
    <div
      role="option"
      aria-selected={focused}
      tabIndex={focused ? 0 : -1}
      data-field={row.rowId}
      className={`material${focused ? ' is-focused' : ''}`}
      onClick={focused ? undefined : onStand}
    >
      <div className="material-line">
        <span className="material-state">
          <JudgementMark judgement={judgement} />
        </span>
        <span className="material-name">
          {row.name}
          {copyMissing(row, judgement) ? <span className="badge">没留复印件</span> : null}
          {pictures > 0 ? <span className="badge">照片 {pictures} 张</span> : null}
          {row.necessity === 'OPTIONAL' ? <span className="badge">可不交</span> : null}
        </span>
        <DeptChips depts={row.usedByDepts} />
        <span className="material-form">{formText(row)}</span>
      </div>
      {focused ? (
        <div className="material-open">
          <p>
            {row.howToObtain}
            {row.usedByDepts.length > chipsMax ? (
              <span className="weak"> 用于{row.usedByDepts.join('、')}。</span>
            ) : null}
            {row.eLicenseType ? <span className="weak"> 电子证照：{row.eLicenseType}。</span> : null}
            {row.notes.length > 0 ? <span className="weak"> 说明：{row.notes.join('；')}。</span> : null}
          </p>
          {wantsBoth(row) ? (
            <p className="note">要看原件，也要留复印件：两样都有按 3，只看了原件按 1。</p>
          ) : null}
          {row.custodyPolicy === 'NEVER_HOLD' ? (
            <p className="note">只看不收：核对后当场还给本人，不能收原件。</p>
          ) : null}
        </div>
      ) : null}
    </div>
  )
}

/** Seen, but the line also asks for a copy that stays. */
function copyMissing(row: RowToJudge, judgement: Judgement | undefined): boolean {
  const seen = judgement?.state === 'SUPPLIED' && judgement.taken === 'SIGHT_ORIGINAL'
  return seen && wantsBoth(row) && row.copies > 0
}

/** Two departments by name, the others by number; all of them on the open row. */
function DeptChips({ depts }: { readonly depts: readonly string[] }) {
  const shown = depts.slice(0, chipsMax)
  return (
    <span className="chips" title={depts.join('、')}>
      {shown.map((dept) => (
        <span key={dept} className="chip">
          {dept.replace(/部门$/, '')}
        </span>
      ))}
      {depts.length > chipsMax ? <span className="chip is-more">＋{depts.length - chipsMax}</span> : null}
    </span>
  )
}

const chipsMax = 2

/** The keys of the row in hand, always in the same place; a barred one still answers why. */
export function RowKeys({
  row,
  pictures,
  onKey,
}: {
  readonly row: RowToJudge
  readonly pictures: number
  readonly onKey: (key: RowKey) => void
}) {
  const barred: Partial<Record<RowKey, boolean>> = {
    '2': row.custodyPolicy === 'NEVER_HOLD',
    '4': waysToWaive(row).length === 0,
    R: !row.mayDefer,
  }
  return (
    <div className="row-keys">
      {rowKeys.map((key) => (
        <button
          key={key}
          type="button"
          tabIndex={-1}
          aria-disabled={barred[key] === true}
          onClick={() => onKey(key)}
        >
          <kbd>{key}</kbd>
          {key === '4'
            ? waysToWaive(row)
                .map((way) => waivedWords[way])
                .join('/') || rowKeyWords[key]
            : key === '3' && wantsBoth(row)
              ? '核原件、收复印件'
              : rowKeyWords[key]}
        </button>
      ))}
      <KeyHint keys="F8">拍照</KeyHint>
      {pictures > 0 ? <KeyHint keys="V">看照片</KeyHint> : null}
      <KeyHint keys="Ctrl+Z">撤回</KeyHint>
    </div>
  )
}

/** A judged row by shape and word, a row nobody looked at by an empty dashed circle. */
export function JudgementMark({ judgement }: { readonly judgement: Judgement | undefined }) {
  if (!judgement) return <StatusMark shape="dashed" word="没看" tone="grey" />
  const [shape, tone] = looks[judgement.state]
  return <StatusMark shape={shape} tone={tone} word={judgementWord(judgement)} strong />
}

const looks: Readonly<Record<Judgement['state'], readonly [Shape, Tone]>> = {
  SUPPLIED: ['tick', 'green'],
  WAIVED: ['tick', 'green'],
  DEFERRED: ['half', 'violet'],
  EXPECTED: ['pencil', 'amber'],
  NOT_APPLICABLE: ['struck', 'grey'],
}

function formText({ copies, form }: Pick<RowToJudge, 'copies' | 'form'>): string {
  const times = copies > 0 ? ` ×${copies}` : ''
  return {
    SIGHT_ORIGINAL: '看原件',
    ORIGINAL: '原件',
    COPY: `复印件${times}`,
    ORIGINAL_AND_COPY: `原件＋复印件${times}`,
    DATA: '信息或电子件',
    FORM: `表格${times}`,
  }[form]
}
