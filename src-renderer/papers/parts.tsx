import type { ReactNode } from 'react'
import type { PaperContent } from '#shared/contract/paper.ts'

/** What the desk cannot know is written by hand: an empty ruled box, never a word that says so. */
export const byHand = '\u3000'

export type Fact = {
  readonly label: string
  /** Several values stand below each other. */
  readonly value: string | readonly string[] | undefined
  readonly wide?: boolean
  /** As high as two lines of handwriting. */
  readonly room?: boolean
}

/** Who it is about. Absent facts leave no empty box; narrow ones stand two in a row. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <table className="paper-table paper-facts">
      <colgroup>
        <col className="paper-w-label" />
        <col />
        <col className="paper-w-label" />
        <col />
      </colgroup>
      <tbody>
        {rowsOf(facts.filter(({ value }) => value?.length)).map((row) => (
          <tr key={row[0]?.label}>
            {row.map(({ label, room, value }) => [
              <th key={label} scope="row">
                {label}
              </th>,
              <td
                key={`${label}:`}
                colSpan={row.length === 1 ? 3 : 1}
                className={room && value === byHand ? 'paper-room' : undefined}
              >
                {typeof value === 'string' ? value : value?.map((line) => <p key={line}>{line}</p>)}
              </td>,
            ])}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The lines about the applicant that open every paper. */
export function partyFacts(content: PaperContent): readonly Fact[] {
  return [
    { label: '申请人', value: content.applicantName, wide: true },
    { label: '证件号码', value: 'applicantId' in content ? content.applicantId : content.applicantIdMasked },
    { label: '联系电话', value: content.applicantPhoneMasked },
    { label: '代理人', value: content.representativeLine, wide: true },
    { label: '申办事项', value: content.matterName, wide: true },
  ]
}

/** The item an act is about, with the document of the department where it was the department's act. */
export function itemFacts({
  departmentDocNo,
  item,
}: {
  readonly item: { readonly itemNo: string; readonly name: string; readonly organ: string }
  readonly departmentDocNo?: string | undefined
}): readonly Fact[] {
  return [
    { label: '办理事项', value: `${item.itemNo} ${item.name}`, wide: true },
    { label: '承办部门', value: item.organ, wide: true },
    { label: '部门文号', value: departmentDocNo, wide: true },
  ]
}

type BackLine = Extract<PaperContent, { kind: 'D16-WITHDRAWAL' }>['givenBack'][number]

/** What goes back to the applicant; signed for line by line below. */
export function BackTable({ lines }: { readonly lines: readonly BackLine[] }) {
  if (lines.length === 0)
    return (
      <p className="paper-line">
        <b>退还的材料：</b>无
      </p>
    )
  return (
    <Section title="退还的材料">
      <Grid columns={backColumns} rows={lines.map(({ copies, form, n, name }) => [n, name, form, copies])} />
    </Section>
  )
}

const backColumns: readonly Column[] = [
  { head: '序号', width: 'paper-w-n', centred: true },
  { head: '材料名称' },
  { head: '形式', width: 'paper-w-form', centred: true },
  { head: '份数', width: 'paper-w-n', centred: true },
]

type SectionProps = {
  readonly title: string
  /** Too short to be torn over two sheets. */
  readonly whole?: boolean
  readonly children: ReactNode
}

export function Section({ children, title, whole = false }: SectionProps) {
  return (
    <section className={`paper-section${whole ? ' paper-unbroken' : ''}`}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** A plain list in the order it is to be read; nothing at all when there is nothing to say. */
export function NumberedSection({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <Section title={title} whole={lines.length <= 3}>
      <ol className="paper-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </Section>
  )
}

/** What field knowledge says until the department has answered; nothing once all is confirmed. */
export function Unconfirmed({ facts }: { facts: readonly string[] }) {
  if (facts.length === 0) return null
  return <p className="paper-note">{facts.join('、')}待部门核实，以部门答复为准。</p>
}

const openMark = /（(?:(.+)，)?以部门答复为准）$/

/** An open fact in a narrow place: a star, told once below. Words that are nothing else stay. */
export function starred(words: string): string {
  return words.replace(openMark, (_, before?: string) => `${before ? `（${before}）` : ''}＊`)
}

/** What the stars mean; nothing where none stands. */
export function StarNote({ words }: { readonly words: readonly string[] }) {
  if (!words.some((each) => openMark.test(each))) return null
  return <p className="paper-note">带＊的以部门答复为准。</p>
}

/** Of an original that the procedure uses up. */
export const keptForGood = '由承办部门收存，不退还'

export type Column = {
  readonly head: string
  /** A class of paper.css that fixes the width; without one the column takes what is left. */
  readonly width?: string
  readonly centred?: boolean
  /** Breaks only at punctuation: a date is never torn between month and day. */
  readonly whole?: boolean
}

type GridProps = {
  columns: readonly Column[]
  /** In the smaller size, where numbers and days would else be torn. */
  dense?: boolean
  rows: readonly (readonly (string | number)[])[]
}

/** A boxed table whose head comes again on every page and whose rows are never torn. */
export function Grid({ columns, dense = false, rows }: GridProps) {
  return (
    <table className={`paper-table paper-grid${dense ? ' paper-dense' : ''}`}>
      <colgroup>
        {columns.map(({ head, width }) => (
          <col key={head} className={width} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(({ head }) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, at) => (
          <tr key={`${at}:${cells[0]}`}>
            {columns.map(({ head, centred, whole }, column) => (
              <td
                key={head}
                className={[centred && 'paper-centred', whole && 'paper-whole'].filter(Boolean).join(' ')}
              >
                {cells[column] === '' ? '—' : cells[column]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function rowsOf(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  const rows: Fact[][] = []
  for (const fact of facts) {
    const last = rows.at(-1)
    const partner = last?.length === 1 ? last[0] : undefined
    if (last && partner && !partner.wide && !fact.wide) last.push(fact)
    else rows.push([fact])
  }
  return rows
}
