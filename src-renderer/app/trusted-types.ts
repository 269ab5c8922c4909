type Rules = {
  readonly createHTML: (text: string) => string
  readonly createScriptURL: (address: string) => string
}
type Policies = { readonly createPolicy: (name: string, rules: Rules) => unknown }

/**
 * The only policy this page may have: text without a `<` passes, which lets antd write its style sheets.
 * Markup and scripts never become part of the page, and the one address of a script that passes is that of
 * the thread which makes pictures smaller.
 */
export function allowStyleTextOnly(): void {
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes
  policies?.createPolicy('default', { createHTML: withoutMarkup, createScriptURL: ownThread })
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

function ownThread(address: string): string {
  const { origin, pathname } = new URL(address, location.href)
  if (origin === location.origin && /^\/assets\/shrink-worker-[\w-]+\.js$/.test(pathname)) return address
  throw new TypeError('only a thread of our own is started from this page')
}
