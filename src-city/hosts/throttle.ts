import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { type Allowance, Buckets } from '../security/bucket.ts'
import type { CityCode } from '../services/city.ts'

export type Allowances = {
  readonly address: Allowance
  readonly desk: Allowance
  readonly enrol: Allowance
  readonly office: Allowance
  /** Wrong keys of offices, by address. */
  readonly officeKey: Allowance
}

/** Generous: a whole county may sit behind one address, and a desk that was cut off has days to send. */
export const defaultAllowances: Allowances = {
  address: { burst: 600, perHour: 360_000 },
  desk: { burst: 300, perHour: 108_000 },
  enrol: { burst: 20, perHour: 20 },
  office: { burst: 120, perHour: 7_200 },
  officeKey: { burst: 20, perHour: 20 },
}

export class Throttle {
  readonly #buckets: Readonly<Record<keyof Allowances, Buckets>>
  readonly #nowMs: () => number

  constructor(allowances: Allowances, nowMs: () => number) {
    this.#nowMs = nowMs
    this.#buckets = {
      address: new Buckets(allowances.address),
      desk: new Buckets(allowances.desk),
      enrol: new Buckets(allowances.enrol),
      office: new Buckets(allowances.office),
      officeKey: new Buckets(allowances.officeKey),
    }
  }

  admit(bucket: keyof Allowances, key: string): Result<undefined, CityCode> {
    const waitS = this.#buckets[bucket].take(key, this.#nowMs())
    return waitS === 0 ? ok(undefined) : refuse('E_BUSY', { retryAfterS: String(waitS), reason: bucket })
  }

  /** What was taken for a try that turned out right: only wrong codes use up an address's tries. */
  forgive(bucket: keyof Allowances, key: string): void {
    this.#buckets[bucket].giveBack(key, this.#nowMs())
  }
}
