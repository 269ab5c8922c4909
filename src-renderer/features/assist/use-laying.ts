import { useEffect, useState } from 'react'
import type { ThingForm } from '#shared/domain/custody.ts'
import { focusPlace } from '../../components/focus-place.ts'
import type { Errand, Laid, Outlook } from './errand-draft.ts'
import { itemRows, type Row, relaid, unfinished } from './laid-lines.ts'

export type Asked = 'docNumber' | 'copies' | 'pages' | 'added'
type Wish = {
  readonly outlook: Outlook
  readonly errand: Errand
  readonly onChange: (part: Partial<Errand>) => void
  readonly onSlip: () => void
}

/** What lies on the desk so far, where the clerk stands in it, and what is being asked of that line. */
export function useLaying({ errand, onChange, onSlip, outlook }: Wish) {
  const { added, laid } = errand
  const rows = itemRows(outlook, added, laid)
  const [at, setAt] = useState(0)
  const [asked, setAsked] = useState<{ readonly what: Asked; readonly value: string }>()
  const [fee, setFee] = useState(false)
  const [wrong, setWrong] = useState<string>()
  const row = rows[Math.min(at, rows.length - 1)]
  const stand = (n: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, n))
    setAt(to)
    setAsked(undefined)
    focusPlace(`errand.row.${rows[to]?.key ?? ''}`)
  }
  const ask = (what: Asked, value: string) => {
    setAsked({ what, value })
    setWrong(undefined)
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
  const [shooting, setShooting] = useState(false)
  const shoot = () => {
    if (!row || row.fee) return
    if (row.neverHeld) return setWrong(`“${row.name}”只能当场核验退回，不能交接。`)
    setWrong(undefined)
    stand(at)
    setShooting(true)
  }
  const leave = () => setShooting(false)
  useRowFocus(asked?.what, added.length)
  const place = { row, at, asked, stand, ask, setAsked, setWrong }
  return {
    ...place,
    ...lineActs(errand, onChange, place),
    laid,
    rows,
    fee,
    wrong,
    shooting,
    shoot,
    leave,
    slip,
    pay,
    setAt,
    setFee,
  }
}

type Place = {
  readonly row: Row | undefined
  readonly at: number
  readonly asked: { readonly what: Asked; readonly value: string } | undefined
  readonly stand: (n: number) => void
  readonly ask: (what: Asked, value: string) => void
  readonly setAsked: (asked: undefined) => void
  readonly setWrong: (sentence: string | undefined) => void
}

/** What is done to the line the clerk stands on. */
function lineActs({ added, laid }: Errand, onChange: Wish['onChange'], place: Place) {
  const { ask, asked, at, row, setAsked, setWrong, stand } = place
  const laidOf = (key: string | undefined) => laid.find((each) => each.key === key)
  const put = (line: Laid) => onChange({ laid: relaid(laid, line) })
  const change = (part: Partial<Laid>) => {
    const line = laidOf(row?.key)
    if (line) put({ ...line, ...part })
    else setWrong('先按 1 原件或 2 复印件。')
  }
  return {
    laidOf,
    lay: (form: ThingForm) => {
      if (!row || row.fee) return
      if (form === 'ORIGINAL' && row.neverHeld)
        return setWrong(`“${row.name}”只能当场核验退回，不能交接。要留复印件按 2。`)
      setWrong(undefined)
      const before = laidOf(row.key)
      const line = lineAs(row, form, before)
      put(line)
      if (line.form === 'ORIGINAL') ask('docNumber', before?.docNumber ?? '')
      else stand(at + 1)
    },
    /** An original without a number is known by its picture. */
    shot: (photo: string) =>
      row && put({ ...(laidOf(row.key) ?? lineAs(row, 'ORIGINAL', undefined)), photo }),
    worse: () => {
      const conditions = ['GOOD', 'TORN', 'STAINED'] as const
      const now = conditions.indexOf(laidOf(row?.key)?.condition ?? 'GOOD')
      change({ condition: conditions[(now + 1) % 3] ?? 'GOOD' })
    },
    keep: () => {
      if (!asked) return
      const value = asked.value.trim()
      const n = Number(value)
      switch (asked.what) {
        case 'docNumber':
          if (!value) return setWrong('原件要有证件号码。没有号码的，按 Esc 再按 F8 拍照，或改按 2 复印件。')
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
    },
    clear: () => onChange({ laid: laid.filter(({ key }) => key !== row?.key) }),
  }
}

/** Keys go to the first row, to what is being asked, to a row that was added. */
function useRowFocus(what: Asked | undefined, count: number): void {
  useEffect(() => {
    document.querySelector<HTMLElement>('.errand-rows [role=option]')?.focus()
  }, [])
  useEffect(() => {
    if (what) focusPlace('errand.asked')
  }, [what])
  // A row that was added is stood on.
  useEffect(() => {
    if (count > 0) focusPlace(`errand.row.x${count}`)
  }, [count])
}

function lineAs(row: Row, form: ThingForm, before: Laid | undefined): Laid {
  const as = form === 'ORIGINAL' && row.form === 'FORM' ? 'FORM' : form
  return {
    key: row.key,
    ...(row.rowId ? { rowId: row.rowId } : {}),
    name: row.name,
    form: as,
    copies: before?.copies ?? 1,
    condition: before?.condition ?? 'GOOD',
    ...(as === 'ORIGINAL' && before?.docNumber ? { docNumber: before.docNumber } : {}),
    ...(before?.photo ? { photo: before.photo } : {}),
  }
}
