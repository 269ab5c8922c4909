import { Button } from 'antd'
import { useState } from 'react'
import { roleWords } from '#shared/domain/staff-words.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { type Column, FastGrid } from '../../components/FastGrid.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { NotOpened } from '../../components/NotOpened.tsx'
import { useKeys } from '../keys.ts'
import { say } from '../say.ts'
import { useDialogFocus } from '../use-dialog-focus.ts'
import { useLive } from '../use-live.ts'
import { LeavePrompt } from './LeavePrompt.tsx'
import { PersonPrompt } from './PersonPrompt.tsx'
import { PinPrompt } from './PinPrompt.tsx'
import type { Tile } from './tile.ts'

type Props = { readonly today: string; readonly onClose: () => void }
type Asking = 'add' | 'pin' | 'leave'

/** 工作人员: who works at this desk. Everybody changes their own PIN here, the manager keeps the list. */
export function PeoplePanel({ onClose, today }: Props) {
  const { again, answer, failed } = useLive('staff.tiles', {}, ['journal', 'session'])
  const box = useDialogFocus(undefined)
  const overview = useLive('desk.overview', {}, ['session']).answer
  const me = overview?.ok ? overview.value.signedIn : undefined
  const tiles = answer?.ok ? answer.value.tiles : undefined
  const [standing, setStanding] = useState<StaffId>()
  const [asking, setAsking] = useState<Asking>()
  const keeps = me?.role === 'centreManager'
  const mine = tiles?.find(({ staffId }) => staffId === me?.staffId)
  const here = keeps ? (tiles?.find(({ staffId }) => staffId === standing) ?? tiles?.[0]) : mine
  const managers = (what: Asking) => () => (keeps ? setAsking(what) : say('人员名单由中心负责人来管'))
  useKeys(
    'overlay',
    { N: managers('add'), X: managers('leave'), M: () => here && setAsking('pin'), Escape: onClose },
    !asking,
  )
  const done = () => setAsking(undefined)
  return (
    <div
      ref={box}
      className="errand-cover"
      role="dialog"
      aria-modal="true"
      aria-label="工作人员"
      tabIndex={-1}
    >
      <div className="screen">
        <div className="screen-body board-body">
          <header className="list-head">
            <h1>工作人员</h1>
          </header>
          {tiles ? (
            <FastGrid
              label="工作人员"
              rows={tiles}
              columns={columns}
              rowKey={({ staffId }) => staffId}
              autoFocus
              onStand={({ staffId }) => setStanding(staffId)}
              onOpen={() => here && setAsking('pin')}
            />
          ) : (
            <NotOpened what="名单" word="名单" rows={4} failed={failed} again={again} />
          )}
          <Elsewhere />
        </div>
        <div className="action-bar">
          <Button onClick={onClose}>
            返回 <kbd>Esc</kbd>
          </Button>
          {keeps ? null : <KeyHint keys="M">只能换自己的 PIN，名单由中心负责人管</KeyHint>}
          <span className="spacer" />
          {keeps ? (
            <>
              <Button disabled={!here || here.staffId === me?.staffId} onClick={managers('leave')}>
                调离 <kbd>X</kbd>
              </Button>
              <Button onClick={managers('add')}>
                登记一位 <kbd>N</kbd>
              </Button>
            </>
          ) : null}
          <Button type="primary" disabled={!here} onClick={() => setAsking('pin')}>
            {here && here.staffId !== me?.staffId ? `给${here.name}设 PIN` : '换我的 PIN'} <kbd>M</kbd>
          </Button>
        </div>
      </div>
      {asking === 'add' ? <PersonPrompt today={today} onDone={done} /> : null}
      {asking === 'pin' && here ? (
        <PinPrompt tile={here} mine={here.staffId === me?.staffId} today={today} onDone={done} />
      ) : null}
      {asking === 'leave' && here ? <LeavePrompt tile={here} today={today} onDone={done} /> : null}
    </div>
  )
}

/** 本中心别的窗口: told by the city; nothing until it was told. */
function Elsewhere() {
  const { answer } = useLive('staff.elsewhere', {}, ['session', 'sync'])
  const people = answer?.ok ? answer.value.people : []
  if (people.length === 0) return null
  return (
    <section aria-label="本中心别的窗口">
      <h2>本中心别的窗口</h2>
      <ul className="people-elsewhere">
        {people.map(({ badge, name, off, role, staffId }) => (
          <li key={staffId}>
            {name} <span className="weak">{[roleWords[role], badge].filter(Boolean).join(' · ')}</span>
            {off ? ' 市级已停用' : ''}
          </li>
        ))}
      </ul>
    </section>
  )
}

const columns: readonly Column<Tile>[] = [
  { key: 'number', title: '锁屏按', width: '72px', show: ({ number }) => `${number}` },
  { key: 'name', title: '姓名', width: '160px', show: ({ name }) => name },
  { key: 'role', title: '岗位', width: '160px', show: ({ role }) => roleWords[role] },
  {
    key: 'locked',
    title: 'PIN',
    width: 'minmax(160px, 1fr)',
    show: ({ off, waitUntilMs }) =>
      off ? '市级已停用，不能登录' : waitUntilMs > 0 ? '连着输错过' : '可以登录',
  },
]
