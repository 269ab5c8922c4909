/**
 * The program, the disk or the data is wrong. Thrown anywhere, caught only by a host.
 *
 * `code` is stable and English; `sentence` tells the person at the desk, in Chinese, what to do.
 */
export class Fault extends Error {
  override name = 'Fault'
  readonly code: string
  readonly sentence: string

  constructor(
    code: string,
    message: string,
    sentence = '程序遇到问题，已记下。已保存的内容不受影响，请联系运维。',
  ) {
    super(`${code}: ${message}`)
    this.code = code
    this.sentence = sentence
  }
}

/** Checks a promise between parts of the program; a broken one is a fault, never a refusal. */
export function assert(condition: unknown, promise: string): asserts condition {
  if (!condition) throw new Fault('broken-promise', promise)
}

export function unreachable(value: never): never {
  throw new Fault('broken-promise', `no branch for ${JSON.stringify(value)}`)
}

/** The code a library put on its error (`SQLITE_FULL`, `ENOSPC`), also where drizzle wrapped it; else ''. */
export function errorCode(error: unknown): string {
  const { cause, code } = (error ?? {}) as { readonly code?: unknown; readonly cause?: unknown }
  if (typeof code === 'string') return code
  return cause ? errorCode(cause) : ''
}
