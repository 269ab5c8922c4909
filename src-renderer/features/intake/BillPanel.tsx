import { useEffect, useRef, useState } from 'react'
import type { MergedMatter } from '#shared/catalogue/merged.ts'
import type { Limit } from '#shared/domain/item-case.ts'

/** The live bill: what the answers so far add up to, with what the last one changed lit up. */
export function BillPanel({ merged }: { readonly merged: MergedMatter }) {
  const { bill } = merged
  const lines = [
    { label: '事项', value: `${bill.items}` },
    { label: '材料', value: `${bill.materials}` },
    { label: '部门', value: `${bill.departments}` },
    { label: '最长', value: bill.longest ? limitText(bill.longest) : '当场' },
    { label: '费用', value: moneyText(bill.feeFen) },
  ]
  const changed = useChanged(lines)
  return (
    <div aria-live="polite">
      <dl className="bill" aria-label="账单">
        {lines.map(({ label, value }) => (
          <div key={label} className={changed.has(label) ? 'is-changed' : ''}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {bill.confirmed ? null : <p className="weak bill-note">时限、费用、材料待部门核实，以部门答复为准。</p>}
    </div>
  )
}

function limitText({ n, unit }: Limit): string {
  return `${n} ${{ W: '个工作日', N: '天', H: '小时', M: '个月' }[unit]}`
}

function moneyText(fen: number): string {
  return `${(fen / 100).toFixed(fen % 100 === 0 ? 0 : 2)} 元`
}

function useChanged(
  lines: readonly { readonly label: string; readonly value: string }[],
): ReadonlySet<string> {
  const before = useRef(lines)
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set())
  const now = JSON.stringify(lines)
  useEffect(() => {
    const past = new Map(before.current.map(({ label, value }) => [label, value]))
    before.current = JSON.parse(now) as typeof lines
    const different = before.current.filter(({ label, value }) => past.get(label) !== value)
    if (different.length > 0) setChanged(new Set(different.map(({ label }) => label)))
  }, [now])
  return changed
}
