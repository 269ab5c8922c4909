import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const house = join(import.meta.dirname, '../..')

/** Room by room, what it may look into besides itself. First match wins; no match is an error. */
const rooms: ReadonlyArray<readonly [room: RegExp, mayLookInto: RegExp]> = [
  [/^src-shared\/kernel\//, /^zod$/],
  [/^src-shared\/domain\//, /^src-shared\/kernel\/|^zod$/],
  // The only shared room that reaches node:crypto, so that a second suite is added in one place.
  [/^src-shared\/crypto\//, /^src-shared\/kernel\/|^(node:crypto|hash-wasm|@node-rs\/argon2)$/],
  [/^src-shared\/catalogue\//, /^src-shared\/(kernel|domain)\/|^zod$/],
  // The window merges with the catalogue it is given, so the contract names the catalogue's types.
  [/^src-shared\/contract\//, /^src-shared\/(kernel|domain|catalogue)\/|^zod$/],
  [/^src-shared\/protocol\//, /^src-shared\/(kernel|crypto)\/|^zod$/],
  [/^src-shared\/replication\//, /^src-shared\/(kernel|domain)\//],
  [
    /^src-shared\/sqlite\//,
    /^src-shared\/(kernel|crypto)\/|^(node:fs|node:path|better-sqlite3$|drizzle-orm)/,
  ],
  // How Node finds a package, before anything of ours is loaded.
  [/^src-shared\/loading\//, /^node:module$/],
  // The one place that reads Chinese aloud: what persons are found by.
  [
    /^src-main\/store\/apply\/letters\.ts$/,
    /^src-shared\/(kernel|sqlite)\/|^src-main\/store\/|^(drizzle-orm|pinyin-pro$)/,
  ],
  // The journal is stored in the protocol's bytes, and a row's sync state is a word of the contract.
  [/^src-main\/store\//, /^src-shared\/(kernel|domain|sqlite|protocol|contract)\/|^drizzle-orm/],
  [
    // Offers are packed, so that they fit into the QR code one desk shows another.
    /^src-main\/services\//,
    /^src-main\/store\/((record|erase)\.ts|queries\/|notes\/)|^src-shared\/(?!replication|protocol)|^(node:zlib|zod)$/,
  ],
  [
    /^src-main\/sync\//,
    /^src-main\/store\/((record|rebase)\.ts|queries\/|notes\/)|^src-shared\/(?!catalogue|contract)|^(node:(zlib|https?)|zod)$/,
  ],
  [/^src-main\/(security|devices)\//, /^src-shared\/(kernel|crypto|contract)\/|^(node:fs|node:path|zod)/],
  // Workbooks are read and written for the catalogue only.
  [
    /^src-main\/hosts\//,
    /^src-(main|shared)\/|^(node:|electron$|ws$|zod$|better-sqlite3$|(read|write)-excel-file\/)/,
  ],
  [/^src-renderer\/theme\//, /^src-shared\/kernel\/|^(react|antd)/],
  [
    /^src-renderer\/components\//,
    /^src-renderer\/theme\/|^src-shared\/kernel\/|^(react|antd|@tanstack\/react-virtual)/,
  ],
  [
    /^src-renderer\/papers\//,
    /^src-renderer\/components\/|^src-shared\/(kernel|domain|contract)\/|^(react|bwip-js)/,
  ],
  [
    /^src-renderer\/(app|features)\//,
    /^src-renderer\/|^src-shared\/(kernel|domain|contract|catalogue)\/|^(react|zustand|antd|zod$|@fontsource|write-excel-file\/browser$)/,
  ],
  [
    /^src-city\/store\//,
    /^src-shared\/(?!contract|catalogue|replication)|^(node:(fs|path)|drizzle-orm|pg$|@electric-sql\/pglite)/,
  ],
  // What the national exchange wants to be told: pure, so that its digits and names are known to nothing else.
  [/^src-city\/national\//, /^src-shared\/(kernel|domain|crypto)\/|^zod$/],
  // What the operator is warned of; the page beside it is served as it lies there.
  [/^src-city\/fleet\//, /^$/],
  [/^src-city\/(services|routes|security)\//, /^src-city\/|^src-shared\/(?!contract|sqlite)|^(node:|zod$)/],
  [/^src-city\/hosts\//, /^src-(city|shared)\/|^(node:|fastify|zod$)/],
]

const files = globSync('src-*/**/*.{ts,tsx}', { cwd: house }).map((file) => file.replaceAll('\\', '/'))

describe('the walls of the house', () => {
  test('there is a house to walk through', () => {
    expect(files.length).toBeGreaterThan(100)
    for (const room of [
      'kernel',
      'domain',
      'crypto',
      'contract',
      'protocol',
      'replication',
      'catalogue',
      'sqlite',
    ])
      expect(
        files.some((file) => file.startsWith(`src-shared/${room}/`)),
        room,
      ).toBe(true)
  })

  test('every file lives in a room, and looks only into rooms and packages that are open to it', () => {
    expect(files.flatMap(trespasses)).toEqual([])
  })

  test('a file that lives nowhere or looks where it may not is found', () => {
    expect(trespasses('src-main/util/helpers.ts')).toEqual(['src-main/util/helpers.ts lives in no room'])
    expect(lookedAt('src-shared/domain/x.ts', "import { db } from '#main/store/record.ts'")).toEqual([
      'src-shared/domain/x.ts -> src-main/store/record.ts',
    ])
    expect(lookedAt('src-main/services/x.ts', "export { a } from '../store/tables/case.ts'")).toEqual([
      'src-main/services/x.ts -> src-main/store/tables/case.ts',
    ])
    expect(lookedAt('src-main/services/x.ts', "const db = await import('better-sqlite3')")).toHaveLength(1)
    expect(lookedAt('src-shared/kernel/x.ts', "import 'node:crypto'")).toHaveLength(1)
  })

  test('no feature looks into another, so that each can be taken out', () => {
    const featureOf = (file: string) => /^src-renderer\/features\/([^/]+)\//.exec(file)?.[1]
    const crossings = files.flatMap((file) => {
      const mine = featureOf(file)
      if (!mine) return []
      return importsOf(file, sourceOf(file))
        .filter((to) => featureOf(to) !== undefined && featureOf(to) !== mine)
        .map((to) => `${file} -> ${to}`)
    })
    expect(files.some(featureOf)).toBe(true)
    expect(crossings).toEqual([])
  })

  test('the window and its components take types of the engine from the contract only', () => {
    const reaching = files
      .filter((file) => file.startsWith('src-renderer/'))
      .flatMap((file) => importsOf(file, sourceOf(file)).map((to) => `${file} -> ${to}`))
      .filter((line) =>
        /-> (src-main|src-city|src-shared\/(sqlite|crypto|protocol|replication))\//.test(line),
      )
    expect(reaching).toEqual([])
  })
})

/** What may appear only in the files named beside it, each with its reason. */
const guarded: ReadonlyArray<readonly [what: string, sign: RegExp, where: RegExp]> = [
  // Hosts hand the clock and chance in; the window measures pauses in typing, how long a value lies on
  // the clipboard and the pace of sending, and makes ids of drafts.
  [
    'clock, chance and fresh ids',
    /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\brandomUUID\b|\bperformance\.now\b/,
    /^src-(main|city)\/hosts\/|^src-renderer\/(app\/(fresh-id|pace)|features\/(intake\/autosave|typing\/clipboard))\.ts$/,
  ],
  // Hosts may draw one-time tokens of their own; everything that lasts goes through the suite.
  ['node:crypto', /['"](node:)?crypto['"]/, /^src-shared\/crypto\/|^src-main\/hosts\//],
  ['an image of the database in clear', /\.serialize\(/, /^$/],
  ['a second SQLite beside our own', /node:sqlite/, /^$/],
  ['SQL put together from text', /\bsql\.raw\b/, /^$/],
  ['the raw channel between window and main process', /\bipcMain\b/, /^src-main\/hosts\/electron\.ts$/],
  ['the backup that fails on keyed databases', /\bclient\.backup\(/, /^$/],
]

describe('what only some files may mention', () => {
  for (const [what, sign, where] of guarded)
    test(`${what} stays where it belongs`, () => {
      const elsewhere = files.filter((file) => !where.test(file) && sign.test(sourceOf(file)))
      expect(elsewhere).toEqual([])
    })

  test('each of these is found when it is written somewhere else', () => {
    const planted = [
      'const at = Date.now()',
      "import { createHash } from 'node:crypto'",
      'const image = store.client.serialize()',
      "import { DatabaseSync } from 'node:sqlite'",
      'reader.all(sql.raw(text))',
      "ipcMain.handle('ask', answer)",
    ]
    for (const line of planted)
      expect(
        guarded.some(([, sign]) => sign.test(line)),
        line,
      ).toBe(true)
  })

  test('no file exports a default, so that a thing has one name everywhere', () => {
    expect(files.filter((file) => /^export default /m.test(sourceOf(file)))).toEqual([])
  })

  test('no file is longer than 400 lines', () => {
    expect(files.filter((file) => sourceOf(file).split('\n').length > 401)).toEqual([])
  })
})

function trespasses(file: string): readonly string[] {
  if (!rooms.some(([path]) => path.test(file))) return [`${file} lives in no room`]
  return lookedAt(file, sourceOf(file))
}

function lookedAt(file: string, source: string): readonly string[] {
  const room = rooms.find(([path]) => path.test(file))
  if (!room) return [`${file} lives in no room`]
  const [own, open] = room
  return importsOf(file, source)
    .filter((to) => !own.test(to) && !open.test(to))
    .map((to) => `${file} -> ${to}`)
}

function importsOf(file: string, source: string): readonly string[] {
  return [...source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"\s]+)['"]/g)].map(([, to = '']) => {
    if (to.startsWith('#')) return to.replace('#', 'src-')
    return to.startsWith('.') ? relative(house, resolve(house, dirname(file), to)).replaceAll('\\', '/') : to
  })
}

function sourceOf(file: string): string {
  return readFileSync(join(house, file), 'utf8')
}
