import { useMemo } from 'react'
import { useLive } from '../../app/use-live.ts'

/** Whoever may stand on the other side of a handover; an auditor holds nothing. */
export function usePeople(...without: readonly string[]) {
  const { answer } = useLive('staff.tiles', {}, ['session'])
  const left = without.join()
  return useMemo(
    () =>
      (answer?.ok ? answer.value.tiles : []).filter(
        ({ role, staffId }) => role !== 'auditor' && !left.split(',').includes(staffId),
      ),
    [answer, left],
  )
}
