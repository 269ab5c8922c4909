import { gzipSync } from 'node:zlib'
import { makeKeyPair } from '#shared/crypto/suite.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { entryHash, noHash } from '#shared/protocol/entry.ts'
import { signHead } from '#shared/protocol/signing.ts'
import { neighbour } from '../support/a-city.ts'
import { aFork, aGap, ofAnotherLog, onceMore, wrongBody, wrongEnvelope, wrongLean } from './batches.ts'
import {
  aBomb,
  anotherEncoding,
  anotherType,
  tooMuch,
  wrongAddress,
  wrongBytes,
  wrongHeaders,
} from './lines.ts'
import { messages } from './messages.ts'
import { type Mutant, posted, pushed, refused } from './mutant.ts'
import { canary, spoilt, spoiltText } from './spoil.ts'
import { wrongPiece } from './sticks.ts'
import { bytesType, signed, type Wire } from './wire.ts'
import type { World } from './world.ts'

type Maker = (world: World) => Mutant

/** Each kind with its share of all requests. */
export const kinds: Readonly<Record<string, readonly [share: number, make: Maker]>> = {
  'fields of a message': [24, (world) => ({ wire: posted(world, ...withJson(world, spoilt)) })],
  'text of a message': [10, (world) => ({ wire: posted(world, ...withText(world)) })],
  'envelope of an entry': [12, wrongEnvelope],
  'body of an entry': [14, wrongBody],
  'a lean entry': [8, wrongLean],
  'entry of another centre': [2, ofAnotherLog],
  'entries out of order': [3, outOfOrder],
  'a gap before the batch': [2, aGap],
  'a fork of the log': [2, aFork],
  'a batch once more': [2, onceMore],
  'a wrong head': [3, aWrongHead],
  'a request once more': [3, aReplay],
  'what belongs to another centre': [4, somebodyElses],
  'a bomb': [1, aBomb],
  'more than is taken': [1, tooMuch],
  'another content type': [3, anotherType],
  'another encoding': [3, anotherEncoding],
  'headers after signing': [5, wrongHeaders],
  'address and query': [5, wrongAddress],
  'bytes on the line': [3, wrongBytes],
  'pieces of files': [5, wrongPiece],
  'words of a department': [4, departmentWord],
  'questions of the operator': [2, operatorQuestion],
}

function withJson(world: World, change: typeof spoilt): [path: string, body: Buffer] {
  const [path, message] = world.lottery.pick(messages(world))
  return [path, Buffer.from(JSON.stringify(change(message, world.lottery)))]
}

function withText(world: World): [path: string, body: Buffer, more?: object] {
  const [path, message] = world.lottery.pick(messages(world))
  const text = spoiltText(JSON.stringify(message), world.lottery)
  return path === '/v1/push' && world.lottery.chance(0.5)
    ? [path, gzipSync(text), { encoding: 'gzip' }]
    : [path, text]
}

function outOfOrder(world: World): Mutant {
  const { desk, log } = world.writer
  const batch = log.batch(Math.max(1, log.entries.length - 5))
  const turned = world.lottery.chance(0.5) ? batch.entries.toReversed() : swapped(batch.entries, world)
  const last = turned.at(-1)
  const head = signHead(desk.privateKey, desk.certificate.deskId, {
    ...batch.head,
    hash: last ? entryHash(last.envelope) : noHash,
  })
  return { wire: pushed(world, { ...batch, entries: turned, head }), ...refused(422, 'E_CHAIN') }
}

function swapped<Item>(items: readonly Item[], { lottery }: World): readonly Item[] {
  const at = lottery.below(items.length - 1)
  return items.flatMap((item, n) => (n === at ? [] : n === at + 1 ? [item, items[at] as Item] : [item]))
}

function aWrongHead(world: World): Mutant {
  const { desk, log } = world.writer
  const batch = log.batch(Math.max(1, log.entries.length - 3))
  const { deskId } = desk.certificate
  const strange = makeKeyPair().privateKey
  return world.lottery.pick<() => Mutant>([
    () => ({
      wire: pushed(world, { ...batch, head: signHead(strange, deskId, batch.head) }),
      ...refused(422, 'E_SIG'),
    }),
    () => ({
      wire: pushed(world, { ...batch, head: signHead(desk.privateKey, canary, batch.head) }),
      ...refused(422, 'E_SIG'),
    }),
    () => ({
      wire: pushed(world, {
        ...batch,
        head: signHead(desk.privateKey, deskId, { ...batch.head, seq: batch.head.seq + 1 }),
      }),
      ...refused(422, 'E_CHAIN'),
    }),
    () => ({
      wire: pushed(world, { ...batch, prevHash: noHash.replace('A', 'B') }),
      ...refused(422, 'E_CHAIN'),
    }),
    () => ({ wire: pushed(world, { ...batch, epoch: 7 }), ...refused(409, 'E_EPOCH_FENCED') }),
    () => ({
      wire: pushed(world, { ...batch, proto: world.lottery.pick([0, -1, 3, 99]) }),
      ...refused(426, 'E_CLIENT_TOO_OLD'),
    }),
  ])()
}

