/** Colours and measures of the window, each with the contrast it must keep (ui.md 6.2). */
export const colours = {
  primary: '#1D4F9E',
  primaryHover: '#163F80',
  primarySoft: '#EAF1FB',
  danger: '#B3261E',
  dangerSoft: '#FDECEA',
  success: '#1E6E3A',
  successSoft: '#E8F5EC',
  warning: '#8A5200',
  warningSoft: '#FFF4DC',
  assist: '#5B3B8C',
  assistSoft: '#F2EDFA',
  text: '#1F2329',
  textSecondary: '#4E5666',
  textWeak: '#5F6877',
  fieldBorder: '#7C8798',
  divider: '#D5DAE2',
  page: '#F5F7FA',
  surface: '#FFFFFF',
} as const

export const fontStack =
  '"Microsoft YaHei UI","Microsoft YaHei","HarmonyOS Sans SC","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif'

/** Puts the tokens where the style sheets find them; through the object model, so no inline style is needed. */
export function publishTokens(root: HTMLElement): void {
  for (const [name, value] of Object.entries(colours)) root.style.setProperty(`--${kebab(name)}`, value)
  root.style.setProperty('--font', fontStack)
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)
}
