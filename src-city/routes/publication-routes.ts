import { z } from 'zod'
import { CalendarPublished, PublicationKind } from '#shared/domain/publication.ts'
import { Hash } from '#shared/protocol/entry.ts'
import { Signed } from '#shared/protocol/messages.ts'
import { CataloguePiece } from '#shared/protocol/publication.ts'

const Published = z.strictObject({ name: z.string(), sha256: z.string(), repeated: z.boolean() })

/** Catalogues and calendars for every desk of the city; the feed of each centre tells of them. */
export const publicationRoutes = {
  publishCatalogue: {
    method: 'POST',
    path: '/v1/operator/catalogues',
    caller: 'operator',
    // As much as a desk reads, and what JSON adds to a text that is JSON itself.
    maxBytes: 6 * 1024 * 1024,
    input: Signed,
    output: Published,
  },
  publishCalendar: {
    method: 'PUT',
    path: '/v1/operator/calendars/:year',
    caller: 'operator',
    maxBytes: 16_384,
    input: z.strictObject(CalendarPublished.shape),
    output: Published,
  },
  publications: {
    method: 'GET',
    path: '/v1/operator/publications',
    caller: 'operator',
    input: z.strictObject({}),
    output: z.strictObject({
      publications: z.array(
        z.strictObject({
          kind: PublicationKind,
          name: z.string(),
          sha256: z.string(),
          publishedMs: z.number(),
        }),
      ),
    }),
  },
  catalogue: {
    method: 'GET',
    path: '/v1/catalogues/:sha256',
    caller: 'desk',
    input: z.strictObject({ sha256: Hash, offset: z.coerce.number().int().min(0).max(2_147_483_647) }),
    output: CataloguePiece,
  },
} as const
