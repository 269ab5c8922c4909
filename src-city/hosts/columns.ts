/** Sets texts under each other; a Chinese character is two columns wide on a terminal. */
export function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => widthOf(row[at] ?? ''))))
  return rows.map((row) =>
    row
      .map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell)))
      .join('  ')
      .trimEnd(),
  )
}

function widthOf(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (/[\u2E80-\uFFEF“”—]|[\u{20000}-\u{3FFFF}]/u.test(letter) ? 2 : 1),
    0,
  )
}
