import { Alert, Button, Skeleton } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Role } from '#shared/domain/staff.ts'
import { staleSentence } from '../../app/catalogue-age.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { planSentence } from '../../app/line-words.ts'
import { PeoplePanel } from '../../app/people/PeoplePanel.tsx'
import { useRoutes } from '../../app/routes.ts'
import { say } from '../../app/say.ts'
import { type Live, useLive } from '../../app/use-live.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { LinePrompt } from './LinePrompt.tsx'
import { PreviewPane } from './PreviewPane.tsx'
import { handOut } from './read-file.ts'
import { type Import, mayAdopt, useImport } from './use-import.ts'
import { VersionTable } from './VersionTable.tsx'
import { calendarLine, calendarSentence, toldText } from './words.ts'

type Props = { readonly role: Role; readonly today: string }

/** 设置: which catalogue the desk goes by, and how a new one comes in. Everybody sees, the manager adopts. */
export function SettingsScreen({ role, today }: Props) {
  const live = useLive('catalogue.versions', {}, ['catalogue', 'session', 'sync'])
  const go = useRoutes(({ go }) => go)
  const file = useRef<HTMLInputElement>(null)
  const body = useRef<HTMLElement>(null)
  const manager = role === 'centreManager'
  const [people, setPeople] = useState(false)
  const [asksLine, setAsksLine] = useState(false)
  const heard = useLive('line.plan', {}, ['sync', 'session']).answer
  const line = heard?.ok ? heard.value : undefined
  const work = useImport()
  const busy = work.stage === 'reading' || work.stage === 'adopting'
  const shown = work.stage === 'shown' || work.stage === 'adopting' ? work.preview : undefined
  useEffect(() => {
    body.current?.focus()
    body.current?.scrollTo?.({ top: 0 })
  }, [shown])

  const pick = () => !busy && file.current?.click()
  const template = () => void handOutTemplate()
  const scroll = (pages: number) => body.current?.scrollBy({ top: pages * body.current.clientHeight * 0.85 })
  useKeys('screen', {
    Escape: () => (shown ? work.leave() : go({ at: 'today' })),
    PageDown: () => scroll(1),
    PageUp: () => scroll(-1),
    ArrowDown: () => scroll(0.1),
    ArrowUp: () => scroll(-0.1),
    P: () => setPeople(true),
    ...(manager ? { O: pick, T: template, L: () => setAsksLine(true) } : {}),
    ...(shown && mayAdopt(shown) ? { 'Ctrl+Enter': work.adopt } : {}),
  })
  return (
    <div className="screen">
      <div className="screen-body settings-body">
        <section ref={body} className="pane" aria-label="设置" tabIndex={-1}>
          <h1>
            设置 <span className="weak">事项目录、放假安排、人员和网络</span>
          </h1>
          <Messages work={work} manager={manager} />
          {shown ? (
            <PreviewPane name={work.file?.name ?? ''} preview={shown} today={today} />
          ) : (
            <>
              <Versions live={live} today={today} />
              <h2>网络</h2>
              <p>{line ? planSentence(line) : ''}</p>
            </>
          )}
        </section>
      </div>
      {asksLine && line ? (
        <LinePrompt plan={line.plan} today={today} onDone={() => setAsksLine(false)} />
      ) : null}
      {people ? <PeoplePanel today={today} onClose={() => setPeople(false)} /> : null}
      {manager ? (
        <input
          ref={file}
          type="file"
          hidden
          accept=".json,.xlsx"
          aria-label="目录文件"
          onChange={({ target }) => {
            const [chosen] = target.files ?? []
            target.value = ''
            if (chosen) work.choose(chosen)
          }}
        />
      ) : null}
      <div className="action-bar">
        {shown ? <KeyHint keys="PgDn">往下看</KeyHint> : null}
        <span className="spacer" />
        {shown ? (
          <Button onClick={work.leave}>
            {mayAdopt(shown) ? '不启用' : '回去'} <kbd>Esc</kbd>
          </Button>
        ) : (
          <>
            <Button onClick={() => setPeople(true)}>
              工作人员和 PIN <kbd>P</kbd>
            </Button>
            <Button disabled={!manager} onClick={() => setAsksLine(true)}>
              网络怎么用 <kbd>L</kbd>
            </Button>
            <Button disabled={!manager} onClick={template}>
              下载空白模板 <kbd>T</kbd>
            </Button>
          </>
        )}
        <Button type={shown ? 'default' : 'primary'} disabled={!manager || busy} onClick={pick}>
          {shown ? '换一个文件' : '选目录文件'} <kbd>O</kbd>
        </Button>
        {shown ? (
          <Button type="primary" disabled={busy || !mayAdopt(shown)} onClick={work.adopt}>
            启用这份目录 <kbd>Ctrl+Enter</kbd>
          </Button>
        ) : null}
      </div>
    </div>
  )
}

function Messages({ manager, work }: { readonly work: Import; readonly manager: boolean }) {
  if (!manager) return <p className="settings-why">导入目录要中心负责人登录。您可以看各个版本。</p>
  if (work.stage === 'reading') return <p role="status">正在检查文件，大的工作簿要十几秒。别的窗口照常办。</p>
  if (work.stage === 'adopting') return <p role="status">正在启用。</p>
  if (work.refused) return <Alert type="error" role="alert" title={work.refused} className="settings-told" />
  if (work.done) return <Alert type="success" role="status" title={work.done} className="settings-told" />
  return null
}

function Versions({ live, today }: { readonly live: Live<'catalogue.versions'>; readonly today: string }) {
  const known = live.answer?.ok ? live.answer.value : undefined
  if (!known && live.failed)
    return (
      <div className="state" role="alert">
        <p>目录的版本没有取到。已保存的内容不受影响。</p>
        <Button onClick={live.again}>再取一次</Button>
      </div>
    )
  if (!known) return <Skeleton active={false} paragraph={{ rows: 4 }} title={false} className="state" />
  const inForce = known.versions.find(({ state }) => state === 'IN_FORCE')
  const stale = inForce && staleSentence(inForce.effectiveFrom, today)
  return (
    <>
      {stale ? <Alert type="warning" title={stale} className="settings-told" /> : null}
      {known.told.map((each) => (
        <Alert
          key={`${each.kind} ${each.name}`}
          type={each.refused ? 'error' : 'info'}
          role={each.refused ? 'alert' : 'status'}
          title={toldText(each)}
          className="settings-told"
        />
      ))}
      <h2>事项目录</h2>
      <VersionTable versions={known.versions} />
      <h2>放假安排</h2>
      <p>{calendarSentence(known.calendarYears, today)}</p>
      {known.calendars.map((each) => (
        <p key={each.year}>{calendarLine(each)}</p>
      ))}
      <h2>怎么换新目录</h2>
      <ol className="settings-steps">
        <li>联网的，市级下发后自动接收、核对、到日子启用，不用管。</li>
        <li>没有联网的，向市级要签过名的目录文件（*.pccat.json），放到 U 盘或本机。</li>
        <li>
          负责人按 <kbd>O</kbd> 选文件，先看改了什么、影响哪些件。
        </li>
        <li>
          按 <kbd>Ctrl+Enter</kbd> 启用。已经收的件仍按收件时的目录办。
        </li>
      </ol>
    </>
  )
}

async function handOutTemplate(): Promise<void> {
  const answer = await ask('catalogue.template', {})
  if (!answer.ok) return
  handOut(answer.value.name, answer.value.file)
  say(`“${answer.value.name}”已交给浏览器下载`)
}
