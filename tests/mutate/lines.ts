import { gzipSync, zstdCompressSync } from 'node:zlib'
import { noHash } from '#shared/protocol/entry.ts'
import { limits } from '#shared/protocol/limits.ts'
import { packings } from '../support/a-log.ts'
import { messages } from './messages.ts'
import { type Mutant, posted, refused } from './mutant.ts'
import { canary } from './spoil.ts'
import { bytesType, signed, type Wire } from './wire.ts'
import type { World } from './world.ts'

const bombs = [2, 4, 16].flatMap((times) =>
  [' ', '['].flatMap((sign) => {
    const large = Buffer.alloc(times * limits.maxBytes, sign)
    return [
      { encoding: 'gzip', bytes: gzipSync(large, { level: 9 }) },
      { encoding: 'zstd', bytes: zstdCompressSync(large) },
    ]
  }),
)

export function aBomb(world: World): Mutant {
  const { bytes, encoding } = world.lottery.pick(bombs)
  return {
    wire: posted(world, '/v1/push', bytes, { encoding }),
    ...refused(413, 'E_TOO_LARGE'),
  }
}

export function tooMuch(world: World): Mutant {
  const [path, most] = world.lottery.pick([
    ['/v1/hello', 16_384],
    ['/v1/push', limits.maxBytes],
    ['/v1/pictures/have', 16_384],
    [`/v1/pictures/${world.writer.picture.pictureId}/done`, 1_024],
    ['/v1/bundles', 65_536],
    ['/v1/epochs', 16_384],
  ] as const)
  const body = Buffer.alloc(most + 1 + world.lottery.below(most), 0x20)
  return { wire: posted(world, path, body), ...refused(413, 'E_TOO_LARGE') }
}

export function anotherType(world: World): Mutant {
  const [path, message] = world.lottery.pick(messages(world))
  const type = world.lottery.pick([
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    bytesType,
    'application/jsonp',
    'json',
    canary,
  ])
  return {
    wire: posted(world, path, Buffer.from(JSON.stringify(message)), { type }),
    ...refused(415, 'input-malformed'),
  }
}

export function anotherEncoding(world: World): Mutant {
  const [path, message] = world.lottery.pick(messages(world))
  const body = Buffer.from(JSON.stringify(message))
  const encoding = world.lottery.pick(['gzip', 'zstd'] as const)
  const press = packings[encoding]
  const pressed = press(body)
  const malformed = refused(400, 'input-malformed')
  const batch = (bytes: Buffer) => ({
    wire: posted(world, '/v1/push', bytes, { encoding }),
    ...malformed,
  })
  return world.lottery.pick<() => Mutant>([
    () => ({
      wire: posted(world, path, body, {
        encoding: world.lottery.pick(['br', 'deflate', 'gzip, gzip', 'GZIP;q=1', 'zstd, gzip', canary]),
      }),
      ...refused(415, 'input-malformed'),
    }),
    () => ({
      wire: posted(world, '/v1/hello', pressed, { encoding }),
      ...refused(415, 'input-malformed'),
    }),
    () => batch(body),
    () => batch(pressed.subarray(0, pressed.length - 1 - world.lottery.below(pressed.length - 2))),
    // Without a checksum of its own zstd leaves one changed bit to the digest, which every request has.
    () =>
      batch(
        Buffer.from(pressed.map((byte, at) => (at === (encoding === 'gzip' ? 30 : 0) ? byte ^ 1 : byte))),
      ),
    () => batch(press(Buffer.from(canary))),
    () => batch(press(Buffer.from([0xff, 0xfe, 0x00]))),
  ])()
}

/** What stands in the headers is no longer what was signed; or nobody can tell what it is. */
export function wrongHeaders(world: World): Mutant {
  const [path, message] = world.lottery.pick(messages(world).filter(([at]) => at !== '/v1/enrol'))
  const { lottery } = world
  const wire = posted(world, path, Buffer.from(JSON.stringify(message)))
  const [name] = lottery.pick(wire.headers.filter(([each]) => each.startsWith('x-')))
  const change = lottery.pick<(value: string) => readonly string[]>([
    () => [],
    () => [''],
    (value) => [value, value],
    (value) => [value.slice(1)],
    (value) => [`${value}${canary}`],
    (value) => [`${value}, ${value}`],
    () => ['9'.repeat(300)],
    () => ['-1'],
    () => ['NaN'],
    () => ["' OR 1=1 --"],
    () => ['\u00e9\u00ff'],
    () => ['x'.repeat(7_000)],
  ])
  const headers = wire.headers.flatMap(([each, value]) =>
    each === name ? change(value).map((changed) => [each, changed] as const) : [[each, value] as const],
  )
  return { wire: { ...wire, headers }, ...refused(401, 'E_AUTH') }
}

