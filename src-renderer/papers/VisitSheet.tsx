import type { VisitSheet as Sheet } from '#shared/contract/assist-paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { AssistFrame } from './AssistFrame.tsx'
import { byHand, Facts, Grid, Section } from './parts.tsx'

/** Where to go, whom to call, what to bring: the officer's own sheet, scanned in again on return. */
export function VisitSheet({ sheet }: { readonly sheet: Sheet }) {
  const { materials } = sheet
  return (
    <AssistFrame
      sheet={sheet}
      title="上门服务任务单"
      large={false}
      seal={false}
      copies="本单由专员带去带回，回来扫左上角的码登记结果。单上有地址和电话，不要留给别人。"
      signing={
        <>
          <p>到达：　　时　　分　　离开：　　时　　分</p>
          <p>
            专员：{sheet.officerName}（工号 {sheet.officerBadge}）签名：
          </p>
          <p>服务对象签名：</p>
        </>
      }
    >
      <Facts
        facts={[
          { label: '服务对象', value: sheet.name },
          { label: '优先', value: sheet.priorityWord },
          { label: '电话', value: sheet.phone, wide: true },
          { label: '地址', value: sheet.place, wide: true },
          { label: '事项', value: sheet.about, wide: true },
          { label: '方式', value: sheet.modeWord },
          { label: '需要', value: sheet.needs },
          { label: '承诺日期', value: sheet.promisedOn ? longDayText(sheet.promisedOn) : undefined },
        ]}
      />
      <Section title="带上">
        <ul className="visit-bring">
          {[
            '工作证、备案证明',
            '空白委托书两份、印泥',
            '身份证阅读器或手机工作台',
            '材料袋和标签',
            '本单',
          ].map((thing) => (
            <li key={thing}>☐ {thing}</li>
          ))}
        </ul>
      </Section>
      {materials.length > 0 ? (
        <Section title="请服务对象备好">
          <Grid
            columns={[
              { head: '有', width: 'paper-w-n', centred: true },
              { head: '材料名称' },
              { head: '在哪里补' },
            ]}
            rows={materials.map(({ howToObtain, name }) => ['☐', name, howToObtain])}
          />
        </Section>
      ) : null}
      <Section title="结果">
        <Facts
          facts={[
            { label: '结果', value: '☐ 办成　☐ 受理　☐ 缺材料　☐ 未办', wide: true },
            { label: '情况', value: byHand, wide: true, room: true },
          ]}
        />
      </Section>
    </AssistFrame>
  )
}
