import { argon2id, argon2Verify } from 'hash-wasm'
import { randomBytes } from './suite.ts'

/** OWASP's floor of August 2026 is 19 MiB and two passes; a PIN check must also feel instant. */
const cost = { memorySize: 64 * 1024, iterations: 3, parallelism: 1, hashLength: 32 } as const

type Native = {
  readonly hash: (password: string, options: object) => Promise<string>
  readonly verify: (hashed: string, password: string) => Promise<boolean>
}

/** The native module works in a thread of its own; where it does not load, WASM gives the same bytes. */
const native: Promise<Native | undefined> = import('@node-rs/argon2').then(
  (module) => module as unknown as Native,
  () => undefined,
)

/** Argon2id in PHC form (`$argon2id$v=19$m=65536,t=3,p=1$…`), readable by either implementation. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(16)
  const module = await native
  if (!module) return argon2id({ ...cost, password: pin, salt, outputType: 'encoded' })
  const options = {
    algorithm: 2,
    memoryCost: cost.memorySize,
    timeCost: cost.iterations,
    parallelism: 1,
    salt,
  }
  return module.hash(pin, options)
}

export async function pinMatches(pin: string, hashed: string): Promise<boolean> {
  const module = await native
  return module ? module.verify(hashed, pin) : argon2Verify({ password: pin, hash: hashed })
}

/** A hash nobody's PIN has: checked for an unknown person so that the answer takes as long. */
export const nobodysHash: Promise<string> = hashPin(randomBytes(12).toString('hex'))
