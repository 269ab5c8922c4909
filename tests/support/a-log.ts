import { gzipSync, zstdCompressSync } from 'node:zlib'
import type { z } from 'zod'
import { hash } from '#shared/crypto/suite.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { makeCaseNo } from '#shared/domain/case-number.ts'
import type { DeskEvent } from '#shared/domain/events.ts'
import {
  bodyCommit,
  type Entry,
  type Envelope,
  entryHash,
  noHash,
  writeEnvelope,
} from '#shared/protocol/entry.ts'
import { type FeedEntry, FeedPage, feedFollows } from '#shared/protocol/feed.ts'
import { leanOf } from '#shared/protocol/lean-entry.ts'
import {
  CaseDigest,
  type Certificate,
  type Packing,
  type Push,
  PushAck,
  Signed,
  Welcome,
} from '#shared/protocol/messages.ts'
import {
  answerVerifies,
  bodyDigest,
  requestHeaders,
  signHead,
  signRequest,
} from '#shared/protocol/signing.ts'

/** Monday, 14 September 2026, a quarter past nine in China. */
export const openingMs = Date.UTC(2026, 8, 14, 1, 15)

export type EnrolledDesk = {
  readonly url: string
  readonly cityKey: string
  readonly certificate: Certificate
  readonly publicKey: string
  readonly privateKey: string
}

export type Act = {
  readonly event: object
  readonly kind?: string
  readonly kindV?: number
  readonly caseId?: string | undefined
  readonly entryId?: string
  readonly wallMs?: number
  readonly actor?: string
  readonly body?: string
}

/**
 * A log built entry by entry, by hand: what a desk would write, and whatever a desk never would.
 */
export function aLog(desk: EnrolledDesk, from?: { readonly entries: readonly Entry[] }) {
  const { deskId, centreId, epoch } = desk.certificate
  const entries: Entry[] = [...(from?.entries ?? [])]

  function add(act: Act): Entry {
    const body = act.body ?? JSON.stringify(act.event)
    const salt = hash(`salt ${deskId} ${entries.length} ${body}`).toString('base64url')
    const { type, caseId } = act.event as { readonly type?: string; readonly caseId?: string }
    const inCase = 'caseId' in act ? act.caseId : caseId
    const last = entries.at(-1)
    const envelope = {
      v: 1,
      hash_alg: 'sha256',
      centre_id: centreId,
      desk_id: deskId,
      epoch,
      seq: entries.length + 1,
      entry_id: act.entryId ?? uuidV7(openingMs),
      kind: act.kind ?? type ?? 'unnamed',
      kind_v: act.kindV ?? 1,
      ...(inCase === undefined ? {} : { case_id: inCase }),
      actor: act.actor ?? 'lin',
      wall_ms: act.wallMs ?? openingMs + entries.length * 1000,
      boot_id: 'boot-1',
      mono_ms: entries.length * 1000,
      deps: [],
      body_len: Buffer.byteLength(body),
      body_commit: bodyCommit(salt, body),
      prev: last ? entryHash(last.envelope) : noHash,
    } as unknown as Envelope
    const entry = { envelope: writeEnvelope(envelope), salt, body }
    entries.push(entry)
    return entry
  }

  /** A batch of entries `fromSeq` to `throughSeq`, both included, signed. */
  function batch(fromSeq = 1, throughSeq = entries.length) {
    const before = entries[fromSeq - 2]
    const last = entries[throughSeq - 1] ?? entries.at(-1)
    if (!last) throw new Error('an empty log has no batch')
    const head = { epoch, seq: throughSeq, hash: entryHash(last.envelope), wallMs: openingMs }
    return {
      proto: 1,
      batchId: uuidV7(openingMs),
      epoch,
      fromSeq,
      prevHash: before ? entryHash(before.envelope) : noHash,
      entries: entries.slice(fromSeq - 1, throughSeq),
      head: signHead(desk.privateKey, deskId, head),
    }
  }

  return {
    entries,
    add,
    batch,
    opened: () =>
      add({
        event: {
          type: 'desk-opened',
          deskId,
          centreId,
          centreName: '某镇便民服务中心',
          deskPart: desk.certificate.deskPart,
          practice: false,
        },
      }),
    received: (serial: number, change: object = {}) => {
      const event = matterReceived(desk.certificate, serial, change)
      add({ event })
      return event
    },
    decided: (caseId: string, change: object = {}) => {
      const event = matterDecided(caseId, change)
      add({ event })
      return event
    },
    printed: (caseId: string, paperId: string) => add({ event: { type: 'paper-printed', caseId, paperId } }),
  }
}

