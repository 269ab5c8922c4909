import { useMemo } from 'react'
import { barsOf, denseModulesOf, modulesOf } from './case-code.ts'

/** The ungrouped case number for a camera: nothing of the person is in it (UX-403). */
export function CaseQr({ caseNo }: { caseNo: string }) {
  const { path, width, height } = useMemo(() => modulesOf(caseNo), [caseNo])
  const quiet = 4
  return (
    <svg
      className="paper-qr"
      role="img"
      aria-label="办件编号二维码"
      shapeRendering="crispEdges"
      viewBox={`${-quiet} ${-quiet} ${width + 2 * quiet} ${height + 2 * quiet}`}
    >
      <path d={path} fillRule="evenodd" />
    </svg>
  )
}

/** One code of what a desk hands to another (`hand-code.ts`), as large as its place. */
export function HandQr({ code, label }: { readonly code: string; readonly label: string }) {
  const { path, width, height } = useMemo(() => denseModulesOf(code), [code])
  const quiet = 4
  return (
    <svg
      className="hand-qr"
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      viewBox={`${-quiet} ${-quiet} ${width + 2 * quiet} ${height + 2 * quiet}`}
    >
      <rect x={-quiet} y={-quiet} width={width + 2 * quiet} height={height + 2 * quiet} fill="#fff" />
      <path d={path} fill="#000" fillRule="evenodd" />
    </svg>
  )
}

/** The same number for a hand scanner; the margins of the sheet are its quiet zone on the right. */
export function CaseBars({ caseNo }: { caseNo: string }) {
  const { path, width } = useMemo(() => barsOf(caseNo), [caseNo])
  return (
    <svg
      className="paper-bars"
      role="img"
      aria-label="办件编号条形码"
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      viewBox={`0 0 ${width} 1`}
    >
      <path d={path} />
    </svg>
  )
}
