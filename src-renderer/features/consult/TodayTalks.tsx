import { Button, Skeleton } from 'antd'
import { formatConsultationCode } from '#shared/domain/consultation.ts'
import { timeOf } from '#shared/kernel/instants.ts'
import { useLive } from '../../app/use-live.ts'

/** What was asked today at this desk, newest first. */
export function TodayTalks() {
  const { again, answer, failed } = useLive('consultation.list', {}, ['journal'])
  const list = answer?.ok ? answer.value : undefined
  if (!list && failed)
    return (
      <div className="state" role="alert">
        <p>今天的咨询没有列出来。已记下的都在。</p>
        <Button onClick={again}>再取一次</Button>
      </div>
    )
  if (!list) return <Skeleton active={false} paragraph={{ rows: 6 }} title={false} />
  return (
    <>
      <h2>今天的咨询 {list.total} 件</h2>
      {list.rows.length === 0 ? <p className="weak">还没有。选好事项、打出告知单就会记在这里。</p> : null}
      <ol className="talks">
        {list.rows.map((row) => (
          <li key={row.consultationId}>
            <span className="weak">{timeOf(row.atMs)}</span>
            <span className="talk-about">
              {row.about}
              <span className="weak"> {row.name === '' ? '没留姓名' : row.name}</span>
            </span>
            <span className="code">{formatConsultationCode(row.code)}</span>
          </li>
        ))}
      </ol>
      {list.rows.length > 0 ? (
        <p className="weak">在左边输入查询码，可以接着问、再打一份。按 F2 后输入，可以直接受理。</p>
      ) : null}
    </>
  )
}
