import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { useKeys } from '../../app/keys.ts'
import { PaperList, PaperPreview, type Papers, usePapers } from '../../app/PaperDesk.tsx'
import { useRoutes } from '../../app/routes.ts'
import { itemLooks } from '../../app/states.ts'
import { useLive } from '../../app/use-live.ts'
import { DueText } from '../../components/DueText.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import type { Decided } from './intake-draft.ts'

/** 打印与下一位: the act is recorded and safe; printing only hands it over. */
export function PrintStep({ decided }: { readonly decided: Decided }) {
  const papers = usePapers(decided.papers)
  const go = useRoutes(({ go }) => go)
  const main = useRef<HTMLButtonElement>(null)
  const unprinted = papers.contents.filter(({ printed }) => printed === 0).map(({ paperId }) => paperId)
  const done = papers.state !== 'loading' && papers.state !== 'printing' && unprinted.length === 0
  const next = () => go({ at: 'today' })
  // An Enter that comes before the papers do is kept, not lost: hands are faster than the desk.
  const [hurried, setHurried] = useState(false)
  const onward = () => {
    if (papers.state === 'loading') setHurried(true)
    else if (done) next()
    else papers.print(unprinted)
  }
  useEffect(() => {
    if (!hurried || papers.state === 'loading') return
    setHurried(false)
    if (!done) papers.print(unprinted)
  }, [hurried, papers, done, unprinted])
  useEffect(() => main.current?.focus(), [done])

  useKeys('step', {
    Enter: onward,
    'Ctrl+Enter': next,
    Escape: next,
    'Ctrl+P': () => papers.chosen && papers.print([papers.chosen]),
    ...Object.fromEntries(
      papers.contents.map(({ paperId }, n) => [String(n + 1), () => papers.choose(paperId)]),
    ),
  })
  return (
    <div className="screen print-step">
      <p className="done-line" role="status">
        <span aria-hidden="true">✓</span> {decided.said}。编号{' '}
        <strong className="code">{formatCaseNo(decided.caseNo)}</strong>
        。<Reporting />
      </p>
      <div className="screen-body two-panes">
        <section className="pane">
          <h1>打印与下一位</h1>
          {papers.contents.length > 0 ? <PaperPreview papers={papers} /> : <NoPapers state={papers.state} />}
        </section>
        <aside className="side-pane" aria-label="单子和时限">
          <h2>单子 {papers.contents.length} 份</h2>
          <PaperList papers={papers} />
          <p role="status" className={papers.state === 'failed' ? 'field-error' : 'weak'}>
            {papers.contents.length === 0 && papers.state !== 'loading' ? '' : printWords[papers.state]}
          </p>
          <h2>各事项</h2>
          <ul className="outcomes is-stacked">
            {decided.outcomes.map(({ clocks, itemNo, name, state, workingDaysLeft }) => {
              const { shape, tone, word } = itemLooks[state]
              const due = clocks.promisedDue ?? clocks.supplementDue ?? clocks.custodyDue ?? clocks.noticeDue
              return (
                <li key={itemNo}>
                  <span className="outcome-name">{name}</span>
                  <StatusMark shape={shape} tone={tone} word={word} />
                  <DueText
                    day={due && dayText(due)}
                    left={workingDaysLeft[due ?? '']}
                    provisional={clocks.provisional}
                  />
                </li>
              )
            })}
          </ul>
        </aside>
      </div>
      <div className="action-bar">
        <span className="spacer" />
        {papers.contents.length > 0 ? <KeyHint keys="Ctrl+P">打印这一份</KeyHint> : null}
        <KeyHint keys="F2">直接新建</KeyHint>
        {done ? null : (
          <Button onClick={next}>
            先不打，下一位 <kbd>Ctrl+Enter</kbd>
          </Button>
        )}
        <Button ref={main} type="primary" disabled={papers.state === 'printing'} onClick={onward}>
          {mainWord(papers.state, done, unprinted.length)} <kbd>Enter</kbd>
        </Button>
      </div>
    </div>
  )
}

function mainWord(state: Papers['state'], done: boolean, n: number): string {
  if (state === 'loading') return '打印单子'
  return done ? '下一位' : `打印 ${n} 份单子`
}

/** Without a line the record waits; with one it is on its way already. */
function Reporting() {
  const { answer } = useLive('sync.status', {}, ['sync'])
  return answer?.ok && answer.value.link === 'CONNECTED' ? '正在自动上报。' : '联网后自动上报。'
}

const printWords = {
  loading: '正在取单子',
  ready: '按 Enter 打印，打完按 Enter 接下一位。',
  printing: '正在打印…',
  printed: '已交给打印机。',
  failed: '没打出来。办件已经有效，检查打印机后按 Ctrl+P 再打。',
} as const

function NoPapers({ state }: { readonly state: string }) {
  return (
    <p className="weak">
      {state === 'loading' ? '正在取单子' : '这个决定没有要打印的单子，请当面告诉办事人。'}
    </p>
  )
}
