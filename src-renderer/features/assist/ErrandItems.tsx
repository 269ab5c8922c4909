import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { ThingForm } from '#shared/domain/custody.ts'
import { conditionWords, thingFormWords } from '#shared/domain/slip-text.ts'
import { useKeys } from '../../app/keys.ts'
import { onChords } from '../../components/chord.ts'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import type { Errand, Laid, Outlook } from './errand-draft.ts'
import { FeePrompt } from './FeePrompt.tsx'
import { itemRows, type Row, relaid, sumWord, unfinished } from './laid-lines.ts'

type Props = {
  readonly outlook: Outlook
  readonly errand: Errand
  readonly officer: string
  /** The signing view lies over it and has the keys. */
  readonly covered: boolean
  readonly onChange: (part: Partial<Errand>) => void
  readonly onBack: () => void
  readonly onSlip: () => void
}

type Asked = 'docNumber' | 'copies' | 'pages' | 'added'
const labels: Readonly<Record<Asked, string>> = {
  docNumber: '证件号码（扫码或输入）',
  copies: '几份',
  pages: '几页',
  added: '材料名称',
}

/** The papers on the desk, one key each: 1 原件, 2 复印件; an original is known by its number. */
export function ErrandItems({ covered, errand, officer, onBack, onChange, onSlip, outlook }: Props) {
  const { added, laid } = errand
  const rows = itemRows(outlook, added, laid)
  const [at, setAt] = useState(0)
  const [asked, setAsked] = useState<{ readonly what: Asked; readonly value: string }>()
  const [fee, setFee] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const row = rows[Math.min(at, rows.length - 1)]
  const laidOf = (key: string | undefined) => laid.find((each) => each.key === key)
  const stand = (n: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, n))
    setAt(to)
    setAsked(undefined)
    focusPlace(`errand.row.${rows[to]?.key ?? ''}`)
  }
  const put = (line: Laid) => onChange({ laid: relaid(laid, line) })
  const ask = (what: Asked, value: string) => {
    setAsked({ what, value })
    setWrong(undefined)
  }
  const lay = (form: ThingForm) => {
    if (!row || row.fee) return
    if (form === 'ORIGINAL' && row.neverHeld)
      return setWrong(`“${row.name}”只能当场核验退回，不能交接。要留复印件按 2。`)
    setWrong(undefined)
    const as = form === 'ORIGINAL' && row.form === 'FORM' ? 'FORM' : form
    const before = laidOf(row.key)
    put({
      key: row.key,
      ...(row.rowId ? { rowId: row.rowId } : {}),
      name: row.name,
      form: as,
      copies: before?.copies ?? 1,
      condition: before?.condition ?? 'GOOD',
      ...(as === 'ORIGINAL' && before?.docNumber ? { docNumber: before.docNumber } : {}),
    })
    if (as === 'ORIGINAL') ask('docNumber', before?.docNumber ?? '')
    else stand(at + 1)
  }
  const change = (part: Partial<Laid>) => {
    const line = laidOf(row?.key)
    if (line) put({ ...line, ...part })
    else setWrong('先按 1 原件或 2 复印件。')
  }
  const worse = () => {
    const conditions = ['GOOD', 'TORN', 'STAINED'] as const
    const line = laidOf(row?.key)
    change({ condition: conditions[(conditions.indexOf(line?.condition ?? 'GOOD') + 1) % 3] ?? 'GOOD' })
  }
  const keep = () => {
    if (!asked) return
    const value = asked.value.trim()
    const n = Number(value)
    switch (asked.what) {
      case 'docNumber':
        if (!value) return setWrong('原件要有证件号码。没有号码的，按 Esc 改按 2 复印件。')
        change({ docNumber: value })
        return stand(at + 1)
      case 'copies':
      case 'pages':
        if (!Number.isInteger(n) || n < 1 || n > 999) return setWrong('请填 1 到 999 的整数。')
        change({ [asked.what]: n })
        return stand(at)
      case 'added':
        if (!value) return stand(at)
        onChange({ added: [...added, { key: `x${added.length + 1}`, name: value }] })
        return setAsked(undefined)
    }
  }
  const slip = () => {
    const fault = unfinished(rows, laid)
    if (!fault) return onSlip()
    setWrong(fault.sentence)
    if (fault.at >= 0) {
      setAt(fault.at)
      focusPlace(`errand.row.${rows[fault.at]?.key ?? ''}`)
    }
  }
  const pay = () => {
    if (errand.scope.acts.includes('PAY_STATUTORY_FEE')) setFee(true)
    else setWrong('委托书没有勾“代缴法定规费”。按 Esc 回去勾上，请本人重签。')
  }
  useEffect(() => {
    document.querySelector<HTMLElement>('.errand-rows [role=option]')?.focus()
  }, [])
  const what = asked?.what
  useEffect(() => {
    if (what) focusPlace('errand.asked')
  }, [what])
  // A row that was added is stood on.
  useEffect(() => {
    if (added.length > 0) focusPlace(`errand.row.x${added.length}`)
  }, [added.length])
  useKeys(
    'step',
    {
      F9: slip,
      'Ctrl+Enter': slip,
      Escape: () => (asked ? stand(at) : onBack()),
    },
    !covered && !fee,
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
            0: () => onChange({ laid: laid.filter(({ key }) => key !== row?.key) }),
            Delete: () => onChange({ laid: laid.filter(({ key }) => key !== row?.key) }),
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
        <KeyHint keys="A">加一样</KeyHint>
        <KeyHint keys="$">代缴法定规费</KeyHint>
        <span className="spacer" />
        <Button type="primary" onClick={slip}>
          请移交人签名 <kbd>F9</kbd>
        </Button>
      </div>
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
