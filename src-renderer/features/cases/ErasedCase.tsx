import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { CaseView } from '#shared/contract/case.ts'
import { dayText, longDayText } from '#shared/domain/date-text.ts'
import { basisWords } from '#shared/domain/erasure.ts'
import { paperWords } from '#shared/domain/paper.ts'
import { useKeys } from '../../app/keys.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import type { Acts } from './ActPanel.tsx'
import { CaseHead } from './CaseHead.tsx'
import { CaseHistory } from './CaseHistory.tsx'
import { useCaseWork } from './case-work.ts'
import { ItemList } from './ItemList.tsx'

type Props = {
  readonly view: CaseView
  readonly erased: NonNullable<CaseView['erased']>
  readonly acts: Acts
  readonly onBack: () => void
}

/** What is left of an erased case: numbers, days and states, to be read. Nothing is done or printed from here. */
export function ErasedCase({ view, erased, acts, onBack }: Props) {
  const { caseId } = view
  const { items, today } = acts
  const [at, setAt] = useState(0)
  // What was half said of the case names people too.
  useEffect(() => useCaseWork.getState().drop(caseId), [caseId])
  const move = (by: number) => setAt(Math.max(0, Math.min(items.length - 1, at + by)))
  useKeys('step', { ArrowDown: () => move(1), ArrowUp: () => move(-1) })
  return (
    <div className="screen">
      <div className="screen-body two-panes">
        <section className="pane case-pane">
          <p className="told" role="status">
            {bannerText(erased)}
          </p>
          <CaseHead view={view} />
          <h2>
            事项 <span className="weak">共 {items.length} 项</span>
          </h2>
          <ItemList
            view={view}
            items={items}
            today={today}
            chosen={items[at]?.itemNo ?? ''}
            together={false}
            onChoose={(itemNo) => setAt(items.findIndex((item) => item.itemNo === itemNo))}
          />
        </section>
        <aside className="side-pane" aria-label="单子和经过" tabIndex={0}>
          <h2>单子 {view.papers.length} 份</h2>
          <p className="weak">内容已删除，编号留着备查，不能再打。</p>
          <ol className="history">
            {view.papers.map(({ docNo, issuedOn, kind, paperId }) => (
              <li key={paperId}>
                <span className="history-what">{paperWords[kind]}</span>
                <span className="weak">
                  {docNo} · {dayText(issuedOn)}
                </span>
              </li>
            ))}
          </ol>
          <h2>经过</h2>
          <CaseHistory history={view.history} />
        </aside>
      </div>
      <div className="action-bar">
        <Button onClick={onBack}>
          回去 <kbd>Esc</kbd>
        </Button>
        <KeyHint keys="↑↓">选事项</KeyHint>
      </div>
    </div>
  )
}

function bannerText({ authorisedBy: [asked, confirmed], basis, on, reference }: Props['erased']): string {
  return `本件的个人信息已于 ${longDayText(on)} 依法删除（依据：${basisWords[basis]}；文号：${reference}；申请：${asked}，确认：${confirmed}）。编号、日期和办理过程保留。`
}
