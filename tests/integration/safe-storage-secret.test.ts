import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { holdDeskSecret, type KeyStore } from '#main/hosts/electron/safe-storage-secret.ts'

type Backend = ReturnType<KeyStore['getSelectedStorageBackend']>
const secret = Buffer.from('0123456789abcdef0123456789abcdef')
let folder = ''

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'safe-storage-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A key store that turns the text around under the name of its backend: another one cannot open it. */
function aKeyStore(backend: Backend, available = true, renew = false): KeyStore & { sealed: number } {
  const turn = (text: string): string => text.split('').reverse().join('')
  const store = {
    sealed: 0,
    isAsyncEncryptionAvailable: () => Promise.resolve(available),
    getSelectedStorageBackend: () => backend,
    encryptStringAsync: (text: string) => {
      store.sealed += 1
      return Promise.resolve(Buffer.from(`${backend} ${turn(text)}`))
    },
    decryptStringAsync: (sealed: Buffer) => {
      const [name, text = ''] = sealed.toString().split(' ')
      if (name !== backend) return Promise.reject(new Error('cannot decrypt'))
      return Promise.resolve({ shouldReEncrypt: renew, result: turn(text) })
    },
  }
  return store
}

const hold = (store: KeyStore, platform: NodeJS.Platform = 'linux') =>
  holdDeskSecret(folder, store, platform, () => Buffer.from(secret))

describe('S7: the desk secret under Electron', () => {
  const states: readonly [Backend, boolean, NodeJS.Platform, 'key-store' | 'file'][] = [
    ['gnome_libsecret', true, 'linux', 'key-store'],
    ['kwallet', true, 'linux', 'key-store'],
    ['kwallet5', true, 'linux', 'key-store'],
    ['kwallet6', true, 'linux', 'key-store'],
    ['basic_text', true, 'linux', 'file'],
    ['unknown', true, 'linux', 'file'],
    ['gnome_libsecret', false, 'linux', 'file'],
    ['basic_text', false, 'linux', 'file'],
    ['unknown', true, 'win32', 'key-store'],
    ['unknown', false, 'win32', 'file'],
    ['unknown', true, 'darwin', 'key-store'],
    ['unknown', false, 'darwin', 'file'],
  ]
  test.each(states)('%s, available %s, on %s lies in a %s', async (backend, available, platform, kind) => {
    const store = aKeyStore(backend, available)
    const held = await hold(store, platform)
    expect([held.kind, await held.load()]).toEqual([kind, secret])
    expect(store.sealed).toBe(kind === 'key-store' ? 1 : 0)
    const again = await hold(aKeyStore(backend, available), platform)
    expect([again.kind, await again.load()]).toEqual([kind, secret])

    const [name = '', ...others] = readdirSync(folder)
    expect(others).toEqual([])
    expect(name).toBe(kind === 'key-store' ? 'desk-secret.sealed' : 'desk-secret')
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
    if (kind === 'file') return
    const text = readFileSync(join(folder, name), 'utf8')
    for (const form of ['latin1', 'hex', 'base64'] as const) expect(text).not.toContain(secret.toString(form))
  })

  test('one that was sealed is never replaced when the key store changes, fails or goes away', async () => {
    await hold(aKeyStore('gnome_libsecret'))
    const before = readFileSync(join(folder, 'desk-secret.sealed'))
    const changed = await hold(aKeyStore('kwallet6'))
    await expect(changed.load()).rejects.toMatchObject({ code: 'desk-secret-unreadable' })
    for (const store of [aKeyStore('basic_text'), aKeyStore('unknown'), aKeyStore('gnome_libsecret', false)])
      await expect(hold(store)).rejects.toMatchObject({ code: 'desk-secret-unreadable' })
    expect(readFileSync(join(folder, 'desk-secret.sealed'))).toEqual(before)
    expect(existsSync(join(folder, 'desk-secret'))).toBe(false)
  })

  test('a damaged slot is a fault, not a fresh start', async () => {
    await hold(aKeyStore('gnome_libsecret'))
    for (const text of ['', '{}', '{"version":2,"backend":"x","sealed":""}', 'not json']) {
      writeFileSync(join(folder, 'desk-secret.sealed'), text)
      const held = await hold(aKeyStore('gnome_libsecret'))
      await expect(held.load()).rejects.toMatchObject({ code: 'desk-secret-damaged' })
    }
  })

  test('is sealed anew when the system has a better key', async () => {
    await hold(aKeyStore('gnome_libsecret'))
    const store = aKeyStore('gnome_libsecret', true, true)
    expect(await (await hold(store)).load()).toEqual(secret)
    expect(store.sealed).toBe(1)
  })
})
