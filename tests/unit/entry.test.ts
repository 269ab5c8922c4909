import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeKeyPair } from '#shared/crypto/suite.ts'
import { canonical, type Json } from '#shared/kernel/json.ts'
import {
  bodyCommit,
  type ChainPoint,
  checkLink,
  type Entry,
  Envelope,
  entryHash,
  noHash,
  writeEnvelope,
} from '#shared/protocol/entry.ts'
import { limits } from '#shared/protocol/limits.ts'
import { Push, SignedHead } from '#shared/protocol/messages.ts'
import { bodyDigest, headVerifies, requestVerifies, signHead, signRequest } from '#shared/protocol/signing.ts'

const log = { centreId: '360322102', deskId: '019956a0-0000-7000-8000-00000000000a', epoch: 1 }
const start: ChainPoint = { seq: 0, hash: noHash }

/** A small log as a desk writes it; salts and bodies are made from the seed, so a failure repeats. */
function aLog(length: number, seed = 1): readonly Entry[] {
  let prev = noHash
  return Array.from({ length }, (_, at) => {
    const body = JSON.stringify({ type: 'paper-printed', n: at, name: `陈桂香${seed}` })
    const salt = Buffer.alloc(32, seed * 31 + at).toString('base64url')
    const envelope = writeEnvelope(
      Envelope.parse({
        v: 1,
        hash_alg: 'sha256',
        centre_id: log.centreId,
        desk_id: log.deskId,
        epoch: 1,
        seq: at + 1,
        entry_id: `019956a0-0000-7000-8000-${String(at).padStart(12, '0')}`,
        kind: 'paper-printed',
        kind_v: 1,
        actor: 'desk',
        wall_ms: 1_790_000_000_000 + at,
        boot_id: 'boot',
        mono_ms: at,
        deps: [],
        body_len: Buffer.byteLength(body),
        body_commit: bodyCommit(salt, body),
        prev,
      }),
    )
    prev = entryHash(envelope)
    return { envelope, salt, body }
  })
}

test('an envelope is written by hand as canonical JSON would be, with and without what may be left out', () => {
  const [first] = aLog(1)
  const least = Envelope.parse(JSON.parse(first?.envelope ?? ''))
  const most = Envelope.parse({
    ...least,
    case_id: '019956a0-0000-7000-8000-0000000000c1',
    actor: '工号 "1"\\',
    base: { case_rev: 3, case_head: noHash },
    origin: { wall_ms: 5, epoch: 2, seq: 7, hash: noHash },
    deps: ['b', 'a'],
  })
  expect(Object.keys(most).toSorted()).toEqual(Object.keys(Envelope.shape).toSorted())
  for (const envelope of [least, most]) expect(writeEnvelope(envelope)).toBe(canonical(envelope as Json))
})

/** Walks a log as the city and the verifier do; the end must be the head that was signed. */
function walk(entries: readonly Entry[], head: ChainPoint): string {
  let point = start
  for (const entry of entries) {
    const checked = checkLink(entry, point, log)
    if (!checked.ok) return checked.fault
    point = { seq: checked.link.envelope.seq, hash: checked.link.hash }
  }
  return point.seq === head.seq && point.hash === head.hash ? 'valid' : 'head-differs'
}

function headOf(entries: readonly Entry[]): ChainPoint {
  const last = entries.at(-1)
  return last ? { seq: entries.length, hash: entryHash(last.envelope) } : start
}

function flipped(text: string, bit: number): string {
  const bytes = Buffer.from(text)
  const at = (bit >> 3) % bytes.length
  bytes[at] = (bytes[at] ?? 0) ^ (1 << (bit & 7))
  return bytes.toString('utf8')
}

describe('canonical bytes', () => {
  test('one value has one text: sorted keys, no blanks, nothing undefined', () => {
    const text = canonical({ b: 1, a: { d: [true, null, 'ä'], c: undefined }, '': -0.5, é: '"\\\n' })
    expect(text).toBe('{"":-0.5,"a":{"d":[true,null,"ä"]},"b":1,"é":"\\"\\\\\\n"}')
  })

  test('the order in which a value was built does not matter, and reading it back gives the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonical(value as Json)
        const read = JSON.parse(text) as Json
        expect(canonical(read)).toBe(text)
        expect(canonical(reversed(read))).toBe(text)
      }),
    )
  })

  test('the hash of an envelope, once given out, never changes', () => {
    const [entry] = aLog(1)
    expect(entryHash(entry?.envelope ?? '')).toBe('-CSz-w7rAB8OpDr5xVI4B4hfXmIf7WzGDcskgcpWgNU')
    expect(noHash).toHaveLength(43)
  })
})

