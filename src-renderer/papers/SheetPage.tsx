import { type ReactNode, useLayoutEffect, useMemo, useRef } from 'react'
import { formatConsultationCode } from '#shared/domain/consultation.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import type { MatterSheet, SheetFrame } from '#shared/domain/matter-sheet.ts'
import { modulesOf } from './case-code.ts'
import { useRollLength } from './roll.ts'
import './paper.css'
import './sheet.css'

/** The four ways a sheet leaves the printer. */
export type SheetForm = 'A4' | 'A5' | 'LARGE' | 'ROLL'

type Props = {
  readonly sheet: MatterSheet
  readonly frame: SheetFrame
  readonly form: SheetForm
  readonly title: string
  readonly children: ReactNode
}

const classes: Readonly<Record<SheetForm, string>> = {
  A4: 'paper-sheet take-home paper-a4',
  A5: 'paper-sheet take-home paper-a5',
  LARGE: 'paper-sheet take-home paper-a4 paper-large',
  ROLL: 'paper-sheet take-home paper-roll',
}

/** What all sheets for those who ask share: who hands it out, its code, and which catalogue it goes by. */
export function SheetPage({ children, form, frame, sheet, title }: Props) {
  const box = useRef<HTMLElement>(null)
  const source = `目录版本 ${sheet.catalogueVersion}，${longDayText(sheet.effectiveFrom)}起用。来源：${sheet.source}`
  useRunningFoot(source)
  useRollLength(box, form === 'ROLL')
  return (
    <article ref={box} className={classes[form]} lang="zh-CN" aria-label={title}>
      {frame.practice ? <p className="paper-practice">练习 · 不具法律效力</p> : null}
      <div className="paper-flow">
        <header className="take-home-head">
          <div>
            <p className="paper-unit">{frame.unitName}</p>
            <h1>{title}</h1>
            {frame.docNo ? <p className="take-home-no">文书编号：{frame.docNo}</p> : null}
          </div>
          {frame.code ? (
            <div className="take-home-code">
              <CodeQr code={frame.code} />
              <p>
                查询码 <b>{formatConsultationCode(frame.code)}</b>
              </p>
            </div>
          ) : null}
        </header>
        {children}
        <footer className="take-home-foot">
          <p className="paper-phones">
            {frame.clerkName ? <span>经办人：{frame.clerkName}</span> : null}
            <span>打印日期：{longDayText(frame.printedOn)}</span>
            <span>咨询、监督投诉电话：12345</span>
          </p>
          {form === 'ROLL' ? <p>{source}</p> : null}
        </footer>
      </div>
    </article>
  )
}

/** The code alone: nothing of the person is in it. */
function CodeQr({ code }: { readonly code: string }) {
  const { height, path, width } = useMemo(() => modulesOf(code), [code])
  const quiet = 4
  return (
    <svg
      className="paper-qr"
      role="img"
      aria-label="查询码二维码"
      shapeRendering="crispEdges"
      viewBox={`${-quiet} ${-quiet} ${width + 2 * quiet} ${height + 2 * quiet}`}
    >
      <path d={path} fillRule="evenodd" />
    </svg>
  )
}

/** Version and source stand at the foot of every page; the margin takes its words from the root. */
function useRunningFoot(text: string): void {
  useLayoutEffect(() => {
    const { style } = document.documentElement
    style.setProperty('--paper-source', JSON.stringify(text))
    return () => void style.removeProperty('--paper-source')
  }, [text])
}
