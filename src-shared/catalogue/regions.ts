import { z } from 'zod'
import { DateText } from '#shared/kernel/ids.ts'

/** A unit of administration. Rows are ended and replaced, never deleted: old papers keep the old code. */
export const Region = z
  .object({
    code: z.string().regex(/^\d{6}(\d{3}(\d{3})?)?$/),
    name: z.string().min(1).max(40),
    level: z.enum(['CITY', 'COUNTY', 'TOWNSHIP', 'VILLAGE']),
    parentCode: z.string().exactOptional(),
    /** Who really runs it, where that differs from the parent by code. */
    managedBy: z.string().exactOptional(),
    validFrom: DateText,
    validTo: DateText.exactOptional(),
    replacedBy: z.string().exactOptional(),
    note: z.string().exactOptional(),
  })
  .readonly()
export type Region = z.infer<typeof Region>

export const Regions = z
  .object({
    source: z.string().min(1),
    regions: z.array(Region).readonly(),
    /** Codes of abolished counties that still begin the identity numbers of their old residents. */
    formerAreas: z
      .array(
        z.object({ code: z.string().regex(/^\d{6}$/), name: z.string(), confirmed: z.boolean() }).readonly(),
      )
      .readonly(),
    /** First two or four digits for everywhere else, where counties are not told apart. */
    idAreaPrefixes: z.array(z.string().regex(/^\d{2}(\d{2})?$/)).readonly(),
  })
  .readonly()
export type Regions = z.infer<typeof Regions>

/** The township centres of the city: whom a bag may be handed on to (domain.md 2.3). */
export function centresOf({
  regions,
}: Regions): readonly { readonly centreId: string; readonly name: string }[] {
  return regions
    .filter(({ level, validTo }) => level === 'TOWNSHIP' && validTo === undefined)
    .map(({ code, name }) => ({ centreId: code, name: `${name}便民服务中心` }))
}

/** The areas with which an identity number may begin without a warning; see `checkIdNumber`. */
export function knownIdAreas({ formerAreas, idAreaPrefixes, regions }: Regions): ReadonlySet<string> {
  const counties = regions
    .filter(({ level }) => level === 'COUNTY' || level === 'CITY')
    .map(({ code }) => code)
  return new Set([...counties, ...formerAreas.map(({ code }) => code), ...idAreaPrefixes])
}
