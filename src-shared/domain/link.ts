import { z } from 'zod'

/** Why the city cannot be reached or will not go on; each has a sentence for the clerk. */
export const LinkReason = z.enum([
  'no-answer',
  'timeout',
  'not-the-city',
  'city-busy',
  'city-error',
  'refused',
  'forked',
  'restored',
  'cloned',
  'fenced',
  'revoked',
  'certificate-over',
  'not-enrolled',
])
export type LinkReason = z.infer<typeof LinkReason>

/** What does not move although the city answers; each has a sentence for the clerk. */
export const StallReason = z.enum(['records', 'feed', 'pictures', 'pictures-no-room', 'pictures-not-known'])
export type StallReason = z.infer<typeof StallReason>
