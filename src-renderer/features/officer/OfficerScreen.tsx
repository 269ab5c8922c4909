import { Button } from 'antd'
import { useState } from 'react'
import type { Answer } from '#shared/contract/desk.ts'
import type { OfficerRow } from '#shared/contract/officer.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import type { Role } from '#shared/domain/staff.ts'
import { AssistTabs } from '../../app/AssistTabs.tsx'
import { assistRefusalText } from '../../app/assist-refusals.ts'
import { ask } from '../../app/desk-client.ts'
import { FormPrompt } from '../../app/FormPrompt.tsx'
import { useKeys } from '../../app/keys.ts'
import { PeoplePanel } from '../../app/people/PeoplePanel.tsx'
import { useRoutes } from '../../app/routes.ts'
import { say } from '../../app/say.ts'
import { useLive } from '../../app/use-live.ts'
import { type Column, FastGrid } from '../../components/FastGrid.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { NotOpened } from '../../components/NotOpened.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { fileFields, officerOf, startOf } from './file-form.ts'
import { faultWords, placeOf, teamWords } from './words.ts'

type Registry = Extract<Answer<'officer.list'>, { ok: true }>['value']
type Props = { readonly role: Role; readonly today: string }

/** 专员登记备案: who is filed with the county, for what, until when, and who stands in (domain.md 0.2). */
export function OfficerScreen({ role, today }: Props) {
  const live = useLive('officer.list', {}, ['journal'])
  const registry = live.answer?.ok ? live.answer.value : undefined
  const [open, setOpen] = useState<'new' | OfficerRow>()
  const go = useRoutes(({ go }) => go)
  const keeps = role === 'centreManager'
  const [people, setPeople] = useState(false)
  useKeys('screen', {
    N: () => keeps && setOpen('new'),
    P: () => setPeople(true),
    Escape: () => go({ at: 'today' }),
  })
  return (
    <div className="screen">
      <div className="screen-body board-body">
        <header className="list-head">
          <h1>专员登记备案</h1>
          <AssistTabs view="officers" />
        </header>
        {registry ? (
          <Registered
            registry={registry}
            keeps={keeps}
            onFile={() => setOpen('new')}
            onPeople={() => setPeople(true)}
            onOpen={setOpen}
          />
        ) : (
          <NotOpened what="专员名单" word="名单" failed={live.failed} again={live.again} />
        )}
      </div>
      {people ? <PeoplePanel today={today} onClose={() => setPeople(false)} /> : null}
      {open && registry ? (
        <FilePrompt registry={registry} open={open} today={today} onDone={() => setOpen(undefined)} />
      ) : null}
    </div>
  )
}

type RegisteredProps = {
  readonly registry: Registry
  readonly keeps: boolean
  readonly onFile: () => void
  readonly onPeople: () => void
  readonly onOpen: (row: OfficerRow) => void
}

function Registered({ keeps, onFile, onOpen, onPeople, registry }: RegisteredProps) {
  const { rows } = registry
  return (
    <>
      <div className="board-panes">
        {rows.length > 0 ? (
          <FastGrid
            label="专员"
            rows={rows}
            columns={columnsOf(rows)}
            rowKey={({ staffId }) => staffId}
            autoFocus
            onOpen={(row) => keeps && onOpen(row)}
          />
        ) : (
          <div className="state">
            <p>还没有登记备案的专员，上门、陪同和代办都要先有专员。</p>
            <p className="weak">
              {keeps ? (
                <>
                  按 <kbd>N</kbd> 登记第一位。
                </>
              ) : (
                '请中心负责人登录来登记。'
              )}
            </p>
          </div>
        )}
        <Teams registry={registry} />
      </div>
      <div className="action-bar">
        {keeps ? <KeyHint keys="Enter">改或续备案</KeyHint> : <span>登记备案由中心负责人办。</span>}
        <span className="spacer" />
        <Button onClick={onPeople}>
          工作人员 <kbd>P</kbd>
        </Button>
        {keeps ? (
          <Button type="primary" onClick={onFile}>
            登记一位专员 <kbd>N</kbd>
          </Button>
        ) : null}
      </div>
    </>
  )
}