describe('a log of entries', () => {
  const entries = aLog(6)
  const head = headOf(entries)

  test('is accepted as it was written', () => expect(walk(entries, head)).toBe('valid'))

  test.each(['envelope', 'salt', 'body'] as const)('any one changed bit of any %s is found', (part) => {
    for (const [at, entry] of entries.entries())
      for (let bit = 0; bit < Buffer.byteLength(entry[part]) * 8; bit += 1) {
        const text = flipped(entry[part], bit)
        const spoiled = entries.with(at, { ...entry, [part]: text })
        if (walk(spoiled, head) === 'valid')
          throw new Error(`bit ${bit} of ${part} ${at} was changed unseen: ${text}`)
      }
  })

  test('changes to more than one place are found, also when the changer mends every hash he can', () => {
    fc.assert(
      fc.property(fc.nat(4), fc.string(), (at, text) => {
        const entry = entries[at]
        if (!entry) return
        const body = JSON.stringify({ text })
        const salt = Buffer.alloc(32, 7).toString('base64url')
        const envelope = JSON.parse(entry.envelope) as Envelope
        const mended = { ...envelope, body_len: Buffer.byteLength(body), body_commit: bodyCommit(salt, body) }
        expect(walk(entries.with(at, { envelope: writeEnvelope(mended), salt, body }), head)).toBe(
          'prev-broken',
        )
      }),
    )
  })

  test('a swap, a gap, a repeat and an inserted stranger are found, wherever they are', () => {
    const stranger = aLog(6, 2)
    fc.assert(
      fc.property(fc.nat(5), fc.nat(5), (one, other) => {
        const [a, b] = [entries[one], entries[other]]
        if (!a || !b) return
        expect(walk(entries.toSpliced(one, 1), head)).not.toBe('valid')
        expect(walk(entries.toSpliced(other, 0, a), head)).not.toBe('valid')
        expect(walk(entries.toSpliced(one, 0, ...stranger.slice(other, other + 1)), head)).not.toBe('valid')
        expect(walk(entries.toSpliced(one, 1, ...stranger.slice(one, one + 1)), head)).not.toBe('valid')
        if (one !== other) expect(walk(entries.with(one, b).with(other, a), head)).not.toBe('valid')
      }),
    )
  })

  test('cut off at the end it no longer reaches the head that was signed', () => {
    for (let n = 0; n < 6; n += 1) expect(walk(entries.slice(0, n), head)).toBe('head-differs')
  })

  test('says in one word what is wrong', () => {
    const [first] = entries
    if (!first) throw new Error('a log has a first entry')
    const envelope = JSON.parse(first.envelope) as Envelope
    const said = (text: string) => checkLink({ ...first, envelope: text }, start, log)
    expect(said('{')).toEqual({ ok: false, fault: 'envelope-unreadable' })
    expect(said(canonical({ ...envelope, name: '陈桂香' } as Json))).toEqual({
      ok: false,
      fault: 'envelope-unreadable',
    })
    expect(said(JSON.stringify(envelope, null, 1))).toEqual({ ok: false, fault: 'not-canonical' })
    expect(said(writeEnvelope({ ...envelope, epoch: 2 }))).toEqual({ ok: false, fault: 'wrong-log' })
    expect(said(writeEnvelope({ ...envelope, centre_id: '360322103' as never }))).toEqual({
      ok: false,
      fault: 'wrong-log',
    })
    expect(said(writeEnvelope({ ...envelope, seq: 2 }))).toEqual({ ok: false, fault: 'seq-gap' })
    expect(said(writeEnvelope({ ...envelope, prev: 'Q'.repeat(43) }))).toEqual({
      ok: false,
      fault: 'prev-broken',
    })
    expect(checkLink({ ...first, body: `${first.body} ` }, start, log)).toEqual({
      ok: false,
      fault: 'body-changed',
    })
  })

  test('the envelope carries no personal data: the name is only in the body', () => {
    for (const { body, envelope } of entries) {
      expect(body).toContain('陈桂香')
      expect(envelope).not.toContain('陈桂香')
    }
  })
})

describe('what a desk signs', () => {
  const pair = makeKeyPair()
  const other = makeKeyPair()
  const head = { epoch: 1, seq: 6, hash: headOf(aLog(6)).hash, wallMs: 1_790_000_000_000 }

  test('a signed head counts for this desk, this place in the log and this key only', () => {
    const signed = SignedHead.parse(signHead(pair.privateKey, log.deskId, head))
    expect(headVerifies(pair.publicKey, log.deskId, signed)).toBe(true)
    expect(headVerifies(other.publicKey, log.deskId, signed)).toBe(false)
    expect(headVerifies(pair.publicKey, log.deskId.replace('a', 'b'), signed)).toBe(false)
    for (const change of [{ epoch: 2 }, { seq: 7 }, { hash: noHash }, { wallMs: 0 }])
      expect(headVerifies(pair.publicKey, log.deskId, { ...signed, ...change })).toBe(false)
  })

  test('a signed request counts for its method, path, desk, time, nonce and body only', () => {
    const parts = {
      method: 'POST',
      path: '/v1/push',
      deskId: log.deskId,
      createdMs: '1790000000000',
      nonce: 'n1',
      digest: bodyDigest(Buffer.from('{}')),
    }
    const signature = signRequest(pair.privateKey, parts)
    expect(requestVerifies(pair.publicKey, parts, signature)).toBe(true)
    for (const name of Object.keys(parts))
      expect(requestVerifies(pair.publicKey, { ...parts, [name]: 'x' }, signature), name).toBe(false)
    expect(requestVerifies(pair.publicKey, parts, '')).toBe(false)
  })

  test('a push without entries, or with more than one request may carry, is no push', () => {
    const message = {
      proto: 1,
      batchId: 'b',
      epoch: 1,
      fromSeq: 1,
      prevHash: noHash,
      head: signHead(pair.privateKey, log.deskId, head),
    }
    const [entry] = aLog(1)
    expect(Push.safeParse({ ...message, entries: [entry] }).success).toBe(true)
    expect(Push.safeParse({ ...message, entries: [] }).success).toBe(false)
    expect(Push.safeParse({ ...message, entries: Array(limits.maxEntries + 1).fill(entry) }).success).toBe(
      false,
    )
    expect(Push.safeParse({ ...message, entries: [{ ...entry, more: 1 }] }).success).toBe(false)
  })
})

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, member === undefined ? undefined : reversed(member)]),
  )
}
