import { randomBytes } from 'node:crypto'

/** One more than guessable: a nonce that lives for one response. */
export function newNonce(): string {
  return randomBytes(18).toString('base64url')
}

/**
 * What a page of ours may load: itself and nothing else.
 *
 * `forms` is only needed where the launch page posts its code; under Electron no form is ever sent.
 */
export function contentSecurityPolicy(nonce: string, forms: 'self' | 'none'): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    `form-action '${forms}'`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ')
}

/** Stands on every response, refusals too: an error page is a page as well. */
export function securityHeaders(nonce: string, forms: 'self' | 'none'): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(nonce, forms),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), usb=(), serial=(), hid=()',
    'X-Frame-Options': 'DENY',
  }
}

export const noStore = 'no-store'
export const forever = 'public, max-age=31536000, immutable'
