import { Alert } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { Staff } from '#shared/domain/staff.ts'
import { useDeskLink } from './desk-client.ts'
import { showFind } from './find.ts'
import { KeyHelp } from './KeyHelp.tsx'
import { useKeys } from './keys.ts'
import { toFieldBefore, toPane } from './panes.ts'
import { type Route, useRoutes } from './routes.ts'
import { ScanNote } from './ScanNote.tsx'
import { StatusLine } from './StatusLine.tsx'
import { sections } from './sections.ts'

type Props = {
  readonly centreName: string
  readonly practice: boolean
  readonly staff: Staff
  readonly onLock: () => void
  readonly children: ReactNode
}

const rolesInWords = {
  clerk: '窗口人员',
  assistOfficer: '小萍帮办专员',
  centreManager: '中心负责人',
  auditor: '审计员',
} as const

/** What never moves: who and where on top, the sections at the left, the state of the line below. */
export function Shell({ centreName, practice, staff, onLock, children }: Props) {
  const { route, go, newConsultation, newIntake } = useRoutes()
  const [helping, setHelping] = useState(false)
  const help = () => setHelping(true)
  useEffect(() => setHelping(false), [route])
  useKeys('app', {
    F1: help,
    'Ctrl+/': help,
    F2: newIntake,
    F4: newConsultation,
    F3: showFind,
    'Ctrl+K': showFind,
    F6: () => toPane(1),
    'Shift+F6': () => toPane(-1),
    'Shift+Enter': toFieldBefore,
    F12: onLock,
    ...Object.fromEntries(sections.map(({ at, key }) => [key, () => go({ at })])),
  })
  return (
    <div className="app">
      <header className="top-bar">
        <span className="brand">萍窗</span>
        <span className="centre">{centreName}</span>
        {practice ? <span className="practice">练习</span> : null}
        <span className="spacer" />
        <button type="button" className="plain" onClick={showFind}>
          查一切 <kbd>F3</kbd>
        </button>
        <button type="button" className="plain" onClick={help}>
          键位 <kbd>F1</kbd>
        </button>
        <span className="who">
          {staff.name}
          <span className="weak"> {rolesInWords[staff.role]}</span>
        </span>
        <button type="button" className="plain" onClick={onLock}>
          锁屏 <kbd>F12</kbd>
        </button>
      </header>
      <nav className="rail" aria-label="主要部分">
        {sections.map((section) => {
          const { at, icon, key, word } = section
          return (
            <button
              key={at}
              type="button"
              title={`${'title' in section ? section.title : word} ${key}`}
              aria-current={sectionOf(route) === at ? 'page' : undefined}
              onClick={() => go({ at })}
            >
              <span aria-hidden="true" className="rail-icon">
                {icon}
              </span>
              {word}
              <kbd>{key}</kbd>
            </button>
          )
        })}
      </nav>
      <main className="main">
        <div>
          <FaultBanner />
          <ScanNote />
        </div>
        {children}
      </main>
      <StatusLine />
      {helping ? <KeyHelp onClose={() => setHelping(false)} /> : null}
    </div>
  )
}

/** What the program could not do: the sentence first, the number for support last. */
function FaultBanner() {
  const { faults, dismiss } = useDeskLink()
  const fault = faults.at(-1)
  if (!fault) return null
  return (
    <Alert
      type="warning"
      className="fault"
      closable={{ onClose: dismiss, 'aria-label': '关闭提示' }}
      title={
        <>
          {fault.sentence}
          {fault.faultId ? <small className="weak"> 联系运维时报编号 {fault.faultId}</small> : null}
        </>
      }
    />
  )
}

function sectionOf(route: Route): string {
  if (route.at === 'case' || route.at === 'errand' || route.at === 'changes') return route.from
  return route.at === 'intake' || route.at === 'consult' ? 'today' : route.at
}
