import { openDesk } from '#main/hosts/open-desk.ts'
import { keepIdentity, thaw } from '#main/store/notes/epoch.ts'
import { ok } from '#shared/kernel/result.ts'
import { root } from './a-desk.ts'

/** A desk of a program that kept no mark yet: nothing beside its database speaks of it. */
export async function unmarked(dir: string, secret: Uint8Array): Promise<void> {
  const opened = openDesk(root, dir, secret)
  opened.store.write((writer) => {
    thaw(writer)
    keepIdentity(writer, { marked: false })
    return ok(undefined)
  })
  opened.close()
}
