import type { Enrolled } from '#main/sync/enrol.ts'
import { type Envelope, entryHash } from '#shared/protocol/entry.ts'
import { LogPage } from '#shared/protocol/epoch.ts'
import { type CaseDigest, Signed } from '#shared/protocol/messages.ts'
import { digestOf, digestText } from '../day/compare.ts'
import type { AskAs } from '../day/play-visit.ts'
import { sent, signed } from '../mutate/wire.ts'
import { askOperator, type CityProcess } from './city-process.ts'
import { type DeskProcess, verifiedLog } from './desk-process.ts'
import type { Kept, Quiet } from './history.ts'

/** Both sides of a desk that rests: its folder opened while no process has it, and the city asked. */
export async function quietOf(desk: DeskProcess, city: CityProcess): Promise<Quiet> {
  const { certificate } = desk.enrolled
  const cityLog = await cityLogOf(city.url, desk.enrolled)
  const theirs = await casesAt(city, certificate.centreId)
  return desk.inside(async (opened) => {
    await opened.signIn()
    const ask = opened.ask as AskAs
    const log = verifiedLog(opened)
    const digests = new Map<string, string>()
    for (const { caseId, kind } of log) {
      if (kind !== 'matter-received' || caseId === undefined) continue
      const view = await ask('case.view', { caseId: caseId as never })
      if (!view.ok) throw new Error(`${desk.name} does not know its case ${caseId}`)
      digests.set(view.value.caseNo, digestText(digestOf(view.value)))
    }
    return { desk: desk.name, log, cityLog, digests, cityDigests: theirs }
  })
}

/** A desk's log as the city has it, asked with the desk's own key. */
export async function cityLogOf(
  cityUrl: string,
  { certificate, deskKey }: Pick<Enrolled, 'certificate' | 'deskKey'>,
  from = 0,
): Promise<readonly Kept[]> {
  const all: Kept[] = []
  const desk = { url: cityUrl, cityKey: '', publicKey: '', certificate, privateKey: deskKey }
  for (;;) {
    const path = `/v1/log?epoch=${certificate.epoch}&after=${from + all.length}`
    const heard = await sent(cityUrl, signed(desk, { method: 'GET', path }))
    if (heard?.status !== 200) throw new Error(`the log was not read: ${heard?.status} ${heard?.text}`)
    const page = LogPage.parse(JSON.parse(Signed.parse(JSON.parse(heard.text)).body))
    if (page.entries.length === 0) return all
    for (const { envelope } of page.entries) {
      const { case_id, entry_id, kind, seq } = JSON.parse(envelope) as Envelope
      all.push({ seq, hash: entryHash(envelope), entryId: entry_id, kind, caseId: case_id })
    }
  }
}

async function casesAt(city: CityProcess, centreId: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (let after: string | null = ''; after !== null; ) {
    const page: { readonly cases: readonly CaseDigest[]; readonly next: string | null } = await askOperator(
      city,
      'GET',
      `/v1/operator/centres/${centreId}/cases?limit=200&after=${after}`,
    )
    for (const digest of page.cases) found.set(digest.caseNo, digestText(digest))
    after = page.next
  }
  return found
}
