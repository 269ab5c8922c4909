import type { Lottery } from '../support/lottery.ts'

/** Stands in everything that is made up here, so that a log or an answer that repeats it is found. */
export const canary = 'zhang-san-canary'

type Place = { readonly holder: Holder; readonly key: string }
type Holder = Record<string, unknown>

/** A copy of some JSON in which one to three places are not what they should be. */
export function spoilt<Value>(value: Value, lottery: Lottery): Value {
  const root: Holder = { root: structuredClone(value) }
  for (let times = 1 + lottery.below(3); times > 0; times -= 1) {
    const places = placesOf(root, [])
    spoil(lottery.pick(places), places, lottery)
  }
  return root['root'] as Value
}

/** The same on the level of text: what `JSON.stringify` would never write. */
export function spoiltText(text: string, lottery: Lottery): Buffer {
  const at = lottery.below(text.length)
  const [before, after] = [text.slice(0, at), text.slice(at)]
  return lottery.pick<() => Buffer>([
    () => Buffer.from(before),
    () => Buffer.from(`${before}${canary}${after}`),
    () => Buffer.from(text.replace(/:\d+/, ':1e999')),
    () => Buffer.from(text.replace(/:\d+/, ':-0')),
    () => Buffer.from(text.replace(/:\d+/, ':123456789012345678901234567890')),
    () => Buffer.from(text.replace('{', `{"${canary}":1,"${canary}":2,`)),
    () => Buffer.from(text.replace('{', '{"__proto__":{"admin":true},')),
    () => Buffer.from(text.replace(/:"[^"]*"/, `:${'['.repeat(50_000)}${']'.repeat(50_000)}`)),
    () => Buffer.from(text.replace(/:"[^"]*"/, `:${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`)),
    () => Buffer.concat([Buffer.from(before), Buffer.from([0xc0, 0xaf, 0xff]), Buffer.from(after)]),
    () => Buffer.from(`\ufeff${text}`),
    () => Buffer.from(text, 'utf16le'),
    () => Buffer.from(text.replaceAll('"', "'")),
    () => Buffer.from(`[${text}]`),
    () => Buffer.from('null'),
    () => Buffer.alloc(0),
    () => Buffer.from(`${' '.repeat(200_000)}${text}`),
  ])()
}

function placesOf(holder: Holder, found: Place[]): Place[] {
  for (const key of Object.keys(holder)) {
    found.push({ holder, key })
    const value = holder[key]
    if (typeof value === 'object' && value !== null) placesOf(value as Holder, found)
  }
  return found
}

function spoil({ holder, key }: Place, places: readonly Place[], lottery: Lottery): void {
  const value = holder[key]
  const luck = lottery.draw()
  if (luck < 0.15 && key !== 'root') {
    if (Array.isArray(holder)) holder.splice(Number(key), 1)
    else delete holder[key]
  } else if (luck < 0.3) {
    const other = lottery.pick(places)
    holder[key] = structuredClone(other.holder[other.key])
  } else if (luck < 0.45) holder[key] = lottery.pick(strangers)()
  else if (typeof value === 'number') holder[key] = lottery.pick(numbers)
  else if (typeof value === 'string') holder[key] = strange(value, lottery)
  else if (Array.isArray(value)) holder[key] = lottery.pick(lists)(value as readonly unknown[])
  else if (typeof value === 'object' && value !== null) more(value as Holder, lottery)
  else holder[key] = lottery.pick(strangers)()
}

const numbers = [
  -1,
  0,
  -0,
  1.5,
  255,
  2_147_483_647,
  2_147_483_648,
  -2_147_483_649,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  2 ** 63,
  1e308,
  5e-324,
  '7',
] as const

const strangers: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 2 ** 53,
  () => '',
  () => canary,
  () => [],
  () => ({}),
  () => [[[[]]]],
  () => ({ [canary]: canary }),
  () => nested(500),
  () => Array.from({ length: 600 }, () => 0),
]

const lists: readonly ((list: readonly unknown[]) => unknown)[] = [
  () => [],
  (list) => [...list, ...list],
  (list) => list.toReversed(),
  (list) => [...list, null],
  (list) => [list],
  (list) => Object.fromEntries(list.entries()),
  (list) => Array.from({ length: isShort(list[0]) ? 700 : 2 }, () => list[0] ?? 0),
]

/** Seven hundred of something long, in three places at once, are more than a string of JavaScript holds. */
function isShort(value: unknown): boolean {
  return JSON.stringify(value ?? 0).length < 2_000
}

function strange(text: string, lottery: Lottery): unknown {
  const at = lottery.below(text.length + 1)
  return lottery.pick<() => unknown>([
    () => '',
    () => text.slice(0, at),
    () => `${text}${text}`,
    () => `${text.slice(0, at)}${canary}${text.slice(at)}`,
    () => `${text}\u0000`,
    () => `${text.slice(0, at)}\ud800${text.slice(at)}`,
    () => '\u202e\u2066\ufeff\u200d',
    () => '𠮷'.repeat(50),
    () => 'x'.repeat(5_000),
    () => '好'.repeat(70_000),
    () => "'; DROP TABLE journal; --",
    () => '../../../../city-identity.json',
    () => '${jndi:ldap://127.0.0.1/a}',
    () => '0000-00-00',
    () => '9999-99-99',
    () => text.toUpperCase(),
    () => Number(text.replaceAll(/\D/g, '')),
    () => [text],
    () => ({ text }),
  ])()
}

function more(holder: Holder, lottery: Lottery): void {
  const [first] = Object.keys(holder)
  lottery.pick<() => void>([
    () => {
      holder[canary] = canary
    },
    () => {
      Object.defineProperty(holder, '__proto__', {
        value: { admin: true },
        configurable: true,
        enumerable: true,
        writable: true,
      })
    },
    () => {
      holder['constructor'] = 1
    },
    () => {
      holder['centreId'] = '360322103'
    },
    () => {
      for (const key of Object.keys(holder)) delete holder[key]
    },
    () => {
      if (first !== undefined) holder[`${first} `] = holder[first]
    },
  ])()
}

function nested(depth: number): unknown {
  let value: unknown = canary
  for (let n = 0; n < depth; n += 1) value = n % 2 === 0 ? [value] : { a: value }
  return value
}
