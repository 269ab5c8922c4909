import { z } from 'zod'

const pageMax = 200

/** Whatever comes in pages: after the last that was given, so many at a time. */
export const Page = {
  after: z.string().max(40).default(''),
  limit: z.coerce.number().int().min(1).max(pageMax).default(100),
}
