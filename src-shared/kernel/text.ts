/** JSON text has neither a NUL nor half a character: a desk writes none, and no database would keep it. */
export function isText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}