function aReplay(world: World): Mutant {
  const [path, message] = world.lottery.pick(
    messages(world).filter(([at]) => at !== '/v1/enrol' && at !== '/v1/epochs'),
  )
  const wire = posted(world, path, Buffer.from(JSON.stringify(message)))
  return { before: wire, wire, ...refused(401, 'E_AUTH', 'replayed') }
}

function somebodyElses(world: World): Mutant {
  const { stranger, writer } = world
  const theirs = `/v1/pictures/${stranger.picture.pictureId}`
  const get = (path: string) => signed(writer.desk, { method: 'GET', path })
  const batch = stranger.log.batch(Math.max(1, stranger.log.entries.length - 2))
  return world.lottery.pick<() => Mutant>([
    () => ({ wire: get(`/v1/cases/${caseNoOf(stranger)}`), ...refused(404, 'not-found') }),
    () => ({ wire: posted(world, `${theirs}/done`, Buffer.from('{}')), ...refused(404, 'not-found') }),
    () => ({
      wire: signed(writer.desk, {
        method: 'PATCH',
        path: `${theirs}?offset=0`,
        body: stranger.picture.bytes,
        type: bytesType,
      }),
      ...refused(404, 'not-found'),
    }),
    () => ({ wire: pushed(world, batch), ...refused(403, 'E_SCOPE') }),
    () => ({ wire: get(`/v1/operator/centres/${neighbour}/feed`), ...refused(401, 'E_AUTH') }),
    () => ({ wire: get(`/v1/feed?after=1&hash=${entryHash(canary)}`), ...refused(410, 'E_FEED_COMPACTED') }),
    () => ({ wire: get(`/v1/log?epoch=9&after=0`), ...refused(404, 'not-found') }),
  ])()
}

function caseNoOf({ morning }: World['stranger']): string {
  const received = morning
    .map(({ body }) => JSON.parse(body) as { caseNo?: string })
    .find(({ caseNo }) => caseNo)
  return received?.caseNo ?? ''
}

function departmentWord(world: World): Mutant {
  const { lottery, officeKey, writer } = world
  const word = {
    requestId: `r-${uuidV7(Date.now())}`,
    caseNo: caseNoOf(writer),
    itemNo: '01',
    move: lottery.pick([
      { act: 'APPROVE', docNo: '金民决〔2026〕第7号' },
      { act: 'SUSPEND', kind: 'TESTING', expectedDays: 10 },
      { act: 'EXTEND', days: 10, approver: '周建国', reason: '需要部门会商' },
      { act: 'REJECT', reason: '不符合条件', remedies: '六十日内复议' },
    ]),
    docNo: '栗市监〔2026〕第118号',
    on: '2026-09-18',
  }
  const text = JSON.stringify(spoilt(word, lottery))
  const body = lottery.chance(0.2) ? spoiltText(text, lottery) : Buffer.from(text)
  return { wire: keyed('POST', '/v1/department/acts', officeKey, body) }
}

function operatorQuestion(world: World): Mutant {
  const { lottery, city } = world
  const odd = lottery.pick([
    '-1',
    'x',
    canary,
    '%00',
    '%E4%BA%BA',
    '0&after=1',
    '9'.repeat(90),
    '2026-02-30',
    '..%2F..',
  ])
  const path = lottery.pick([
    `/v1/operator/centres/${odd}/cases`,
    `/v1/operator/centres/${neighbour}/cases?after=${odd}`,
    `/v1/operator/centres/${neighbour}/cases/${odd}`,
    `/v1/operator/centres/${neighbour}/totals?from=${odd}&to=${odd}`,
    `/v1/operator/centres/${neighbour}/days?from=${odd}&to=2026-09-30`,
    `/v1/operator/centres/${neighbour}/feed?after=${odd}`,
    `/v1/operator/centres/${neighbour}/dispositions?limit=${odd}`,
    `/v1/operator/centres/${neighbour}/national?from=${odd}&to=2026-09-30&codes=${odd}`,
    `/v1/operator/centres/${neighbour}/custody?after=${odd}`,
    `/v1/operator/centres/${neighbour}/assist?on=${odd}`,
    `/v1/operator/offices/${odd}/audit?limit=${odd}`,
  ])
  return { wire: keyed('GET', path, city.running.operatorToken, Buffer.alloc(0)), still: true }
}

function keyed(method: string, path: string, key: string, body: Buffer): Wire {
  const headers: readonly (readonly [string, string])[] = [['authorization', `Bearer ${key}`]]
  return {
    method,
    path,
    body,
    headers:
      method === 'GET'
        ? headers
        : [...headers, ['content-type', 'application/json'], ['content-length', String(body.length)]],
  }
}
