type Policies = {
  readonly createPolicy: (name: string, rules: { createHTML: (text: string) => string }) => unknown
}

/**
 * The only policy this page may have: text without a `<` passes, which lets antd write its style
 * sheets; markup, scripts and script addresses never become part of the page.
 */
export function allowStyleTextOnly(): void {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes
  policies?.createPolicy('default', { createHTML: withoutMarkup })
}

function withoutMarkup(text: string): string {
  if (text.includes('<')) throw new TypeError('markup is not written into this page')
  return text
}