/** Signed for the very address it is sent to, which is none, or none with such a query. */
export function wrongAddress(world: World): Mutant {
  const { lottery, writer } = world
  const { pictureId } = writer.picture
  const odd = [
    '-1',
    '1e9',
    '99999999999999999999',
    'x',
    '',
    '%00',
    '0&after=1',
    'NaN',
    canary,
    '%',
    '%ff',
    '1.5',
    ' 1',
  ]
  const value = lottery.pick(odd)
  const path = lottery.pick([
    `/v1/feed?after=${value}&hash=${noHash}`,
    `/v1/feed?after=0&hash=${value}`,
    `/v1/feed?after=0&hash=${noHash}&${value}=1`,
    `/v1/log?epoch=${value}&after=0`,
    `/v1/log?epoch=1&after=${value}&limit=${lottery.pick(odd)}`,
    `/v1/cases?limit=${value}`,
    `/v1/cases?after=${value}`,
    `/v1/cases/${value}`,
    `/v1/cases/${'9'.repeat(lottery.pick([25, 41, 99, 101, 4_000]))}`,
    `/v1/totals?from=${value}&to=2026-09-30`,
    `/v1/totals?from=2026-09-01&to=2026-09-30&desk=${value}`,
    `/v1/days/${value}/1`,
    `/v1/days/2026-09-14/${value}`,
    `/v1/days/2026-02-31/1`,
    `/v1/pictures/${pictureId}?offset=${value}`,
    `/v1/../v1/log?epoch=1&after=0`,
    `//v1/log?epoch=1&after=0`,
    `/v1/${value}`,
    `/${'a/'.repeat(2_000)}`,
    `/v1/cases?__proto__[admin]=1&constructor=1`,
  ])
  const method = lottery.pick(['GET', 'GET', 'GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])
  return {
    wire: signed(writer.desk, {
      method,
      path: path.replaceAll(' ', '%20'),
      body: Buffer.from(method === 'GET' ? '' : '{}'),
    }),
  }
}

/** What is no HTTP, or ends before it says it does; what is read in spite of it asks for nothing that changes. */
export function wrongBytes(world: World): Mutant {
  const [path, message] = world.lottery.pick(messages(world).filter(([at]) => at !== '/v1/epochs'))
  const wire = posted(world, path, Buffer.from(JSON.stringify(message)))
  const without = (name: string) => wire.headers.filter(([each]) => each !== name)
  const length = (value: string) => [...without('content-length'), ['content-length', value] as const]
  const chunked = [...without('content-length'), ['transfer-encoding', 'chunked'] as const]
  return {
    still: true,
    wire: world.lottery.pick<() => Wire>([
      () => ({ ...wire, headers: length(String(wire.body.length + 50)), hangsUp: true }),
      () => ({ ...wire, headers: length(String(Math.max(0, wire.body.length - 20))) }),
      () => ({ ...wire, headers: length('-5') }),
      () => ({ ...wire, headers: length('1, 2') }),
      () => ({ ...wire, headers: length('99999999999999999999') }),
      () => ({ ...wire, headers: [...wire.headers, ['content-length', '3']] }),
      () => ({ ...wire, headers: chunked, body: Buffer.from('zz\r\n{}\r\n0\r\n\r\n') }),
      () => ({ ...wire, headers: chunked, body: Buffer.from('5\r\n{}'), hangsUp: true }),
      () => ({ ...wire, headers: [...wire.headers, ['transfer-encoding', 'chunked']] }),
      () => ({ ...wire, headers: [...wire.headers, ['x-much', 'x'.repeat(20_000)]] }),
      () => ({ ...wire, headers: [...wire.headers, ['bad name', canary]] }),
      () => ({ ...wire, headers: [...wire.headers, ['expect', canary]] }),
      () => ({ ...wire, method: 'BREW' }),
      () => ({ ...wire, path: `/v1/\u0000${canary}` }),
      () => ({ ...wire, path: `${path} HTTP/1.1\r\nx: ${canary}` }),
    ])(),
  }
}
