import { Button } from 'antd'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { matterSheet } from '#shared/catalogue/matter-sheet.ts'
import type { Catalogue } from '#shared/catalogue/schema.ts'
import { searchCatalogue } from '#shared/catalogue/search.ts'
import { staleSentence } from '../../app/catalogue-age.ts'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { useCatalogue } from '../../app/use-catalogue.ts'
import { isTextField, onChords } from '../../components/chord.ts'
import { focusPlace } from '../../components/focus-place.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { GuideDetail } from './GuideDetail.tsx'
import { GuidePrint } from './GuidePrint.tsx'
import { GuideTree, linesOf } from './GuideTree.tsx'
import { ageSentence } from './words.ts'

/** 目录: find a matter, read all about it, print it, or begin. Nothing here needs a line. */
export function GuideScreen({ today }: { readonly today: string }) {
  const { catalogue, failed } = useCatalogue()
  if (!catalogue && failed)
    return (
      <div className="state" role="alert">
        <p>事项目录没有打开。已保存的内容不受影响，请按 Alt+1 回今天再试。</p>
      </div>
    )
  if (!catalogue) return <p className="starting">正在打开事项目录</p>
  if (catalogue.matters.length === 0) return <p className="state">还没有事项目录。请负责人导入目录后再看。</p>
  return <Guide catalogue={catalogue} today={today} />
}

function Guide({ catalogue, today }: { readonly catalogue: Catalogue; readonly today: string }) {
  const { consultOn, go, startIntake } = useRoutes()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [printing, setPrinting] = useState(false)
  /** In the search letters are typed; V, C and Enter act on a line of the list. */
  const [searching, setSearching] = useState(true)
  const input = useRef<HTMLInputElement>(null)
  const detail = useRef<HTMLElement>(null)
  useLayoutEffect(() => input.current?.focus(), [])

  const found = useMemo(() => searchCatalogue(catalogue, typed), [catalogue, typed])
  const lines = useMemo(() => linesOf(found, typed.trim() === ''), [found, typed])
  const here = Math.min(at, Math.max(0, lines.length - 1))
  const matterId = lines[here]?.matter.matterId
  const sheet = useMemo(
    () => (matterId === undefined ? undefined : matterSheet(catalogue, matterId, {})),
    [catalogue, matterId],
  )
  const stale = staleSentence(catalogue.effectiveFrom, today)
  useLayoutEffect(() => {
    detail.current?.scrollTo?.({ top: 0 })
    if (!isTextField(document.activeElement) && matterId) focusPlace(`matter ${matterId}`)
  }, [matterId])

  const move = (to: number) => setAt(Math.max(0, Math.min(lines.length - 1, to)))
  const scroll = (pages: number) =>
    detail.current?.scrollBy({ top: pages * detail.current.clientHeight * 0.85 })
  const arrows = {
    ArrowDown: () => move(here + 1),
    ArrowUp: () => move(here - 1),
    PageDown: () => scroll(1),
    PageUp: () => scroll(-1),
  }
  useKeys(
    'step',
    {
      ...arrows,
      Home: () => move(0),
      End: () => move(lines.length - 1),
      Enter: () => matterId && startIntake({ matterId }),
      C: () => matterId && consultOn(matterId),
      V: () => go({ at: 'changes', from: 'guide' }),
      '/': () => input.current?.focus(),
      'Ctrl+P': () => sheet && setPrinting(true),
      Escape: () => (isTextField(document.activeElement) ? go({ at: 'today' }) : input.current?.focus()),
    },
    !printing,
  )
  return (
    <div className="screen">
      <div className="screen-body guide-panes">
        <section className="pane guide-list">
          <h1>目录</h1>
          <input
            ref={input}
            className="big-input"
            data-field="guide-search"
            aria-label="找事项"
            placeholder="首字母、名称、编号、事项名"
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onFocus={() => setSearching(true)}
            onBlur={() => setSearching(false)}
            onChange={(event) => {
              setTyped(event.target.value)
              setAt(0)
            }}
            onKeyDown={onChords({
              ...arrows,
              Enter: () => matterId && focusPlace(`matter ${matterId}`),
            })}
          />
          <GuideTree lines={lines} at={here} onStand={move} />
        </section>
        <article ref={detail} className="pane guide-detail" aria-label="办事指南" tabIndex={0}>
          {stale ? (
            <p className="told" role="status">
              {stale}
            </p>
          ) : null}
          {sheet ? (
            <GuideDetail sheet={sheet} age={ageSentence(catalogue)} />
          ) : (
            <p className="state">没有找到“{typed}”。可试：名称里的两个字、每个字的首字母、编号。</p>
          )}
        </article>
      </div>
      <div className="action-bar">
        <KeyHint keys="↑↓">选</KeyHint>
        <KeyHint keys="PgDn">往下看</KeyHint>
        {searching ? <KeyHint keys="Enter">到列表，再按右边的键</KeyHint> : <KeyHint keys="/">再找</KeyHint>}
        <span className="spacer" />
        <Button onClick={() => go({ at: 'changes', from: 'guide' })}>
          目录改了什么 <kbd>V</kbd>
        </Button>
        <Button disabled={!sheet} onClick={() => setPrinting(true)}>
          打印 <kbd>Ctrl+P</kbd>
        </Button>
        <Button disabled={!matterId} onClick={() => matterId && consultOn(matterId)}>
          咨询 <kbd>C</kbd>
        </Button>
        <Button type="primary" disabled={!matterId} onClick={() => matterId && startIntake({ matterId })}>
          受理这件 <kbd>Enter</kbd>
        </Button>
      </div>
      {printing && sheet ? <GuidePrint sheet={sheet} onClose={() => setPrinting(false)} /> : null}
    </div>
  )
}
