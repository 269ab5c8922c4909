import { Button } from 'antd'
import { conditionWords, thingFormWords } from '#shared/domain/slip-text.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { useKeys } from '../../app/keys.ts'
import { CapturePanel } from '../../app/pictures/CapturePanel.tsx'
import { onChords } from '../../components/chord.ts'
import { FastField } from '../../components/FastField.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import type { Errand, Laid, Outlook } from './errand-draft.ts'
import { FeePrompt } from './FeePrompt.tsx'
import { type Row, sumWord } from './laid-lines.ts'
import { type Asked, useLaying } from './use-laying.ts'

type Props = {
  readonly caseId: CaseId
  readonly outlook: Outlook
  readonly errand: Errand
  readonly officer: string
  /** The signing view lies over it and has the keys. */
  readonly covered: boolean
  readonly onChange: (part: Partial<Errand>) => void
  readonly onBack: () => void
  readonly onSlip: () => void
}

const labels: Readonly<Record<Asked, string>> = {
  docNumber: '证件号码（扫码或输入）',
  copies: '几份',
  pages: '几页',
  added: '材料名称',
}

/** The papers on the desk, one key each: 1 原件, 2 复印件; an original is known by its number. */
export function ErrandItems(props: Props) {
  const { caseId, covered, officer, onBack, onChange, outlook } = props
  const { asked, at, fee, laid, row, rows, shooting, wrong, ...on } = useLaying(props)
  const { ask, clear, keep, laidOf, lay, pay, setAsked, setAt, setFee, setWrong, slip, stand, worse } = on
  useKeys(
    'step',
    {
      F9: slip,
      'Ctrl+Enter': slip,
      F8: on.shoot,
      Escape: () => (asked ? stand(at) : onBack()),
    },
    !covered && !fee && !shooting,
  )
  return (
    <div className="screen">
      <div className="screen-body errand-items">
        <header className="list-head">
          <h1>收材料</h1>
          <span className="weak">
            {outlook.principal.name}交给{officer}，{sumWord(laid)}
          </span>
        </header>
        <div
          className="wrong-rows errand-rows"
          role="listbox"
          aria-label="要交接的材料"
          onKeyDown={onChords({
            1: () => lay('ORIGINAL'),
            2: () => lay('COPY'),
            0: clear,
            Delete: clear,
            '!': worse,
            '！': worse,
            N: () => ask('copies', `${laidOf(row?.key)?.copies ?? 1}`),
            Y: () => ask('pages', `${laidOf(row?.key)?.pages ?? ''}`),
            A: () => ask('added', ''),
            $: pay,
            '￥': pay,
            ArrowDown: () => stand(at + 1),
            ArrowUp: () => stand(at - 1),
            Home: () => stand(0),
            End: () => stand(rows.length - 1),
            Enter: () => stand(at + 1),
          })}
        >
          {rows.map((each, n) => (
            <RowLine
              key={each.key}
              row={each}
              line={laidOf(each.key)}
              place={`errand.row.${each.key}`}
              here={n === at}
              onStand={() => setAt(n)}
            />
          ))}
        </div>
        <div className="errand-asked">
          {asked ? (
            <FastField
              label={asked.what === 'added' ? labels.added : `${row?.name ?? ''}　${labels[asked.what]}`}
              fieldId="errand.asked"
              value={asked.value}
              maxLength={60}
              error={wrong}
              onInput={(value) => {
                setAsked({ ...asked, value })
                setWrong(undefined)
              }}
              onEnter={keep}
            />
          ) : (
            <p className={wrong ? 'field-error' : 'weak'} role={wrong ? 'alert' : undefined}>
              {wrong ?? '身份证、银行卡、社保卡只核验，当场还给本人。'}
            </p>
          )}
        </div>
      </div>
      <div className="action-bar">
        <Button onClick={onBack}>
          回委托范围 <kbd>Esc</kbd>
        </Button>
        <KeyHint keys="1">原件</KeyHint>
        <KeyHint keys="2">复印件</KeyHint>
        <KeyHint keys="0">不收</KeyHint>
        <KeyHint keys="!">破损、污损</KeyHint>
        <KeyHint keys="N Y">份数、页数</KeyHint>
        <KeyHint keys="F8">拍照</KeyHint>
        <KeyHint keys="A">加一样</KeyHint>
        <KeyHint keys="$">代缴法定规费</KeyHint>
        <span className="spacer" />
        <Button type="primary" onClick={slip}>
          请移交人签名 <kbd>F9</kbd>
        </Button>
      </div>
      {shooting && row ? (
        <CapturePanel
          label={row.name.slice(0, 60)}
          ofCase={caseId}
          onKept={(pictureId, more) => {
            on.shot(pictureId)
            if (!more) on.leave()
          }}
          onLeave={on.leave}
        />
      ) : null}
      {fee ? (
        <FeePrompt
          onBack={() => {
            setFee(false)
            stand(at)
          }}
          onFee={(line) => {
            setFee(false)
            onChange({ laid: [...laid, { ...line, key: `f${laid.length + 1}` }] })
          }}
        />
      ) : null}
    </div>
  )
}

type LineProps = {
  readonly row: Row
  readonly line: Laid | undefined
  readonly place: string
  readonly here: boolean
  readonly onStand: () => void
}

function RowLine({ here, line, onStand, place, row }: LineProps) {
  return (
    <div
      role="option"
      aria-selected={line !== undefined}
      tabIndex={here ? 0 : -1}
      data-field={place}
      onClick={onStand}
      onFocus={onStand}
    >
      <span className="errand-mark">{line ? `☑ ${thingFormWords[line.form]}` : '☐'}</span>
      <span className="errand-name">{row.name}</span>
      <span className="code">{line?.docNumber ?? ''}</span>
      <span className="weak">
        {line
          ? [
              `${line.copies} 份`,
              line.pages && `${line.pages} 页`,
              line.condition !== 'GOOD' && conditionWords[line.condition],
              line.photo && '已拍照',
            ]
              .filter(Boolean)
              .join(' · ')
          : row.neverHeld
            ? '只核验，当场退回'
            : ''}
      </span>
    </div>
  )
}
