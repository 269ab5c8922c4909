import { type Carry, overHttp } from '#main/sync/carry.ts'

export type Tally = { requests: number; bodyBytes: number; headerBytes: number }
export type CountedCarry = {
  readonly carry: Carry
  readonly of: (path: string) => Tally
  readonly reset: () => void
}

/** Counts what a desk sends: the bodies as they go on the line, and the headers it sets itself. */
export function countCarry(): CountedCarry {
  const tallies = new Map<string, Tally>()
  const of = (path: string): Tally => {
    const known = tallies.get(path) ?? { requests: 0, bodyBytes: 0, headerBytes: 0 }
    tallies.set(path, known)
    return known
  }
  return {
    carry: (address, request) => {
      const tally = of(new URL(address).pathname)
      tally.requests += 1
      tally.bodyBytes += request.body?.byteLength ?? 0
      for (const [name, value] of Object.entries(request.headers))
        tally.headerBytes += name.length + value.length + 4
      return overHttp(address, request)
    },
    of,
    reset: () => tallies.clear(),
  }
}
