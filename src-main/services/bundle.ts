import type { Answer, Input } from '#shared/contract/desk.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Desk } from './desk.ts'

type Carrying = Pick<Desk, 'bundles'>

export async function drives({ bundles }: Carrying): Promise<Answer<'bundle.drives'>> {
  return ok({ drives: [...(await bundles.drives())] })
}

export function state({ bundles }: Carrying): Answer<'bundle.state'> {
  const { last, movedBytes } = bundles.state()
  return ok({ movedBytes, ...(last ? { last } : {}) })
}

export function write(
  { bundles }: Carrying,
  { driveId }: Input<'bundle.write'>,
): Promise<Answer<'bundle.write'>> {
  return bundles.write(driveId)
}

export async function take(
  { bundles }: Carrying,
  { driveId }: Input<'bundle.take'>,
): Promise<Answer<'bundle.take'>> {
  const taken = await bundles.take(driveId)
  return taken.ok ? ok({ lines: [...taken.value.lines] }) : taken
}