function columnsOf(rows: readonly OfficerRow[]): readonly Column<OfficerRow>[] {
  const nameOf = (staffId: string | undefined) => rows.find((row) => row.staffId === staffId)?.name ?? ''
  return [
    { key: 'name', title: '姓名', width: '76px', show: ({ name }) => name },
    { key: 'badge', title: '工号', width: '84px', show: ({ badge }) => badge },
    { key: 'place', title: '队伍或部门', width: 'minmax(84px, 1fr)', show: placeOf },
    { key: 'no', title: '备案号', width: '112px', show: ({ filingNo }) => filingNo },
    { key: 'to', title: '有效期到', width: '108px', show: ({ validTo }) => longDayText(validTo) },
    {
      key: 'county',
      title: '县级同意',
      width: '108px',
      show: ({ approval }) => (approval ? longDayText(approval.on) : '还没有'),
    },
    {
      key: 'now',
      title: '今天',
      width: '112px',
      show: ({ fault }) =>
        fault ? (
          <StatusMark shape="barred" tone="red" word={faultWords[fault]} />
        ) : (
          <StatusMark shape="tick" tone="green" word="可以办" />
        ),
    },
    {
      key: 'backup',
      title: 'B 岗',
      width: '88px',
      show: ({ acting, backupId, fault, staffId }) =>
        fault && acting && acting !== staffId ? `${nameOf(acting)}顶岗` : nameOf(backupId),
    },
    { key: 'hours', title: '学时', width: '44px', show: ({ trainedHours }) => `${trainedHours}` },
  ]
}

/** 社保、医保、不动产、税务、公积金、综合: two to four people each. */
function Teams({ registry: { rows, teams } }: { readonly registry: Registry }) {
  const nameOf = (staffId: string) => rows.find((row) => row.staffId === staffId)?.name ?? ''
  return (
    <aside className="side-pane" aria-label="六支专业队伍">
      <h2>六支专业队伍</h2>
      <dl className="board-facts">
        {teams.map(({ members, short, team }) => (
          <div key={team}>
            <dt>{teamWords[team]}</dt>
            <dd>
              {members.map(nameOf).join('、') || '没有人'}
              {short ? <span className="badge is-amber">不满 2 人</span> : null}
            </dd>
          </div>
        ))}
      </dl>
      <h3>部门专员</h3>
      <p>
        {rows
          .filter(({ post }) => post === 'DEPARTMENT')
          .map((row) => `${row.name}（${placeOf(row)}）`)
          .join('、') || '没有登记'}
      </p>
      <p className="weak">每支队伍 2 至 4 人；学时是近 12 个月的培训。</p>
    </aside>
  )
}

type FileProps = {
  readonly registry: Registry
  readonly open: 'new' | OfficerRow
  readonly today: string
  readonly onDone: () => void
}

function FilePrompt({ onDone, open, registry: { rows }, today }: FileProps) {
  const tiles = useLive('staff.tiles', {}, ['journal']).answer
  const people = tiles?.ok ? tiles.value.tiles : []
  const filed = new Set(rows.map(({ staffId }) => staffId))
  const fresh = people.filter(({ role, staffId }) => role !== 'auditor' && !filed.has(staffId))
  const row = open === 'new' ? undefined : open
  if (!row && tiles && fresh.length === 0)
    return (
      <FormPrompt
        title="登记一位专员"
        note="本中心的同事都已登记备案。新同事先按 P 登记为工作人员，再来备案。"
        today={today}
        fieldsOf={() => []}
        start={{}}
        doWord="知道了"
        onDo={async () => {
          onDone()
          return undefined
        }}
        onBack={onDone}
      />
    )
  if (!row && !tiles) return null
  return (
    <FormPrompt
      title={row ? `${row.name}的登记备案` : '登记一位专员'}
      note={row ? `工号 ${row.badge || '没有'}` : '备案号、有效期和同意日期按县政务服务管理机构的批复填。'}
      today={today}
      fieldsOf={(said) => fileFields(said, { people: row ? undefined : fresh, backups: rows })}
      start={startOf(row, today)}
      doWord={row ? '记下新的备案' : '登记备案'}
      onDo={async (said) => {
        const officer = officerOf(said)
        if (typeof officer === 'string') return officer
        const answer = await ask('officer.file', { officer })
        if (!answer.ok) return assistRefusalText(answer.refusal)
        say(`${answer.value.name}的登记备案记下了`)
        onDone()
        return undefined
      }}
      onBack={onDone}
    />
  )
}
