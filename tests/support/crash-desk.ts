import { writeSync } from 'node:fs'
import { runDesk } from '#main/hosts/desk-engine.ts'
import { installDesk } from '#main/hosts/install-desk.ts'
import { openDesk } from '#main/hosts/open-desk.ts'
import { systemSeams } from '#main/hosts/seams.ts'
import { listStaff } from '#main/store/queries/staff.ts'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import { byHand, root, rules } from './a-desk.ts'
import { aLottery } from './lottery.ts'
import { aVisit } from './visits.ts'

/**
 * A desk in a process of its own, to be killed. `first` installs a fresh folder; `work` takes in matters
 * for ever. One line of acknowledgement for everything that was answered.
 *
 * With KILL_AT_SALT=n the process kills itself where the n-th salt is drawn: in the middle of a
 * transaction, after the rows of the entries before it.
 */
const [, , mode = '', dir = '', secret = '', seed = '1'] = process.argv
const killAt = Number(process.env['KILL_AT_SALT'] ?? 0)
let salts = 0
const system = systemSeams()
const seams = {
  ...system,
  randomBytes: (n: number) => {
    salts += 1
    if (salts === killAt) process.kill(process.pid, 'SIGKILL')
    return system.randomBytes(n)
  },
}

acknowledge('go')
const opened = openDesk(root, dir, Buffer.from(secret, 'hex'))
if (mode === 'first') {
  await installDesk(opened.store, seams, rules, {
    enrolled: byHand(),
    cityUrl: 'http://127.0.0.1:9',
    practice: false,
    staff: [],
  })
  opened.markInstalled()
  acknowledge('installed')
  setInterval(() => undefined, 1_000)
} else await work()

async function work(): Promise<void> {
  const lottery = aLottery(Number(seed))
  const engine = runDesk({
    store: opened.store,
    pictures: opened.pictures,
    seams,
    rules,
    changed: () => undefined,
    faulted: (error) => {
      throw error
    },
    sync: false,
  })
  const [staff] = opened.store.read(listStaff)
  const session = { staff }
  const ask = async (name: string, input: unknown): Promise<unknown> => {
    const answer = await engine.ask(session, name, input)
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.refusal)}`)
    return answer.value
  }
  for (let n = 0; n < 100_000; n += 1) {
    const visit = aVisit(lottery.pick(['A01', 'B01', 'C05', 'D01', 'V04']), { nowMs: seams.wallMs() })
    for (let typed = 1; typed <= 3; typed += 1) {
      const draft: IntakeDraft = { ...visit, applicant: { ...visit.applicant, address: `金山村${typed}组` } }
      await ask('draft.save', { draft })
      acknowledge(`draft ${visit.draftId} ${typed}`)
    }
    if (lottery.chance(0.2)) continue
    const { defaultChoice } = (await ask('intake.review', { draftId: visit.draftId })) as {
      defaultChoice: string
    }
    const decided = (await ask('intake.decide', { draftId: visit.draftId, choice: defaultChoice })) as {
      caseId: string
      caseNo: string
      papers: readonly { paperId: string }[]
    }
    acknowledge(`case ${decided.caseId} ${decided.caseNo}`)
    for (const { paperId } of decided.papers) {
      const { printed } = (await ask('paper.printed', { paperId })) as { printed: number }
      acknowledge(`printed ${paperId} ${printed}`)
    }
  }
}

/** Written before the next step begins: what the parent read was answered, whatever happens now. */
function acknowledge(line: string): void {
  writeSync(1, `${line}\n`)
}
