import { Button, Skeleton } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { longDayText } from '#shared/domain/date-text.ts'
import { CatalogueChanges, changesInShort } from '../../app/CatalogueChanges.tsx'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { say } from '../../app/say.ts'
import { useLive } from '../../app/use-live.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { refusalText } from './words.ts'

/** 这次目录改了什么: read, and then put away by each person for himself (ui.md UX-471). */
export function ChangesScreen({ from }: { readonly from: 'today' | 'guide' }) {
  const { again, answer, failed } = useLive('catalogue.changes', {}, ['catalogue', 'session'])
  const go = useRoutes(({ go }) => go)
  const [refused, setRefused] = useState<string>()
  const body = useRef<HTMLElement>(null)
  const changes = answer?.ok ? answer.value : undefined
  const unread = changes?.since !== undefined && !changes.seen
  useEffect(() => body.current?.focus(), [])

  const back = () => go({ at: from })
  const read = () => {
    if (!changes) return
    ask('catalogue.acknowledge', { version: changes.version }).then(
      (told) => {
        if (!told.ok) return setRefused(refusalText(told.refusal))
        say(`目录 ${changes.version} 的改动已看过`)
        back()
      },
      () => setRefused('没有记下，请再按一次 Ctrl+Enter。'),
    )
  }
  const scroll = (pages: number) => body.current?.scrollBy({ top: pages * body.current.clientHeight * 0.85 })
  useKeys('screen', {
    Escape: back,
    PageDown: () => scroll(1),
    PageUp: () => scroll(-1),
    ArrowDown: () => scroll(0.1),
    ArrowUp: () => scroll(-0.1),
    ...(unread ? { 'Ctrl+Enter': read } : {}),
  })
  return (
    <div className="screen">
      <div className="screen-body settings-body">
        <section ref={body} className="pane" aria-label="目录改了什么" tabIndex={-1}>
          <h1>这次目录改了什么</h1>
          {refused ? <p role="alert">{refused}</p> : null}
          {changes ? (
            <>
              <p>
                目录 {changes.version}，{longDayText(changes.effectiveFrom)}起用，来源：{changes.source}
              </p>
              {changes.since === undefined ? (
                <p>本工作台只有过这一版，没有上一版可以比。</p>
              ) : (
                <>
                  <p>
                    与 {changes.since} 相比，{changesInShort(changes)}。
                    {changes.seen ? <span className="weak">您已经看过。</span> : null}
                  </p>
                  <CatalogueChanges matters={changes.matters} items={changes.items} />
                </>
              )}
            </>
          ) : null}
          {!changes && failed ? (
            <p role="alert">
              改动没有取到，已保存的内容不受影响。<Button onClick={again}>再取一次改动</Button>
            </p>
          ) : null}
          {changes || failed ? null : <Skeleton active={false} paragraph={{ rows: 6 }} title={false} />}
        </section>
      </div>
      <div className="action-bar">
        <KeyHint keys="PgDn">往下看</KeyHint>
        <span className="spacer" />
        <Button onClick={back}>
          回去 <kbd>Esc</kbd>
        </Button>
        {unread ? (
          <Button type="primary" onClick={read}>
            看过了 <kbd>Ctrl+Enter</kbd>
          </Button>
        ) : null}
      </div>
    </div>
  )
}
