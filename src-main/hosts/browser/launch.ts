import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What a browser holds after it was let in: a cookie no script can read and a token no other page can. */
export type Session = { readonly cookie: string; readonly token: string }
export type Spent = 'accepted' | 'unknown' | 'expired' | 'used'

/** Long enough for a browser we start ourselves, too short for anybody else. */
export const openedCodeMs = 30_000
/** A person has to carry this one over by hand. */
export const printedCodeMs = 600_000
const codesKeptMax = 64
const cookieName = '__Host-s'

type Code = {
  readonly hash: Buffer
  readonly kind: 'opened' | 'printed'
  readonly untilMs: number
  used: boolean
}

/**
 * One-time launch codes and the one session they may open.
 *
 * Codes are kept as hashes and remembered after use, because a second use means that somebody else has seen
 * the address: that is told, not swallowed.
 */
export class LaunchBook {
  readonly #nowMs: () => number
  #codes: Code[] = []
  #session: Session | undefined

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  /** A new printed address takes back the older printed ones nobody used. */
  issue(kind: Code['kind']): string {
    const code = randomBytes(32).toString('hex')
    const untilMs = this.#nowMs() + (kind === 'opened' ? openedCodeMs : printedCodeMs)
    this.#codes = this.#codes.filter((old) => old.used || old.kind !== kind).slice(-codesKeptMax)
    this.#codes.push({ hash: hashOf(code), kind, untilMs, used: false })
    return code
  }

  /** An accepted code opens a fresh session; the one before it ends, so there is never a second. */
  spend(text: string): Spent {
    const hash = hashOf(text)
    const code = this.#codes.find((known) => timingSafeEqual(known.hash, hash))
    if (!code) return 'unknown'
    if (code.used) return 'used'
    if (this.#nowMs() > code.untilMs) return 'expired'
    code.used = true
    this.#session = { cookie: randomBytes(32).toString('hex'), token: randomBytes(32).toString('hex') }
    return 'accepted'
  }

  get session(): Session | undefined {
    return this.#session
  }

  /** The session a request belongs to, told by its cookie. */
  sessionOf(cookieHeader: string | undefined): Session | undefined {
    const given = cookieOf(cookieHeader)
    return this.#session && given && same(given, this.#session.cookie) ? this.#session : undefined
  }

  hasToken(session: Session, token: string | undefined): boolean {
    return token !== undefined && same(token, session.token)
  }
}

export function setCookie(session: Session): string {
  return `${cookieName}=${session.cookie}; Path=/; Secure; HttpOnly; SameSite=Strict`
}

/** Two cookies of our name are one too many: somebody planted the second. */
function cookieOf(header: string | undefined): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${cookieName}=`))
    .map((part) => part.slice(cookieName.length + 1))
  return values.length === 1 ? values[0] : undefined
}

/** Hashing first makes both sides equally long and the comparison blind to where they differ. */
function same(left: string, right: string): boolean {
  return timingSafeEqual(hashOf(left), hashOf(right))
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
