import type { PaperContent } from '#shared/contract/paper.ts'
import { MaterialTable } from './MaterialTable.tsx'
import { PaperFrame } from './PaperFrame.tsx'
import {
  Facts,
  Grid,
  keptForGood,
  NumberedSection,
  partyFacts,
  Section,
  StarNote,
  starred,
} from './parts.tsx'

type Props = { content: Extract<PaperContent, { kind: 'D1' }>; large: boolean }

/** D1: what the counter took from the applicant. It never says more than that. */
export function ReceiptSlip({ content, large }: Props) {
  const { enquiryCode, items, materials, nextSteps, notAcceptance, originalsKept, receivedAt } = content
  return (
    <PaperFrame
      content={content}
      large={large}
      title="收件凭证"
      seal="业务专用章"
      receiver="申请人（代理人）"
      officer="收件人"
      self="本凭证"
    >
      <Facts
        facts={[
          ...partyFacts(content),
          { label: '收件时间', value: receivedAt },
          { label: '查询码', value: enquiryCode },
        ]}
      />
      {notAcceptance && (
        <p className="paper-warning">
          <b>本凭证不代表已受理。</b>是否受理由主管部门决定并出具凭据。
        </p>
      )}
      <Section title="办理事项">
        <Grid
          columns={[
            { head: '序号', width: 'paper-w-n', centred: true },
            { head: '事项名称' },
            { head: '承办部门', width: 'paper-w-dept' },
            { head: '办理方式', width: 'paper-w-role', centred: true },
          ]}
          rows={items.map(({ itemNo, name, deptName, roleWord }) => [itemNo, name, deptName, roleWord])}
        />
      </Section>
      {materials.length > 0 ? (
        <Section title="收到的材料">
          <MaterialTable lines={materials} />
        </Section>
      ) : (
        <p className="paper-line">
          <b>收到的材料：</b>无
        </p>
      )}
      {originalsKept.length > 0 ? (
        <Section title="留存的原件">
          <Grid
            columns={[
              { head: '留存的原件' },
              { head: '预计归还日期', width: 'paper-w-return', centred: true, whole: true },
            ]}
            rows={originalsKept.map(({ name, returnBy }) => [
              name,
              returnBy ? starred(returnBy) : keptForGood,
            ])}
          />
          <StarNote words={originalsKept.flatMap(({ returnBy }) => returnBy ?? [])} />
        </Section>
      ) : (
        <p className="paper-line">
          <b>留存的原件：</b>无
        </p>
      )}
      <NumberedSection title="下一步" lines={nextSteps} />
    </PaperFrame>
  )
}
