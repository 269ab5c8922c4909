import type { DayReport } from '#shared/contract/day.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { dayLineWords } from '#shared/domain/day-close.ts'
import { dateOf, timeOf } from '#shared/kernel/instants.ts'
import { byHand, type Column, Facts, Grid, Section } from './parts.tsx'
import './paper.css'
import './sheet.css'

const states: Readonly<Record<DayReport['state'], string>> = {
  NONE: '',
  OPEN: '',
  PROVISIONAL: '暂结：市级还没有核对',
  WAITING: '暂结：市级还有暂存的记录',
  DIFFERENT: '与市级对不上，见附表',
  FINAL: '已结：市级全部确认',
}

/** D15 日结表 (domain.md 4): what the desk counted, what the city counted, and the two who signed it. */
export function DaySheet({ report }: { readonly report: DayReport }) {
  const { answer, centreName, closedMs, custodyBefore, deskPart, reasons, sum } = report
  const { custody, stand } = sum
  const apart = sum.counted === undefined ? '—' : String(sum.counted - custody.here)
  return (
    <article className="paper-sheet take-home paper-a4 day-sheet" lang="zh-CN" aria-label="日结表">
      {report.practice ? <p className="paper-practice">练习 · 不具法律效力</p> : null}
      <div className="paper-flow">
        <header className="take-home-head">
          <div>
            <p className="paper-unit">{centreName}</p>
            <h1>日结表</h1>
            <p className="take-home-no">
              {longDayText(sum.date)}　{deskPart} 号工作台{sum.nth > 1 ? `　第 ${sum.nth} 次日结` : ''}
            </p>
          </div>
        </header>
        <Facts
          facts={[
            { label: '结果', value: states[report.state], wide: true },
            { label: '市级回执', value: answer?.receipt ?? byHand, wide: true },
          ]}
        />
        <Section title="一、业务量">
          <Counted rows={report.rows} />
        </Section>
        <PeopleAndMatters report={report} />
        <Section title="二、时限和未办完" whole>
          <Facts
            facts={[
              { label: '超期', value: `${stand.overdue} 项` },
              { label: '今天到期', value: `${stand.dueToday} 项` },
              { label: '临近到期', value: `${stand.soon} 项` },
              { label: '未作决定', value: `${stand.undecided} 项` },
              { label: '草稿', value: `${stand.drafts} 件` },
              { label: '未打单据', value: `${stand.unprinted} 份` },
            ]}
          />
        </Section>
        <Section title="三、实物核对" whole>
          <Facts
            facts={[
              { label: '上次结存', value: `${custodyBefore.held} 件` },
              { label: '收进', value: `${custody.in - custodyBefore.in} 件` },
              { label: '退出', value: `${custody.out - custodyBefore.out} 件` },
              { label: '结存', value: `${custody.held} 件` },
              { label: '在本中心', value: `${custody.here} 件` },
              { label: '点到', value: sum.counted === undefined ? '不用盘点' : `${sum.counted} 件` },
              { label: '差', value: apart },
              { label: '原因', value: reasons.count, wide: true },
              ...report.overridden.map(({ by, reason, things, to }) => ({
                label: '改定去向',
                value: `${things}，在${to}；${by}：${reason}`,
                wide: true,
              })),
            ]}
          />
        </Section>
        <Section title="四、印章、空白文书和费用（手工填写）" whole>
          <Facts
            facts={[
              { label: '用印次数', value: byHand },
              { label: '作废文书', value: byHand },
              { label: '代收代缴', value: byHand },
              { label: '收据号', value: byHand },
            ]}
          />
        </Section>
        <Section title="五、异常" whole>
          <Facts
            facts={[
              { label: '退回待改', value: `${sum.returned.length} 条` },
              { label: '市级暂存', value: `${stand.held} 条` },
              { label: '补报', value: `${sum.late} 条` },
              { label: '时钟偏差', value: skewText(sum.skewMs) },
              { label: '时钟往回调', value: sum.suspect ? `${sum.suspect} 次` : undefined },
              { label: '时钟说明', value: reasons.clock, wide: true },
              { label: '再次日结', value: reasons.again, wide: true },
              { label: '无负责人', value: reasons.alone, wide: true },
            ]}
          />
        </Section>
        <Section title="六、签字" whole>
          <Facts
            facts={[
              { label: '制表人', value: `${report.countedBy}（已用 PIN 确认）` },
              { label: '签名', value: byHand, room: true },
              { label: '签字人', value: `${report.signedBy}（已用 PIN 确认）` },
              { label: '签名', value: byHand, room: true },
              { label: '时间', value: `${longDayText(dateOf(closedMs))} ${timeOf(closedMs)}`, wide: true },
              { label: '校验码', value: report.digest, wide: true },
            ]}
          />
        </Section>
      </div>
    </article>
  )
}

const heads = ['业务', '本机', '已发送', '市级', '差']

/** Two halves beside each other, so that an evening stays on one sheet (ui.md UX-444). */
function Counted({ rows }: { readonly rows: DayReport['rows'] }) {
  const half = Math.ceil(rows.length / 2)
  const pairs = rows.slice(0, half).map((row, n) => [row, rows[half + n]] as const)
  return (
    <table className="paper-table paper-grid paper-dense day-counted">
      <thead>
        <tr>
          {['left', 'right'].flatMap((side) =>
            heads.map((head) => (
              <th key={`${side} ${head}`} scope="col">
                {head}
              </th>
            )),
          )}
        </tr>
      </thead>
      <tbody>
        {pairs.map(([left, right]) => (
          <tr key={left.line}>
            <Cells row={left} />
            {right ? <Cells row={right} /> : <td colSpan={heads.length} />}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cells({ row: { city, desk, line, sent } }: { readonly row: DayReport['rows'][number] }) {
  const { name, unit } = dayLineWords[line]
  return (
    <>
      <td>
        {name}（{unit}）
      </td>
      <td className="paper-centred">{desk}</td>
      <td className="paper-centred">{sent}</td>
      <td className="paper-centred">{city ?? '—'}</td>
      <td className="paper-centred">{city === undefined ? '—' : desk - city}</td>
    </>
  )
}

const perPerson: readonly Column[] = [{ head: '人员', width: 'day-w-name' }, { head: '业务' }]
const perMatter: readonly Column[] = [{ head: '事项' }, { head: '收件', width: 'day-w-n', centred: true }]

function PeopleAndMatters({ report: { byClerk, byMatter } }: { readonly report: DayReport }) {
  return (
    <>
      {byMatter.length > 0 ? (
        <Section title="按事项">
          <Grid dense columns={perMatter} rows={byMatter.map(({ n, name }) => [name, n])} />
        </Section>
      ) : null}
      {byClerk.length > 0 ? (
        <Section title="按人员">
          <Grid
            dense
            columns={perPerson}
            rows={byClerk.map(({ lines, name }) => [
              name,
              lines.map(({ line, n }) => `${dayLineWords[line].name} ${n}`).join('，'),
            ])}
          />
        </Section>
      ) : null}
    </>
  )
}

function skewText(skewMs: number | undefined): string {
  if (skewMs === undefined) return '没对过'
  return `${Math.round(skewMs / 1000)} 秒`
}
