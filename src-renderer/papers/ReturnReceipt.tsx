import type { PaperContent } from '#shared/contract/paper.ts'
import { PaperFrame } from './PaperFrame.tsx'
import { Facts, Grid, partyFacts, Section } from './parts.tsx'

type Props = { content: Extract<PaperContent, { kind: 'D16-RETURN' }>; large: boolean }

/** D16: originals leave the counter against a signature. */
export function ReturnReceipt({ content, large }: Props) {
  const { returnedAt, rows, signedBy } = content
  return (
    <PaperFrame
      content={content}
      large={large}
      title="材料退还签收单"
      seal="业务专用章"
      receiver="领取人"
      officer="退还人"
      self="本签收单"
    >
      <Facts
        facts={[
          ...partyFacts(content),
          { label: '退还时间', value: returnedAt, wide: true },
          { label: '领取人', value: signedBy, wide: true },
        ]}
      />
      <p className="paper-body">下列材料已经退还，领取人当面清点，件数和内容无误。共 {rows.length} 项。</p>
      <Section title="退还的材料">
        <Grid
          columns={[
            { head: '序号', width: 'paper-w-n', centred: true },
            { head: '材料名称' },
            { head: '形式', width: 'paper-w-form', centred: true },
            { head: '份数', width: 'paper-w-n', centred: true },
            { head: '用于事项' },
          ]}
          rows={rows.map(({ copies, form, n, name, usedFor }) => [n, name, form, copies, usedFor])}
        />
      </Section>
    </PaperFrame>
  )
}
