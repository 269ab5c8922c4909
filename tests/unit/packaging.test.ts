import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseState, FuseV1Options, flipFuses, getCurrentFuseWire } from '@electron/fuses'
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js'
import { DebugLogger } from 'builder-util'
import { afterAll, describe, expect, test } from 'vitest'
import { fuses } from '#main/hosts/electron/fuses.ts'
import { afterPack, strictFuses } from '../../electron-builder.hooks.ts'

const house = join(import.meta.dirname, '../..')
const text = readFileSync(join(house, 'electron-builder.yml'), 'utf8')
// The packer's own reader, so that a setting it does not know fails here and not on the day of a release.
const config = await getConfig(house, 'electron-builder.yml', null)
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const folder = mkdtempSync(join(tmpdir(), 'packaging-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A file with Electron's published mark and a row of switches behind it, all on their defaults. */
function aBinary(name: string, wire: string): string {
  const file = join(folder, name)
  const header = Buffer.concat([Buffer.from('binary '), Buffer.from(sentinel), Buffer.from([1, wire.length])])
  writeFileSync(file, Buffer.concat([header, Buffer.from(wire), Buffer.from(' binary')]))
  return file
}

describe('S17: the fuses', () => {
  test('all nine stand in the list in their order, with the states of the rules', () => {
    const order = Object.keys(FuseV1Options).filter((key) => Number.isNaN(Number(key)))
    expect(fuses.map(({ name }) => name.toLowerCase())).toEqual(order.map((name) => name.toLowerCase()))
    expect(fuses.map(({ on }) => (on ? 1 : 0)).join('')).toBe('010011001')
  })

  test('the packer is told the same as the strict step', () => {
    const known = fuses.filter(({ name }) => name !== 'wasmTrapHandlers')
    expect(config.electronFuses).toEqual(Object.fromEntries(known.map(({ name, on }) => [name, on])))
    expect(config.afterPack).toBe('./electron-builder.hooks.ts')
  })

  test('are burnt in by the packing step and read back', async () => {
    const file = aBinary('pingchuang', '101100011')
    const packager = { config, appInfo: { productFilename: 'Pingchuang' } }
    const packed = { appOutDir: folder, electronPlatformName: 'linux', packager }
    await afterPack(packed as unknown as Parameters<typeof afterPack>[0])
    const wire = await getCurrentFuseWire(file)
    const states = fuses.map((_, index) => wire[index as FuseV1Options])
    expect(states).toEqual(fuses.map(({ on }) => (on ? FuseState.ENABLE : FuseState.DISABLE)))
  })

  test('a tenth fuse, which nobody decided about, stops the build', async () => {
    const file = aBinary('newer', '1011000111')
    await expect(flipFuses(file, strictFuses())).rejects.toThrow(/strictlyRequireAllFuses/)
  })
})

/** The packer gathers the whole list under one heading. */
const files = (config.files as unknown as readonly { readonly filter: readonly string[] }[]).flatMap(
  ({ filter }) => filter,
)

describe('what is packed', () => {
  test('is described in words the packer knows', async () => {
    await expect(validateConfiguration(config, new DebugLogger(false))).resolves.toBeUndefined()
  })

  test('is an allow-list with the data the engine reads, and no package but the compiled ones', () => {
    const parts = [
      'package.json',
      'dist/main/**',
      'dist/renderer/**',
      'migrations/**',
      'catalogue/**',
      '!node_modules',
    ]
    for (const part of parts) expect(files).toContain(part)
    const packages = files.filter((part) => part.startsWith('node_modules/'))
    expect(files.indexOf('!node_modules')).toBeLessThan(files.indexOf(packages[0] ?? ''))
    const compiled = /^node_modules\/(better-sqlite3|@node-rs\/argon2[^/]*)\//
    expect(packages.filter((part) => !compiled.test(part))).toEqual([])
    expect(config.asar).toEqual({ smartUnpack: false })
    expect(config.asarUnpack).toEqual(['**/*.node'])
  })

  test('goes to the systems that are promised, and is sent nowhere', () => {
    expect(config.appId).toBe('cn.pingxiang.pingchuang')
    expect(config.win?.target).toEqual([{ target: 'nsis', arch: ['x64'] }])
    expect(config.linux?.target).toEqual([
      { target: 'deb', arch: ['x64', 'arm64'] },
      { target: 'AppImage', arch: ['x64', 'arm64'] },
    ])
    expect([config.npmRebuild, config.publish]).toEqual([false, null])
  })

  test('row 4: no launcher switches the walls off', () => {
    expect(text).not.toContain('no-sandbox')
    expect(config.linux?.executableArgs).toEqual(['--ozone-platform=x11'])
  })
})
