import { useMemo } from 'react'
import { barsOf, modulesOf } from './case-code.ts'

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
