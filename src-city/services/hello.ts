import { hash } from '#shared/crypto/suite.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { noHash } from '#shared/protocol/entry.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { Hello, LogPoint, Welcome } from '#shared/protocol/messages.ts'
import type { DeskRow } from '../store/queries/desk.ts'
import { listEarlierDispositions } from '../store/queries/disposition.ts'
import { findSession, listLacking, type SessionRow } from '../store/queries/epoch.ts'
import { findEndHeard } from '../store/queries/feed.ts'
import { findLogHead, type LogPosition, listHashes } from '../store/queries/log.ts'
import { recordContact } from '../store/record-contact.ts'
import { recordSession } from '../store/record-epoch.ts'
import { recordRevokedAt } from '../store/record-roster.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { Answer, City } from './city.ts'

/** How long a revoked desk may hand in what it wrote (sync.md C.19). */
export const uploadOnlyMs = 30 * 86_400_000

/**
 * Tells a desk how much of its log the city has, number and hash, and refuses one whose log cannot be the
 * continuation of it: a desk that knows less than the city was restored, one that cannot go on from the
 * newest token is one of two (sync.md C.8). A city that knows less than it once acknowledged has lost its
 * memory and is sent everything again (C.16); that is for the desk to see.
 */
export async function welcomeDesk(city: City, desk: DeskRow, hello: Hello): Answer<Welcome> {
  const greeted = await city.store.write(desk.centres, async (writer) => {
    const answer = await compared(city, writer, desk, hello)
    const nowMs = city.nowMs()
    // Who is refused was here all the same.
    await recordContact(writer, {
      centreId: desk.centreId,
      deskId: desk.deskId,
      seenMs: nowMs,
      waiting: hello.backlog?.entries ?? Math.max(0, hello.head.seq - hello.acked.seq),
      oldestMs: hello.backlog?.oldestMs ?? null,
      appVersion: hello.appVersion ?? null,
      skewMs: hello.wallMs - nowMs,
      refusedCode: answer.ok ? null : answer.refusal.code,
    })
    return ok(answer)
  })
  return greeted.ok ? greeted.value : greeted
}

async function compared(city: City, writer: Writer, desk: DeskRow, hello: Hello): Answer<Welcome> {
  if (hello.epoch !== desk.epoch) return refuse('E_EPOCH_FENCED', { field: 'epoch' })
  const head = await findLogHead(writer, desk)
  const point = { seq: head?.seq ?? 0, hash: head?.hash ?? noHash }
  const told = { seq: String(point.seq), hash: point.hash }
  if (hello.proto > 1 && hello.head.seq < point.seq) return refuse('E_ROLLED_BACK', told)
  if (await differs(writer, desk, hello, head)) return refuse('E_FORKED', told)
  // Locked: of two machines that greet at once one is the copy.
  const session = await findSession(writer, desk, true)
  if (isCopy(desk, session, hello)) return refuse('E_CLONE_SUSPECT', told)
  await note(city, writer, desk, hello, session)
  const lacking = await listLacking(writer, desk.deskId)
  const earlier = desk.epoch > 1 ? await listEarlierDispositions(writer, desk) : undefined
  const feedEnd = desk.revokedMs === null ? await findEndHeard(writer, desk) : undefined
  return ok(welcome(city, desk, hello, { earlier, feedEnd, head, lacking, point }))
}

/**
 * Only who has the newest token goes on from it. Whoever names the newest as the next one has been here
 * and never saw the answer. A city without memory of a session has nothing to compare, and a desk of
 * version 1 has no tokens. A revoked desk only hands in what it wrote: there is no newer one to protect from it, and
 * no new log that would let it.
 */
function isCopy(
  { revokedMs }: DeskRow,
  session: SessionRow | undefined,
  { nextToken, proto, token }: Hello,
): boolean {
  if (!session || proto === 1 || revokedMs !== null) return false
  return ![token, nextToken].some((each) => each !== undefined && tokenHash(each) === session.tokenHash)
}

/** Where a revoked desk stood when it first came back, and the secret the next greeting goes on from. */
async function note(
  city: City,
  writer: Writer,
  desk: DeskRow,
  { head, nextToken }: Hello,
  session: SessionRow | undefined,
): Promise<void> {
  const { centreId, deskId, revokedMs, revokedSeq } = desk
  if (revokedMs !== null && revokedSeq === null) await recordRevokedAt(writer, desk, head.seq)
  if (nextToken === undefined || tokenHash(nextToken) === session?.tokenHash) return
  await recordSession(writer, {
    centreId,
    deskId,
    tokenHash: tokenHash(nextToken),
    issuedMs: city.nowMs(),
  })
}

/** Where both say they stand must be one and the same log. */
async function differs(
  reader: Reader,
  desk: DeskRow,
  { acked, head: mine }: Hello,
  head: LogPosition | undefined,
): Promise<boolean> {
  for (const { hash: told, seq } of [acked, mine]) {
    if (!head || seq === 0 || seq > head.seq) continue
    const known = seq === head.seq ? head.hash : (await listHashes(reader, desk, seq, seq))[0]?.hash
    if (known !== told) return true
  }
  return false
}

function welcome(
  city: City,
  desk: DeskRow,
  hello: Hello,
  told: {
    readonly earlier: Welcome['earlier']
    readonly feedEnd: Welcome['feedEnd']
    readonly head: LogPosition | undefined
    readonly point: LogPoint
    readonly lacking: Awaited<ReturnType<typeof listLacking>>
  },
): Welcome {
  const { earlier, feedEnd, head, lacking, point } = told
  const { revokedMs, revokedSeq } = desk
  const first: Welcome = {
    cityId: city.identity.cityId,
    cityEpoch: city.identity.cityEpoch,
    logHead: point,
    durable: city.store.durable,
    cityMs: city.nowMs(),
    limits: { ...limits },
  }
  // A desk of version 1 reads exactly this and nothing more.
  if (hello.proto === 1) return first
  return {
    ...first,
    durableSeq: head?.durableSeq ?? 0,
    appliedSeq: head?.appliedSeq ?? 0,
    pruneOkSeq: head?.pruneOkSeq ?? 0,
    sealKey: city.identity.sealKey,
    lean: true,
    zstd: true,
    certificateEndsMs: desk.certificateEndsMs,
    ...(earlier ? { earlier } : {}),
    ...(feedEnd ? { feedEnd } : {}),
    ...(lacking.length === 0
      ? {}
      : {
          lacking: lacking.map(({ epoch, hash: at, seq }) => ({
            epoch,
            logHead: { seq, hash: at ?? noHash },
          })),
        }),
    ...(revokedMs === null
      ? {}
      : { revoked: { throughSeq: revokedSeq ?? hello.head.seq, sealsMs: revokedMs + uploadOnlyMs } }),
  }
}

function tokenHash(token: string): string {
  return hash('gsc/session/1', token).toString('base64url')
}
