import type { BoardRow } from '#shared/contract/lifecycle.ts'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { useLive } from '../../app/use-live.ts'
import { BoardSheet } from '../../papers/BoardSheet.tsx'
import { type Grouping, groupings, type LaneName, lanes, unnamedGroup } from './lanes.ts'
import { dueSentence } from './words.ts'

type Props = {
  readonly rows: readonly BoardRow[]
  readonly lane: LaneName
  readonly grouping: Grouping
  readonly today: string
}

/** The view as it is handed to a department: item, number, day, and nobody's name (ui.md UX-483). */
export function BoardPrint({ grouping, lane, rows, today }: Props) {
  const { answer } = useLive('desk.overview', {}, ['session'])
  const overview = answer?.ok ? answer.value : undefined
  const word = lanes.find((each) => each.lane === lane)?.word ?? ''
  const by = groupings.find((each) => each.grouping === grouping)?.word ?? ''
  const groups = Map.groupBy(rows, (row) => unnamedGroup(row, grouping))
  return (
    <div className="print-only">
      <BoardSheet
        title={`时限单：${word} ${rows.length} 件`}
        by={grouping === 'person' ? '' : `按${by}分组`}
        unitName={overview?.centreName ?? ''}
        practice={overview?.practice ?? false}
        printedOn={today}
        groups={[...groups].map(([name, inGroup]) => ({
          name,
          lines: inGroup.map((row) => ({
            caseNo: formatCaseNo(row.caseNo),
            item: row.itemName,
            due: dueSentence(row, lane, today),
          })),
        }))}
      />
    </div>
  )
}
