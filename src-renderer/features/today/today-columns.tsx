import { dayText } from '#shared/domain/date-text.ts'
import { timeOf } from '#shared/kernel/instants.ts'
import { Seals } from '../../app/Seals.tsx'
import { matterLook, syncLooks } from '../../app/states.ts'
import { DueText } from '../../components/DueText.tsx'
import type { Column } from '../../components/FastGrid.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import type { TodayLine } from './today-line.ts'

const stepWords = {
  matter: '选事',
  applicant: '办事人',
  situation: '情形',
  form: '一张表',
  materials: '一套材料',
  review: '核对',
} as const

export function todayColumns(today: string): readonly Column<TodayLine>[] {
  return [
    {
      key: 'state',
      title: '状态',
      width: 'minmax(112px, 156px)',
      show: (line) => <State line={line} today={today} />,
    },
    { key: 'person', title: '办事人', width: 'minmax(76px, 96px)', show: personOf },
    {
      key: 'matter',
      title: '办什么事',
      width: 'minmax(120px, 1fr)',
      show: (line) => (line.kind === 'draft' ? (line.draft.matterName ?? '还没选事') : line.row.matterName),
    },
    { key: 'why', title: '为什么在这里', width: 'minmax(150px, 240px)', show: (line) => <Why line={line} /> },
    {
      key: 'sync',
      title: '同步',
      width: '92px',
      show: (line) =>
        line.kind === 'draft' ? (
          <span className="weak">只在本机</span>
        ) : (
          <StatusMark {...syncLooks[line.row.sync]} />
        ),
    },
  ]
}

function State({ line, today }: { readonly line: TodayLine; readonly today: string }) {
  if (line.kind === 'draft') return <StatusMark shape="dashed" word="草稿" tone="grey" />
  if (line.kind === 'pickUp') return <StatusMark shape="now" word="请通知来取" tone="amber" strong />
  if (line.group === '最近办的')
    return <StatusMark {...matterLook(line.row.items.map(({ state }) => state))} />
  const due = line.row.nextDue ?? today
  if (due < today) return <StatusMark shape="late" word="已超期" tone="red" strong />
  if (due === today) return <StatusMark shape="now" word="今天到期" tone="amber" strong />
  return <StatusMark shape="soon" word="快到期" tone="amber" />
}

function personOf(line: TodayLine) {
  if (line.kind === 'draft') return line.draft.applicantName || '—'
  return (
    <>
      <Seals priority={line.row.priority} />
      {line.row.applicantName}
    </>
  )
}

function Why({ line }: { readonly line: TodayLine }) {
  if (line.kind === 'draft') {
    const where = `${timeOf(line.draft.savedMs)} 停在${stepWords[line.draft.step]}`
    return line.draft.recovered ? (
      <span className="badge is-amber">恢复件，请先看一眼</span>
    ) : (
      <span className="weak">{where}</span>
    )
  }
  if (line.kind === 'pickUp')
    return (
      <span title={line.pickUp.resultName}>
        {line.pickUp.resultName} <span className="weak">{dayText(line.pickUp.since)} 办结</span>
      </span>
    )
  if (line.group === '最近办的') return <span className="weak">{timeOf(line.row.receivedMs)} 收件</span>
  const { nextDue, provisional, workingDaysLeft } = line.row
  return (
    <DueText
      day={nextDue && dayText(nextDue)}
      left={workingDaysLeft[nextDue ?? '']}
      provisional={provisional}
    />
  )
}
