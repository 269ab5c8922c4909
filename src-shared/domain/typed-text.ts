/** What a keyboard in Chinese mode or a scanner left behind: outer blanks gone, full-width signs narrowed. */
export function narrowed(raw: string): string {
  return raw
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .trim()
}
