export type Tally = { requests: number; bodyBytes: number; headerBytes: number }
export type CountedFetch = {
  readonly of: (path: string) => Tally
  readonly reset: () => void
  readonly [Symbol.dispose]: () => void
}

/** Counts what this process sends: the bodies as they go on the line, and the headers it sets itself. */
export function countFetch(): CountedFetch {
  const real = globalThis.fetch
  const tallies = new Map<string, Tally>()
  const of = (path: string): Tally => {
    const known = tallies.get(path) ?? { requests: 0, bodyBytes: 0, headerBytes: 0 }
    tallies.set(path, known)
    return known
  }
  globalThis.fetch = (target, init) => {
    const url = target instanceof Request ? target.url : target
    const tally = of(new URL(url).pathname)
    tally.requests += 1
    tally.bodyBytes += sizeOf(init?.body)
    tally.headerBytes += headerBytes(init?.headers)
    return real(target, init)
  }
  return {
    of,
    reset: () => tallies.clear(),
    [Symbol.dispose]: () => {
      globalThis.fetch = real
    },
  }
}

function sizeOf(body: unknown): number {
  if (typeof body === 'string') return Buffer.byteLength(body)
  return body instanceof Uint8Array ? body.byteLength : 0
}

function headerBytes(headers: HeadersInit | undefined): number {
  const given = Object.entries((headers ?? {}) as Readonly<Record<string, string>>)
  return given.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0)
}
