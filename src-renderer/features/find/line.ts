/** One line of 查一切. */
export type Line = {
  readonly id: string
  /** What it is, in a word: 命令, 事项, 人, 办件. */
  readonly kind: string
  readonly title: string
  readonly detail?: string
  /** The key that does the same without F3. */
  readonly keys?: string
  /** Leaves the box. */
  readonly open?: () => void
  /** Goes a level deeper instead: what can be done with it. */
  readonly deeper?: Level
}

/** What stands in the box after somebody was chosen: who, and what can be opened of them. */
export type Level = { readonly title: string; readonly lines: readonly Line[] }
