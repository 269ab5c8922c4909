import type { BoardRow } from '#shared/contract/lifecycle.ts'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { itemLooks } from '../../app/states.ts'
import { StatusMark } from '../../components/StatusMark.tsx'
import type { LaneName } from './lanes.ts'
import { clockLines, dueSentence } from './words.ts'

/** One item beside the list: what is due, and how the day came about. */
export function ClockPanel({
  lane,
  row,
  today,
}: {
  readonly row: BoardRow
  readonly lane: LaneName
  readonly today: string
}) {
  return (
    <>
      <h2>{row.itemName}</h2>
      <p>
        <StatusMark {...itemLooks[row.state]} />
      </p>
      <p className="board-due">{dueSentence(row, lane, today)}</p>
      <dl className="board-facts">
        <dt>办件</dt>
        <dd className="code">{formatCaseNo(row.caseNo)}</dd>
        <dt>一件事</dt>
        <dd>{row.matterName}</dd>
        <dt>办事人</dt>
        <dd>
          {row.applicantName} <span className="code weak">{row.applicantId}</span>
        </dd>
        <dt>部门</dt>
        <dd>{row.deptName}</dd>
      </dl>
      <h3>期限怎么算</h3>
      <dl className="board-facts">
        {clockLines(row, today).map(([label, words], n) => (
          <div key={`${n} ${label}`}>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {row.provisional ? (
        <p className="weak">跨了还没公布放假安排的年份，工作日按周一至周五估算，结果仅供参考。</p>
      ) : null}
      {row.deficiencies.length > 0 ? (
        <>
          <h3>容缺后补</h3>
          <ul className="board-late">
            {row.deficiencies.map((each) => (
              <li key={each.rowId}>
                {each.name}，最晚 {dayText(each.due)}
                {each.expired ? <b className="tone-red"> 已过期</b> : null}
              </li>
            ))}
          </ul>
          {row.deficiencyExpired ? (
            <p>
              没有按时补来，可以终止这一项。按 <kbd>Enter</kbd> 打开办件去办。
            </p>
          ) : null}
        </>
      ) : null}
    </>
  )
}
