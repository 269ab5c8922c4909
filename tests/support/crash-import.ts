import { readFileSync, writeSync } from 'node:fs'
import { runDesk } from '#main/hosts/desk-engine.ts'
import { openDesk } from '#main/hosts/open-desk.ts'
import { systemSeams } from '#main/hosts/seams.ts'
import { listStaff } from '#main/store/queries/staff.ts'
import type { CataloguePreview } from '#shared/contract/catalogue-import.ts'
import { root, rules } from './a-desk.ts'

/**
 * A desk in a process of its own that imports a catalogue and is killed on the way: once it was looked at
 * (`shown`), in the middle of the transaction (`entry`: where the salt of the entry is drawn, after the
 * body was written), or not at all (`done`).
 */
const [, , dir = '', secret = '', file = '', until = ''] = process.argv
const system = systemSeams()
let adopting = false
const opened = openDesk(root, dir, Buffer.from(secret, 'hex'))
const engine = runDesk({
  store: opened.store,
  pictures: opened.pictures,
  seams: {
    ...system,
    randomBytes: (n: number) => {
      if (adopting && until === 'entry') process.kill(process.pid, 'SIGKILL')
      return system.randomBytes(n)
    },
  },
  rules,
  changed: () => undefined,
  faulted: (error) => {
    throw error
  },
  sync: false,
})
const session = { staff: opened.store.read(listStaff).find(({ role }) => role === 'centreManager') }
const text = readFileSync(file, 'utf8')
const preview = await engine.ask(session, 'catalogue.preview', { file: text })
if (!preview.ok) throw new Error(preview.refusal.code)
writeSync(1, 'shown\n')
if (until === 'shown') process.kill(process.pid, 'SIGKILL')
adopting = true
const { sha256 } = preview.value as CataloguePreview
const adopted = await engine.ask(session, 'catalogue.adopt', { file: text, sha256 })
if (!adopted.ok) throw new Error(adopted.refusal.code)
writeSync(1, 'adopted\n')
process.kill(process.pid, 'SIGKILL')