type MatterReceived = Extract<DeskEvent, { type: 'matter-received' }>
type MatterDecided = Extract<DeskEvent, { type: 'matter-decided' }>

export function matterReceived(
  { centreId, deskPart }: Pick<Certificate, 'centreId' | 'deskPart'>,
  serial: number,
  change: object = {},
): MatterReceived {
  const caseNo = makeCaseNo({ area: centreId.slice(0, 9), date: '2026-09-14', deskPart, serial })
  const item = (itemNo: string, itemId: string) => ({
    itemNo,
    itemId,
    name: '食品经营许可',
    deptName: '县市场监督管理局',
    role: 'DECIDE' as const,
    caseKind: 'PROMISED' as const,
    promised: { n: 10, unit: 'W' as const },
    statutory: { n: 20, unit: 'W' as const },
    state: 'RECEIVED' as const,
    clocks: { provisional: false },
  })
  const material = (n: number, judgement?: object) => ({
    rowId: `m${n}`,
    materialId: `mat-${n}`,
    name: '经营场所使用证明',
    copies: 1,
    form: '复印件',
    custodyPolicy: 'COPY',
    necessity: 'REQUIRED',
    howToObtain: '申请人自备',
    usedBy: ['01', '02'],
    ...(judgement ? { judgement } : {}),
  })
  return {
    type: 'matter-received',
    caseId: uuidV7(openingMs),
    caseNo,
    matterId: 'restaurant',
    matterName: '我要开餐馆',
    leadDept: '县市场监督管理局',
    catalogueVersion: '2026.09',
    receivedOn: '2026-09-14',
    receivedMs: openingMs,
    applicant: {
      partyId: uuidV7(openingMs),
      kind: 'PERSON',
      name: '丁小满',
      idNumber: '360322199001011234',
      identityMethod: 'TYPED',
      phone: '13807990000',
    },
    representative: { capacity: 'SELF' },
    answers: { area: 'small' },
    form: { shopName: '小满面馆' },
    items: [item('01', 'food-permit'), item('02', 'signboard')],
    materials: [
      material(1, { state: 'SUPPLIED', taken: 'COPY' }),
      material(2, { state: 'WAIVED', by: 'eLicense' }),
      material(3),
    ],
    ...change,
  } as unknown as MatterReceived
}

export function matterDecided(caseId: string, change: object = {}): MatterDecided {
  const clocks = {
    acceptedOn: '2026-09-14',
    promisedDue: '2026-09-28',
    statutoryDue: '2026-10-20',
    provisional: false,
  }
  return {
    type: 'matter-decided',
    caseId,
    choice: 'ACCEPT',
    decidedOn: '2026-09-14',
    outcomes: ['01', '02'].map((itemNo) => ({ itemNo, state: 'ACCEPTED', clocks })),
    papers: [
      {
        paperId: uuidV7(openingMs),
        kind: 'D2',
        serial: 1,
        docNo: `受-${caseId.slice(-6)}`,
        itemNos: ['01', '02'],
      },
    ],
    ...change,
  } as unknown as MatterDecided
}

export const packings = { gzip: gzipSync, zstd: zstdCompressSync }

