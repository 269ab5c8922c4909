import type { PaperContent } from '#shared/contract/paper.ts'
import { PaperFrame } from './PaperFrame.tsx'
import { byHand, Facts, Grid, partyFacts, Section } from './parts.tsx'

type Props = { content: Extract<PaperContent, { kind: 'D5' }>; large: boolean }

/** D5: told at once that nothing has to be applied for, and what to do instead. */
export function NotRequiredNotice({ content, large }: Props) {
  const { advice, askedAt, items, opening } = content
  return (
    <PaperFrame
      content={content}
      large={large}
      title="即时告知单（不受理）"
      seal="业务专用章"
      receiver="签收人"
      officer="告知人"
      self="本告知单"
    >
      <Facts facts={[...partyFacts(content), { label: '询问时间', value: askedAt, wide: true }]} />
      <p className="paper-body">{opening}</p>
      <Section title="不需要办理的事项">
        <Grid
          columns={[
            { head: '序号', width: 'paper-w-n', centred: true },
            { head: '事项名称' },
            { head: '主管部门', width: 'paper-w-dept' },
          ]}
          rows={items.map(({ itemNo, name, organ }) => [itemNo, name, organ])}
        />
      </Section>
      <Section title="告知内容">
        <Facts
          facts={[
            { label: '理由', value: byHand, wide: true, room: true },
            { label: '建议', value: advice ?? byHand, wide: true, room: true },
          ]}
        />
      </Section>
    </PaperFrame>
  )
}
