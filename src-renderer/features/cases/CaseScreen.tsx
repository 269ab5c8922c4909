import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { CaseView } from '#shared/contract/case.ts'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { useKeys } from '../../app/keys.ts'
import { PaperList, PaperPreview, usePapers } from '../../app/PaperDesk.tsx'
import { type CaseOrigin, useRoutes } from '../../app/routes.ts'
import { syncLooks } from '../../app/states.ts'
import { useTyping } from '../../app/typing.ts'
import { useLive } from '../../app/use-live.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { CaseFacts } from './CaseFacts.tsx'
import { CaseHistory } from './CaseHistory.tsx'
import { refusalText } from './words.ts'

type Props = { readonly caseId: CaseId; readonly from: CaseOrigin }

/** One matter as the desk knows it: items with their clocks, papers, and where each act stands. */
export function CaseScreen({ caseId, from }: Props) {
  const { answer, again, failed } = useLive('case.view', { caseId }, ['journal', 'sync'])
  const go = useRoutes(({ go }) => go)
  const back = () => go({ at: from })
  const openTyping = useTyping(({ open }) => open)
  useKeys('screen', { Escape: back, 'Alt+C': () => openTyping(caseId) })
  if (answer?.ok) return <CaseFile view={answer.value} onBack={back} />
  return (
    <div className="screen">
      <div className="screen-body">
        <h1>办件</h1>
        {answer ? <p role="alert">{refusalText(answer.refusal)}</p> : null}
        {failed ? (
          <p role="alert">
            这件没有打开，仍保存在本机。<Button onClick={again}>再打开一次</Button>
          </p>
        ) : null}
        {answer || failed ? null : <Skeleton active={false} paragraph={{ rows: 8 }} title={false} />}
      </div>
      <div className="action-bar">
        <Button onClick={back}>
          回去 <kbd>Esc</kbd>
        </Button>
      </div>
    </div>
  )
}

function CaseFile({ view, onBack }: { readonly view: CaseView; readonly onBack: () => void }) {
  const papers = usePapers(view.papers)
  const [preview, setPreview] = useState(false)
  const printIt = () => papers.chosen && papers.print([papers.chosen])
  useKeys('step', {
    'Ctrl+P': printIt,
    P: () => setPreview(!preview),
    ...Object.fromEntries(view.papers.map(({ paperId }, n) => [String(n + 1), () => papers.choose(paperId)])),
  })
  useKeys('panel', { Escape: () => setPreview(false) }, preview)
  return (
    <div className="screen">
      <div className="screen-body two-panes">
        <section className="pane">
          <header className="case-head">
            <h1>{view.matterName}</h1>
            <StatusMark {...syncLooks[view.sync]} />
            <span className="code">{formatCaseNo(view.caseNo)}</span>
          </header>
          {preview ? <PaperPreview papers={papers} /> : <CaseFacts view={view} />}
          {preview ? null : (
            <div className="print-only">
              <PaperPreview papers={papers} />
            </div>
          )}
        </section>
        <aside className="side-pane" aria-label="单子和经过">
          <h2>单子 {view.papers.length} 份</h2>
          {view.papers.length > 0 ? <PaperList papers={papers} /> : <p className="weak">没有单子。</p>}
          {papers.state === 'failed' ? (
            <p className="field-error">没打出来。办件不受影响，检查打印机后按 Ctrl+P 再打。</p>
          ) : null}
          <h2>经过</h2>
          <CaseHistory history={view.history} />
        </aside>
      </div>
      <div className="action-bar">
        <Button onClick={onBack}>
          回去 <kbd>Esc</kbd>
        </Button>
        <KeyHint keys="Alt+C">录入助手</KeyHint>
        <span className="spacer" />
        <span className="hint">
          <kbd>1–{Math.max(1, view.papers.length)}</kbd>选单子
        </span>
        <Button onClick={() => setPreview(!preview)}>
          {preview ? '看办件' : '看单子'} <kbd>P</kbd>
        </Button>
        <Button type="primary" disabled={!papers.chosen || papers.state === 'printing'} onClick={printIt}>
          打印这份单子 <kbd>Ctrl+P</kbd>
        </Button>
      </div>
    </div>
  )
}
