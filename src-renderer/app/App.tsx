import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import type { Role, Staff } from '#shared/domain/staff.ts'
import { useErrands } from '../features/assist/errand-draft.ts'
import { useCaseWork } from '../features/cases/case-work.ts'
import { FindBox } from '../features/find/FindBox.tsx'
import { IntakeScreen, loadPrintStep } from '../features/intake/IntakeScreen.tsx'
import { LockScreen } from '../features/lock/LockScreen.tsx'
import { TodayScreen } from '../features/today/TodayScreen.tsx'
import { AssistSection, assistLoads } from './AssistSection.tsx'
import { useBasket } from './basket.ts'
import { saveBeforeLeaving } from './before-leaving.ts'
import { ask, useDeskLink } from './desk-client.ts'
import { useFind } from './find.ts'
import { listenToKeys } from './keys.ts'
import { useRoutes } from './routes.ts'
import { Shell } from './Shell.tsx'
import { useTyping } from './typing.ts'
import { fetchCatalogue } from './use-catalogue.ts'
import { useIdleLock } from './use-idle-lock.ts'
import { useLive } from './use-live.ts'

const loadCases = () => import('../features/cases/CasesScreen.tsx')
const loadCase = () => import('../features/cases/CaseScreen.tsx')
const loadOutbox = () => import('../features/outbox/OutboxScreen.tsx')
const loadConsult = () => import('../features/consult/ConsultScreen.tsx')
const loadGuide = () => import('../features/guide/GuideScreen.tsx')
const loadErrand = () => import('../features/assist/ErrandScreen.tsx')
const ErrandScreen = lazy(() => loadErrand().then(({ ErrandScreen }) => ({ default: ErrandScreen })))
const loadBoard = () => import('../features/board/BoardScreen.tsx')
const BoardScreen = lazy(() => loadBoard().then(({ BoardScreen }) => ({ default: BoardScreen })))
const loadCustody = () => import('../features/custody/CustodyScreen.tsx')
const CustodyScreen = lazy(() => loadCustody().then(({ CustodyScreen }) => ({ default: CustodyScreen })))
const loadDay = () => import('../features/day/DayScreen.tsx')
const DayScreen = lazy(() => loadDay().then(({ DayScreen }) => ({ default: DayScreen })))
const loadTyping = () => import('../features/typing/TypingStrip.tsx')
const TypingStrip = lazy(() => loadTyping().then(({ TypingStrip }) => ({ default: TypingStrip })))
const loadSettings = () => import('../features/settings/SettingsScreen.tsx')
const loadChanges = () => import('../features/guide/ChangesScreen.tsx')
const SettingsScreen = lazy(() => loadSettings().then(({ SettingsScreen }) => ({ default: SettingsScreen })))
const ChangesScreen = lazy(() => loadChanges().then(({ ChangesScreen }) => ({ default: ChangesScreen })))
const ConsultScreen = lazy(() => loadConsult().then(({ ConsultScreen }) => ({ default: ConsultScreen })))
const GuideScreen = lazy(() => loadGuide().then(({ GuideScreen }) => ({ default: GuideScreen })))
const CasesScreen = lazy(() => loadCases().then(({ CasesScreen }) => ({ default: CasesScreen })))
const CaseScreen = lazy(() => loadCase().then(({ CaseScreen }) => ({ default: CaseScreen })))
const OutboxScreen = lazy(() => loadOutbox().then(({ OutboxScreen }) => ({ default: OutboxScreen })))

/** The window: locked, or the one screen the route names inside the shell. */
export function App() {
  const link = useDeskLink(({ state }) => state)
  const { answer } = useLive('desk.overview', {}, ['session', 'catalogue'])
  const overview = answer?.ok ? answer.value : undefined
  const { locked, lock, opened } = useLock(overview?.signedIn)
  const signedInId = overview?.signedIn?.staffId
  useEffect(() => listenToKeys(window), [])
  useEffect(() => {
    if (signedInId) warmUp()
  }, [signedInId])
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
        <Screen
          centreName={overview.centreName}
          today={overview.today}
          calendarThrough={overview.calendarThrough}
          role={signedIn.role}
        />
      </Suspense>
      <Typing />
      <Find role={signedIn.role} lock={lock} />
    </Shell>
  )
}

