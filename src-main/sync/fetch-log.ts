import { keepFetched } from '#main/store/notes/epoch.ts'
import { type FetchedRow, lastFetched } from '#main/store/queries/epoch.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import { type ChainPoint, checkLink, noHash } from '#shared/protocol/entry.ts'
import type { SealedLog } from '#shared/protocol/messages.ts'
import type { Store } from '#shared/sqlite/store.ts'
import { type Carry, lineIdleMs } from './carry.ts'
import { type Line, lineOf, logAfter, type Reply } from './city-client.ts'
import type { Enrolled } from './enrol.ts'

/**
 * Page by page up to the seal, each page kept as it comes; a page that does not follow on is none. A city that
 * has lost entries it once sealed cannot give them back: then what is here is all there is.
 */
export async function fetchLog(
  store: Store,
  line: Line,
  log: SealedLog,
  from: ChainPoint,
): Promise<Reply<unknown> | undefined> {
  const name = { centreId: log.centreId, deskId: line.deskId, epoch: log.epoch }
  let at: ChainPoint = store.read((reader) => lastFetched(reader, log.epoch)) ?? from
  const pageAfter = (after: number) => logAfter(line, { epoch: log.epoch, after })
  let ahead: ReturnType<typeof pageAfter> | undefined
  while (at.seq < log.seq) {
    const reply = await (ahead ?? pageAfter(at.seq))
    if (reply.type !== 'answer') return reply
    const rows: FetchedRow[] = []
    for (const entry of reply.body.entries) {
      const checked = checkLink(entry, at, name)
      if (!checked.ok) return { type: 'outage', reason: 'city-error' }
      at = { seq: checked.link.envelope.seq, hash: checked.link.hash }
      rows.push({ epoch: log.epoch, ...at, ...entry })
    }
    if (rows.length === 0 && reply.body.head.seq < log.seq) return undefined
    if (rows.length === 0) return { type: 'outage', reason: 'city-error' }
    // On its way while this one is written; what comes of it is looked at in its turn.
    ahead = at.seq < log.seq ? pageAfter(at.seq) : undefined
    store.write((writer) => {
      keepFetched(writer, rows)
      return ok(undefined)
    })
  }
  return at.hash === log.hash ? undefined : { type: 'outage', reason: 'city-error' }
}

/**
 * A machine that takes the place of another: what the city has of the desk's logs at this centre comes onto its disk
 * before anything is written here. Cut off, it goes on where it was when the program is started again; throws
 * `earlier-logs` until everything is here.
 */
export async function fetchEarlier(
  store: Store,
  { certificate, cityKey, deskKey }: Pick<Enrolled, 'certificate' | 'cityKey' | 'deskKey'>,
  { carry, cityUrl, seams }: { readonly carry: Carry; readonly cityUrl: string; readonly seams: Seams },
): Promise<readonly SealedLog[]> {
  const { before = [], centreId, deskId } = certificate
  const logs = before.filter((log) => log.centreId === centreId && log.seq > 0)
  const line = lineOf({ cityKey, cityUrl, deskId, deskKey }, { carry, idleMs: lineIdleMs, seams })
  for (const log of logs) {
    const trouble = await fetchLog(store, line, log, { seq: 0, hash: noHash })
    if (!trouble || trouble.type === 'answer') continue
    const why = trouble.type === 'problem' ? trouble.problem.code : trouble.reason
    throw new Fault(
      'earlier-logs',
      why,
      '这个窗口原来的记录还没有全部取回，请检查网络后重新打开程序，取过的不会再取。',
    )
  }
  return logs
}
