import type { CaseId } from '#shared/kernel/ids.ts'
import type { EventType } from './events.ts'

/** Kinds that belong to no case and may yet be about one: of a picture, an appointment, a rating. */
export const besideKinds = [
  'picture-taken',
  'picture-viewed',
  'appointment-set',
  'rating-invited',
  'rating-moved',
] as const satisfies readonly EventType[]

type Beside = { readonly kind: string; readonly body: string }

/**
 * Of entries of no case those that are about this one: they name it, an order of it, or a rating that was asked for
 * either. `own` are the bodies of the case itself, `beside` those of the kinds above; whatever stands in them of ids is
 * the same before and after an erasure.
 */
export function aboutCase<Row extends Beside>(
  caseId: CaseId,
  own: readonly Beside[],
  beside: readonly Row[],
): readonly Row[] {
  const orders = own.flatMap(({ body, kind }) =>
    kind === 'assist-registered' ? [idIn(body, 'orderId')] : [],
  )
  const names = [caseId, ...orders].filter((id) => id !== undefined)
  const isNamed = ({ body }: Beside) => names.some((id) => body.includes(`"${id}"`))
  const ratings = new Set(
    beside.flatMap((row) =>
      row.kind === 'rating-invited' && isNamed(row) ? [idIn(row.body, 'ratingId')] : [],
    ),
  )
  return beside.filter((row) =>
    row.kind === 'rating-moved' ? ratings.has(idIn(row.body, 'ratingId')) : isNamed(row),
  )
}

function idIn(body: string, name: string): string | undefined {
  return new RegExp(`"${name}":"([0-9a-f-]{36})"`).exec(body)?.[1]
}