/** The strip goes with the lock: it must not lie open over other windows while nobody is signed in. */
function Typing() {
  const { caseId, close } = useTyping()
  useEffect(() => close, [close])
  return caseId ? (
    <Suspense>
      <TypingStrip caseId={caseId} />
    </Suspense>
  ) : null
}

/** F3 over whatever stands there; it goes when a screen is opened, and with the lock. */
function Find({ lock, role }: { readonly role: Role; readonly lock: () => void }) {
  const { close, open } = useFind()
  const route = useRoutes(({ route }) => route)
  useEffect(() => close, [route, close])
  // Never loaded late: the letters after F3 are already its own.
  return open ? <FindBox role={role} lock={lock} onClose={close} /> : null
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

/** Has ready what the next key may open, so that F2 takes letters at once. */
function warmUp(): void {
  fetchCatalogue()
  for (const load of [
    loadPrintStep,
    loadConsult,
    loadGuide,
    loadErrand,
    ...assistLoads,
    loadBoard,
    loadDay,
    loadCustody,
    loadCases,
    loadCase,
    loadOutbox,
    loadTyping,
  ])
    load().catch(() => undefined)
}

type ScreenProps = {
  readonly centreName: string
  readonly today: string
  readonly calendarThrough: number
  readonly role: Role
}

function Screen({ calendarThrough, centreName, role, today }: ScreenProps) {
  const route = useRoutes(({ route }) => route)
  switch (route.at) {
    case 'today':
      return <TodayScreen today={today} calendarThrough={calendarThrough} />
    case 'cases':
      return <CasesScreen />
    case 'case':
      return (
        <CaseScreen
          key={`${route.caseId} ${route.scanned?.turn ?? ''}`}
          caseId={route.caseId}
          from={route.from}
          scanned={route.scanned}
        />
      )
    case 'assist':
      return (
        <AssistSection
          view={route.view ?? (route.orderId ? 'orders' : 'appointments')}
          log={route.log}
          orderId={route.orderId}
          today={today}
          role={role}
          centreName={centreName}
        />
      )
    case 'errand':
      return <ErrandScreen key={route.caseId} caseId={route.caseId} from={route.from} />
    case 'board':
      return <BoardScreen />
    case 'custody':
      return <CustodyScreen role={role} count={route.count ?? false} />
    case 'day':
      return <DayScreen role={role} today={today} />
    case 'outbox':
      return <OutboxScreen />
    case 'consult':
      return <ConsultScreen key={route.turn} turn={route.turn} matterId={route.matterId} />
    case 'guide':
      return <GuideScreen today={today} />
    case 'changes':
      return <ChangesScreen from={route.from} />
    case 'settings':
      return <SettingsScreen role={role} today={today} />
    case 'intake':
      return <IntakeScreen key={route.turn} turn={route.turn} draftId={route.draftId} today={today} />
  }
}

/** Covers the screen at once; drafts are saved and the person signed out right behind it. */
function useLock(signedIn: Staff | undefined) {
  const [locked, setLocked] = useState(false)
  const lockedNow = useRef(false)
  const last = useRef<string>(undefined)
  const signedInId = signedIn?.staffId
  useEffect(() => {
    if (!signedInId) return
    last.current = signedInId
    useDeskLink.getState().dismiss()
    // Signed out although nobody locked: the program behind was started anew, and 今天 shows what it kept.
    return () => {
      if (!lockedNow.current) useRoutes.getState().go({ at: 'today' })
    }
  }, [signedInId])

  const lock = useCallback(() => {
    lockedNow.current = true
    setLocked(true)
    void saveBeforeLeaving().then(() => ask('staff.signOut', {}))
  }, [])
  const opened = useCallback((staff: Staff) => {
    if (last.current !== staff.staffId) {
      useRoutes.getState().go({ at: 'today' })
      // What somebody else had half said of a case is not this person's to finish.
      if (last.current) {
        useCaseWork.getState().dropAll()
        useErrands.getState().dropAll()
      }
      useBasket.getState().clear()
    }
    last.current = staff.staffId
    lockedNow.current = false
    setLocked(false)
  }, [])
  return { locked, lock, opened }
}
