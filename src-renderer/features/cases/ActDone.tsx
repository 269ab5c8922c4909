import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { CaseView } from '#shared/contract/case.ts'
import { useKeys } from '../../app/keys.ts'
import { PaperList, PaperPreview, usePapers } from '../../app/PaperDesk.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { CaseHead } from './CaseHead.tsx'
import { DoneLine } from './DoneLine.tsx'
import type { Done } from './do-acts.ts'

type Props = { readonly view: CaseView; readonly done: Done; readonly onNext: () => void }

/** The act is recorded and safe; its papers are looked at, printed and handed over. */
export function ActDone({ view, done, onNext }: Props) {
  const papers = usePapers(done.papers)
  const main = useRef<HTMLButtonElement>(null)
  const unprinted = papers.contents.filter(({ printed }) => printed === 0).map(({ paperId }) => paperId)
  const finished = papers.state !== 'loading' && papers.state !== 'printing' && unprinted.length === 0
  useEffect(() => main.current?.focus(), [finished])
  // An Enter that comes before the papers do is kept, not lost: hands are faster than the desk.
  const [hurried, setHurried] = useState(false)
  const onward = () => {
    if (papers.state === 'loading') setHurried(true)
    else if (finished) onNext()
    else papers.print(unprinted)
  }
  useEffect(() => {
    if (!hurried || papers.state === 'loading') return
    setHurried(false)
    if (!finished) papers.print(unprinted)
  }, [hurried, papers, finished, unprinted])
  useKeys('step', {
    Enter: onward,
    'Ctrl+Enter': onNext,
    'Ctrl+P': () => papers.chosen && papers.print([papers.chosen]),
    ...Object.fromEntries(
      papers.contents.map(({ paperId }, n) => [String(n + 1), () => papers.choose(paperId)]),
    ),
  })
  useKeys('panel', { Escape: onNext })
  return (
    <div className="screen print-step case-done">
      <DoneLine done={done} />
      <div className="screen-body two-panes">
        <section className="pane">
          <CaseHead view={view} />
          <h2>打印单子</h2>
          {papers.shown.length > 0 ? (
            <PaperPreview papers={papers} />
          ) : (
            <p className="weak">
              {papers.state === 'loading' ? '正在取单子' : '这份单子的样式还没有启用，先用纸质样单。'}
            </p>
          )}
        </section>
        <aside className="side-pane" aria-label="单子">
          <h2>单子 {done.papers.length} 份</h2>
          <PaperList papers={papers} />
          <p role="status" className={papers.state === 'failed' ? 'field-error' : 'weak'}>
            {papers.state === 'failed'
              ? '没打出来。已经记下的有效，检查打印机后按 Ctrl+P 再打。'
              : finished
                ? '按 Enter 回这件。'
                : '按 Enter 打印。'}
          </p>
        </aside>
      </div>
      <div className="action-bar">
        <span className="spacer" />
        <KeyHint keys="Ctrl+P">打印这一份</KeyHint>
        {finished ? null : (
          <Button onClick={onNext}>
            先不打 <kbd>Ctrl+Enter</kbd>
          </Button>
        )}
        <Button ref={main} type="primary" disabled={papers.state === 'printing'} onClick={onward}>
          {finished ? '回这件' : `打印 ${Math.max(1, unprinted.length)} 份单子`} <kbd>Enter</kbd>
        </Button>
      </div>
    </div>
  )
}
