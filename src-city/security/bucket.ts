/** `burst` requests at once, then `perHour`. */
export type Allowance = { readonly burst: number; readonly perHour: number }

type Level = { tokens: number; atMs: number }

const keysMax = 20_000

/**
 * Token buckets by key (a desk, an address). In memory: a restart forgives, which is harmless, and a
 * flood costs no write. The clock is the caller's.
 */
export class Buckets {
  readonly #allowance: Allowance
  readonly #levels = new Map<string, Level>()

  constructor(allowance: Allowance) {
    this.#allowance = allowance
  }

  /** Takes one token. Answers 0, or the seconds after which there will be one. */
  take(key: string, nowMs: number): number {
    const level = this.#levelOf(key, nowMs)
    if (level.tokens >= 1) {
      level.tokens -= 1
      return 0
    }
    return Math.ceil(((1 - level.tokens) * 3_600) / this.#allowance.perHour)
  }

  /** Gives a token back: what it was taken for turned out to be in order. */
  giveBack(key: string, nowMs: number): void {
    const level = this.#levelOf(key, nowMs)
    level.tokens = Math.min(this.#allowance.burst, level.tokens + 1)
  }

  #levelOf(key: string, nowMs: number): Level {
    const known = this.#levels.get(key)
    const level = known ?? { tokens: this.#allowance.burst, atMs: nowMs }
    const passedMs = Math.max(0, nowMs - level.atMs)
    level.tokens = Math.min(
      this.#allowance.burst,
      level.tokens + (passedMs * this.#allowance.perHour) / 3_600_000,
    )
    level.atMs = nowMs
    if (!known) this.#remember(key, level)
    return level
  }

  /** The oldest key goes when there are too many: memory stays bounded whoever knocks. */
  #remember(key: string, level: Level): void {
    if (this.#levels.size >= keysMax) {
      const [oldest] = this.#levels.keys()
      if (oldest !== undefined) this.#levels.delete(oldest)
    }
    this.#levels.set(key, level)
  }
}
