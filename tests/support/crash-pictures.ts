import { writeSync } from 'node:fs'
import { runDesk } from '#main/hosts/desk-engine.ts'
import { openDesk } from '#main/hosts/open-desk.ts'
import { systemSeams } from '#main/hosts/seams.ts'
import { listStaff } from '#main/store/queries/staff.ts'
import { root, rules } from './a-desk.ts'
import { aPicture } from './a-picture.ts'
import { aLottery } from './lottery.ts'
import { aVisit } from './visits.ts'

/**
 * A desk in a process of its own that photographs, decides and uploads until it is killed. One line of
 * acknowledgement for every answer: `kept` once the window would say so, `named` once the act is done.
 */
const [, , dir = '', secret = '', seed = '1'] = process.argv
const lottery = aLottery(Number(seed))
const seams = systemSeams()
acknowledge('go')
const opened = openDesk(root, dir, Buffer.from(secret, 'hex'))
const engine = runDesk({
  store: opened.store,
  pictures: opened.pictures,
  seams,
  rules,
  changed: () => undefined,
  faulted: (error) => {
    throw error
  },
  lookEveryMs: 50,
})
const [staff] = opened.store.read(listStaff)
const session = { staff }

for (let n = 0; n < 4; n += 1) {
  const visit = aVisit('V04', { nowMs: seams.wallMs() })
  const pictures: { rowId: string; pictureId: string }[] = []
  for (let page = 0; page < 2; page += 1) {
    const bytes = 80_000 + lottery.below(900_000)
    const picture = aPicture({ bytes, n: lottery.below(255) }).toString('base64')
    const kept = (await ask('picture.keep', { picture, label: '居民户口簿' })) as { pictureId: string }
    acknowledge(`kept ${kept.pictureId} ${bytes}`)
    pictures.push({ rowId: visit.materials[0]?.rowId ?? '', pictureId: kept.pictureId })
  }
  await ask('draft.save', { draft: { ...visit, pictures } })
  await ask('intake.decide', { draftId: visit.draftId, choice: 'ACCEPT' })
  for (const { pictureId } of pictures) acknowledge(`named ${pictureId}`)
}
// Nothing more is taken in: what is left of this life belongs to the line.
setInterval(() => undefined, 1_000)

async function ask(name: string, input: unknown): Promise<unknown> {
  const answer = await engine.ask(session, name, input)
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.refusal)}`)
  return answer.value
}

/** Written before the next step begins: what the parent read was answered, whatever happens now. */
function acknowledge(line: string): void {
  writeSync(1, `${line}\n`)
}
