import { keepConfirmed } from '#main/store/notes/epoch.ts'
import { countBranch, findFreeze, listBranch } from '#main/store/queries/epoch.ts'
import { findInstallation } from '#main/store/queries/installation.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { type Desk, person } from './desk.ts'
import { checkPin } from './staff.ts'

export function state(desk: Desk): Answer<'epoch.state'> {
  return desk.store.read((reader) => {
    const frozen = findFreeze(reader)
    return ok({
      epoch: findInstallation(reader)?.epoch ?? 1,
      ...(frozen
        ? {
            frozen: {
              reason: frozen.reason,
              sinceMs: frozen.sinceMs,
              confirmed: frozen.confirmedBy !== null,
              ...(frozen.refused ? { refused: frozen.refused } : {}),
              needsCode: frozen.reason === 'FENCED',
            },
          }
        : {}),
      ...countBranch(reader),
    })
  })
}

export function branch(desk: Desk, { limit }: Input<'epoch.branch'>): Answer<'epoch.branch'> {
  return desk.store.read((reader) =>
    ok({
      rows: listBranch(reader, limit).map(({ caseId, fate, kind, renamed, seq, wallMs }) => ({
        seq,
        kind,
        ...(caseId ? { caseId } : {}),
        recordedMs: wallMs,
        left: fate === 'LEFT',
        renamed: [...(renamed ?? [])],
      })),
    }),
  )
}

/**
 * Lets this machine go on. Only said here; the city is asked by whoever speaks to it, and until it has
 * answered nothing more may be written than before.
 */
export async function goOn(desk: Desk, { code, pin }: Input<'epoch.goOn'>): Promise<Answer<'epoch.goOn'>> {
  const by = person(desk)
  const known = await checkPin(desk, by.staffId, pin)
  if (!known.ok) return known
  return desk.store.write((writer) => {
    const frozen = findFreeze(writer)
    if (!frozen) return refuse('not-frozen')
    if (frozen.reason === 'REVOKED') return refuse('desk-revoked')
    if (frozen.reason === 'FENCED' && !code) return refuse('code-missing')
    keepConfirmed(writer, by.staffId, code)
    desk.hint('sync-now')
    return ok({})
  })
}
