import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import type { Staff } from '#shared/domain/staff.ts'
import { LockScreen } from '../features/lock/LockScreen.tsx'
import { TodayScreen } from '../features/today/TodayScreen.tsx'
import { saveBeforeLeaving } from './before-leaving.ts'
import { ask, useDeskLink } from './desk-client.ts'
import { listenToKeys } from './keys.ts'
import { useRoutes } from './routes.ts'
import { Shell } from './Shell.tsx'
import { useIdleLock } from './use-idle-lock.ts'
import { useLive } from './use-live.ts'

const CasesScreen = lazy(() =>
  import('../features/cases/CasesScreen.tsx').then((m) => ({ default: m.CasesScreen })),
)
const CaseScreen = lazy(() =>
  import('../features/cases/CaseScreen.tsx').then((m) => ({ default: m.CaseScreen })),
)
const OutboxScreen = lazy(() =>
  import('../features/outbox/OutboxScreen.tsx').then((m) => ({ default: m.OutboxScreen })),
)
const IntakeScreen = lazy(() =>
  import('../features/intake/IntakeScreen.tsx').then((m) => ({ default: m.IntakeScreen })),
)

/** The window: locked, or the one screen the route names inside the shell. */
export function App() {
  const link = useDeskLink(({ state }) => state)
  const { answer } = useLive('desk.overview', {}, ['session'])
  const overview = answer?.ok ? answer.value : undefined
  const { locked, lock, opened } = useLock(overview?.signedIn)
  useEffect(() => listenToKeys(window), [])
  useIdleLock(overview?.idleLockMs ?? 300_000, lock, Boolean(overview?.signedIn) && !locked)

  if (link === 'elsewhere' || link === 'stopped') return <Ended why={link} />
  if (!overview) return <p className="starting">正在打开工作台</p>
  const { signedIn } = overview
  if (!signedIn || locked) {
    return <LockScreen centreName={overview.centreName} practice={overview.practice} onOpen={opened} />
  }
  return (
    <Shell centreName={overview.centreName} practice={overview.practice} staff={signedIn} onLock={lock}>
      <Suspense fallback={<p className="starting">正在打开</p>}>
        <Screen today={overview.today} calendarThrough={overview.calendarThrough} />
      </Suspense>
    </Shell>
  )
}

/** The desk has another window now, or none: nothing typed here would be kept. */
function Ended({ why }: { readonly why: 'elsewhere' | 'stopped' }) {
  return (
    <div className="lock" role="alert">
      <h1>萍窗</h1>
      <p>
        {why === 'elsewhere'
          ? '萍窗已在另一个窗口打开，这个窗口停用了。已保存的内容都在那边。'
          : '本机程序已关闭。已保存的内容都在，请重新打开萍窗。'}
      </p>
    </div>
  )
}

function Screen({ today, calendarThrough }: { readonly today: string; readonly calendarThrough: number }) {
  const route = useRoutes(({ route }) => route)
  switch (route.at) {
    case 'today':
      return <TodayScreen today={today} calendarThrough={calendarThrough} />
    case 'cases':
      return <CasesScreen />
    case 'case':
      return <CaseScreen key={route.caseId} caseId={route.caseId} from={route.from} />
    case 'outbox':
      return <OutboxScreen />
    case 'intake':
      return <IntakeScreen key={route.turn} draftId={route.draftId} today={today} />
  }
}

/** Covers the screen at once; drafts are saved and the person signed out right behind it. */
function useLock(signedIn: Staff | undefined) {
  const [locked, setLocked] = useState(false)
  const last = useRef<string>(undefined)
  if (signedIn) last.current ??= signedIn.staffId

  const lock = useCallback(() => {
    setLocked(true)
    void saveBeforeLeaving().then(() => ask('staff.signOut', {}))
  }, [])
  const opened = useCallback((staff: Staff) => {
    if (last.current !== staff.staffId) useRoutes.getState().go({ at: 'today' })
    last.current = staff.staffId
    setLocked(false)
  }, [])
  return { locked, lock, opened }
}
