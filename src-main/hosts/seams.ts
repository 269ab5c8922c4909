import { randomBytes } from '#shared/crypto/suite.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import type { Later, Seams } from '#shared/kernel/seams.ts'

/** The real clock and the real dice of this computer. */
export function systemSeams(): Seams {
  return {
    wallMs: () => Date.now(),
    monoMs: () => performance.now(),
    bootId: randomBytes(8).toString('base64url'),
    newId: () => uuidV7(Date.now()),
    randomBytes,
    later: realLater,
  }
}

/** A timer of this computer. */
export const realLater: Later = (work, delayMs) => {
  const timer = setTimeout(() => void work(), delayMs)
  return () => clearTimeout(timer)
}
