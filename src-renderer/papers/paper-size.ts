import type { PaperContent } from '#shared/contract/paper.ts'

export type PaperSize = 'A4' | 'A5'

/** How a paper leaves the printer; on a roll only the slip, everything else as usual. */
export type PaperForm = 'NORMAL' | 'LARGE' | 'ROLL'

/** What stays in the file or goes to another office is read by clerks. */
const inside: ReadonlySet<PaperContent['kind']> = new Set(['D12-DELIVERY', 'D13', 'D16-ARCHIVE'])

/** Whether a paper is set in large print: whatever the public takes home, where it was asked for. */
export function isLarge({ kind }: PaperContent, form: PaperForm): boolean {
  return form === 'LARGE' && !inside.has(kind)
}

/** The sheet a paper needs; the printer is told the same. */
export function paperSize(content: PaperContent, large = false): PaperSize {
  if (content.kind !== 'D1' || large) return 'A4'
  return slipLines(content) <= slipLinesMax ? 'A5' : 'A4'
}

/** How many lines of text fit on an A5 slip between its head and its signatures. */
const slipLinesMax = 14

function slipLines(slip: Extract<PaperContent, { kind: 'D1' }>): number {
  const { applicantName, items, materials, matterName, nextSteps, originalsKept, representativeLine } = slip
  return sum([
    slip.notAcceptance ? 2 : 0,
    ...[applicantName, matterName, representativeLine ?? ''].map((fact) => linesOf(fact, 26)),
    ...items.map(({ deptName, name }) => Math.max(linesOf(name, 11), linesOf(deptName, 11))),
    materials.length > 0 ? 1 : 0,
    ...materials.map(({ name, note, taken }) =>
      Math.max(linesOf(name, 9), linesOf(taken, 6), linesOf(note, 4)),
    ),
    originalsKept.length > 0 ? 1 : 0,
    ...originalsKept.map(({ name }) => linesOf(name, 20)),
    nextSteps.length > 0 ? 1 : 0,
    ...nextSteps.map((step) => linesOf(step, 29)),
  ])
}

function linesOf(text: string, charactersPerLine: number): number {
  return Math.ceil([...text].length / charactersPerLine)
}

function sum(lines: readonly number[]): number {
  return lines.reduce((total, line) => total + line, 0)
}
