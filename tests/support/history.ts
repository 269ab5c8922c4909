/**
 * What clerks at several desks were told, in the order in which they were told it, and what was found when it
 * was quiet. A desk that was killed goes on under the same name: its clerks know nothing of that.
 */
export type Happened = { readonly desk: string } & (
  | { readonly t: 'began' }
  /** An answer: the case is taken in, and how many lines its history has now. */
  | { readonly t: 'took'; readonly caseId: string; readonly caseNo: string; readonly lines: number }
  /** An answer: an act on a case was done. */
  | { readonly t: 'acted'; readonly caseId: string; readonly act: string; readonly lines: number }
  /** Somebody looked at a case; no lines when the desk did not know it. */
  | { readonly t: 'saw'; readonly caseId: string; readonly lines?: number }
  | { readonly t: 'stood'; readonly head: number; readonly confirmed: number }
)

/** One desk when it is quiet, read from outside: its own log, the city's copy of it, and cases on both sides. */
export type Quiet = {
  readonly desk: string
  readonly log: readonly Kept[]
  readonly cityLog: readonly Kept[]
  /** By case number, as the desk knows its cases and as the city knows them. */
  readonly digests: ReadonlyMap<string, string>
  readonly cityDigests: ReadonlyMap<string, string>
}
export type Kept = {
  readonly seq: number
  readonly hash: string
  readonly entryId: string
  readonly kind: string
  readonly caseId: string | undefined
}

/** Everything the history or the end of it breaks; empty is right. */
export function brokenIn(history: readonly Happened[], quiet: readonly Quiet[]): readonly string[] {
  const desks = [...new Set([...history.map(({ desk }) => desk), ...quiet.map(({ desk }) => desk)])]
  return [
    ...desks.flatMap((desk) => asOneDesk(history.filter((each) => each.desk === desk))),
    ...quiet.flatMap((each) =>
      inTheEnd(
        history.filter(({ desk }) => desk === each.desk),
        each,
      ),
    ),
    ...onceOverAll(quiet),
  ]
}

/** Read your writes, and never read less than before: of every case, and of where the log stands. */
function asOneDesk(history: readonly Happened[]): readonly string[] {
  const broken: string[] = []
  const known = new Map<string, number>()
  let [head, confirmed] = [0, 0]
  for (const each of history)
    if (each.t === 'took' || each.t === 'acted' || each.t === 'saw') {
      const before = known.get(each.caseId) ?? 0
      if ((each.lines ?? 0) < before)
        broken.push(
          `${each.desk}: case ${each.caseId} had ${before} lines and now ${each.lines ?? 'is unknown'}`,
        )
      known.set(each.caseId, Math.max(before, each.lines ?? 0))
    } else if (each.t === 'stood') {
      if (each.head < head || each.confirmed < confirmed)
        broken.push(`${each.desk}: stood at ${head}/${confirmed} and now at ${each.head}/${each.confirmed}`)
      head = each.head
      confirmed = each.confirmed
    }
  return broken
}

/** What was answered is in the log once and in its order; the city has the same log and the same cases. */
function inTheEnd(
  history: readonly Happened[],
  { cityDigests, cityLog, desk, digests, log }: Quiet,
): readonly string[] {
  const broken: string[] = []
  const received = Map.groupBy(
    log.filter(({ kind }) => kind === 'matter-received'),
    ({ caseId }) => caseId,
  )
  for (const each of history) {
    if (each.t !== 'took') continue
    const times = received.get(each.caseId)?.length ?? 0
    if (times !== 1) broken.push(`${desk}: ${each.caseNo} was taken in and is in the log ${times} times`)
  }
  const order = (entries: readonly Kept[], caseId: string) =>
    entries.filter((entry) => entry.caseId === caseId).map(({ entryId }) => entryId)
  for (const caseId of new Set(log.flatMap((entry) => entry.caseId ?? []))) {
    const [here, there] = [order(log, caseId), order(cityLog, caseId)]
    if (here.join() !== there.join())
      broken.push(
        `${desk}: case ${caseId} has ${here.length} acts here and ${there.length} at the city, or in another order`,
      )
  }
  const cityHashes = new Map(cityLog.map(({ hash, seq }) => [seq, hash]))
  const differs = log.find(({ hash, seq }) => cityHashes.get(seq) !== hash)
  if (differs)
    broken.push(
      `${desk}: ${differs.seq} is ${cityHashes.has(differs.seq) ? 'another' : 'missing'} at the city`,
    )
  if (cityLog.length !== log.length)
    broken.push(`${desk}: ${log.length} entries here and ${cityLog.length} at the city`)
  const furthest = Math.max(0, ...history.map((each) => (each.t === 'stood' ? each.confirmed : 0)))
  if (furthest > cityLog.length)
    broken.push(`${desk}: ${furthest} were confirmed and ${cityLog.length} are at the city`)
  for (const [caseNo, digest] of digests)
    if (cityDigests.get(caseNo) !== digest)
      broken.push(`${desk}: ${caseNo} differs: ${digest} / ${cityDigests.get(caseNo)}`)
  return broken
}

/** No act and no number is there twice, over all desks. */
function onceOverAll(quiet: readonly Quiet[]): readonly string[] {
  const ids = quiet.flatMap(({ cityLog }) => cityLog.map(({ entryId }) => entryId))
  const numbers = quiet.flatMap(({ digests }) => [...digests.keys()])
  return [
    ...twice(ids).map((id) => `act ${id} is there twice`),
    ...twice(numbers).map((no) => `${no} was given twice`),
  ]
}

function twice(all: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return all.filter((one) => seen.has(one) || !seen.add(one))
}
