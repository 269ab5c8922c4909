import { useEffect } from 'react'
import type { Catalogue } from '#shared/catalogue/schema.ts'
import { ask } from './desk-client.ts'
import { useLive } from './use-live.ts'

/** The catalogue is large and changes once in months: the last one stands while it is asked for again. */
let last: Catalogue | undefined

export function useCatalogue(): { readonly catalogue: Catalogue | undefined; readonly failed: boolean } {
  const { answer, failed } = useLive('catalogue.current', {}, ['session', 'catalogue'])
  const fresh = answer?.ok ? answer.value.catalogue : undefined
  useEffect(() => {
    if (fresh) last = fresh
  }, [fresh])
  return { catalogue: fresh ?? last, failed }
}

/** Asked for when somebody signs in, so that the first intake of the day opens as fast as any other. */
export function fetchCatalogue(): void {
  ask('catalogue.current', {}).then(
    (answer) => {
      if (answer.ok) last = answer.value.catalogue
    },
    () => undefined,
  )
}
