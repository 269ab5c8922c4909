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

/** zod would try once whether it may compile code out of text; here it may not, so it need not ask. */
export function neverCompileText(): void {
  const place = globalThis as { __zod_globalConfig?: { jitless?: boolean } }
  place.__zod_globalConfig = { ...place.__zod_globalConfig, jitless: true }
}

function withoutMarkup(text: string): string {
  if (text.includes('<')) throw new TypeError('markup is not written into this page')
  return text
}