export type Change = {
  readonly headers?: Readonly<Record<string, string>>
  readonly key?: string
  readonly packing?: Packing
  readonly raw?: Uint8Array
  /** Signed as desks of today sign: in the city's time and once. */
  readonly version2?: { readonly createdMs: string; readonly nonce: string }
}

/** Sends one signed request and returns what came back, unread. */
export async function ask(
  desk: EnrolledDesk,
  method: string,
  path: string,
  message?: unknown,
  change: Change = {},
) {
  const plain = change.raw ?? (message === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(message)))
  const body = change.packing ? packings[change.packing](plain) : plain
  const { deskId } = desk.certificate
  const { createdMs = '1', nonce = uuidV7(openingMs) } = change.version2 ?? {}
  const digest = bodyDigest(body)
  const signature = signRequest(change.key ?? desk.privateKey, {
    method,
    path,
    deskId,
    createdMs,
    nonce,
    digest,
    profile: change.version2 ? 2 : 1,
  })
  const response = await fetch(desk.url + path, {
    method,
    ...(method === 'GET' ? {} : { body: new Uint8Array(body) }),
    headers: {
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
      ...(change.packing ? { 'content-encoding': change.packing } : {}),
      [requestHeaders.desk]: deskId,
      [requestHeaders.created]: createdMs,
      [requestHeaders.nonce]: nonce,
      [requestHeaders.digest]: digest,
      [requestHeaders.signature]: signature,
      ...(change.version2 ? { [requestHeaders.profile]: '2' } : {}),
      ...change.headers,
    },
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** The signed body of a good answer; anything else fails the test with what was said instead. */
export function understood<Body>(
  desk: EnrolledDesk,
  answer: { readonly status: number; readonly text: string },
  shape: z.ZodType<Body>,
): Body {
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  const signed = Signed.parse(JSON.parse(answer.text))
  if (!answerVerifies(desk.cityKey, signed)) throw new Error('the answer is not signed by the city')
  return shape.parse(JSON.parse(signed.body))
}

/** The same batch as a desk sends it to a city that reads lean entries. */
export function leanBatch(batch: Push) {
  const entries = batch.entries as readonly Entry[]
  const lean = entries.map((entry, n) => {
    const before = entries[n - 1]
    const hash = before ? entryHash(before.envelope) : batch.prevHash
    const made = leanOf(entry, { seq: batch.fromSeq + n - 1, hash })
    if (!made) throw new Error('an envelope that cannot be written again')
    return made
  })
  return { ...batch, entries: lean }
}

export async function push(desk: EnrolledDesk, batch: object): Promise<PushAck> {
  return understood(desk, await ask(desk, 'POST', '/v1/push', batch, { packing: 'gzip' }), PushAck)
}

export async function hello(desk: EnrolledDesk): Promise<Welcome> {
  const start = { seq: 0, hash: noHash }
  const message = { proto: 1, epoch: desk.certificate.epoch, head: start, acked: start, wallMs: openingMs }
  return understood(desk, await ask(desk, 'POST', '/v1/hello', message), Welcome)
}

export async function readCase(desk: EnrolledDesk, caseNo: string): Promise<CaseDigest> {
  return understood(desk, await ask(desk, 'GET', `/v1/cases/${caseNo}`), CaseDigest)
}

/** The whole feed of the desk's centre from its start, page by page, checked as a desk checks it. */
export async function readFeed(desk: EnrolledDesk): Promise<readonly FeedEntry[]> {
  const entries: FeedEntry[] = []
  for (let cursor = { seq: 0, hash: noHash }; ; ) {
    const path = `/v1/feed?after=${cursor.seq}&hash=${cursor.hash}`
    const page = understood(desk, await ask(desk, 'GET', path), FeedPage)
    if (!feedFollows(desk.certificate.centreId, cursor, page.entries)) throw new Error('a gap in the feed')
    const last = page.entries.at(-1)
    if (!last) return entries
    entries.push(...page.entries)
    cursor = { seq: last.seq, hash: last.hash }
  }
}
