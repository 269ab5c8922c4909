import type { PaperContent } from '#shared/contract/paper.ts'
import { PaperFrame } from './PaperFrame.tsx'
import { Facts, itemFacts, partyFacts, Section } from './parts.tsx'

type Props = { content: Extract<PaperContent, { kind: 'D16-SUSPENSION' }>; large: boolean }

/** D16: which procedure stops the clock, by what right, and for how long it is expected. */
export function SpecialProcedureNotice({ content, large }: Props) {
  const { basis, expectedWord, fromWord, kindWord, opening } = content
  return (
    <PaperFrame
      content={content}
      large={large}
      title="特别程序告知书"
      seal="业务专用章"
      receiver="签收人"
      officer="经办人"
      self="本告知书"
    >
      <Facts facts={[...partyFacts(content), ...itemFacts(content)]} />
      <p className="paper-body">{opening}</p>
      <Section title="特别程序">
        <Facts
          facts={[
            { label: '种类', value: kindWord, wide: true },
            { label: '依据', value: basis, wide: true },
            { label: '开始日期', value: fromWord, wide: true },
            { label: '预计需要', value: expectedWord, wide: true },
          ]}
        />
        <p className="paper-note">特别程序结束后，办理期限从次日起继续计算。</p>
      </Section>
    </PaperFrame>
  )
}
