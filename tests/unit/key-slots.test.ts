import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  firstSlots,
  hasFirstSlots,
  hasSlots,
  keepSlots,
  openByDeskSecret,
  openByRecoveryCode,
} from '#main/security/key-slots.ts'
import { randomBytes, seal } from '#shared/crypto/suite.ts'

const secret = randomBytes(32)
let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'pingchuang-slots-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const file = () => join(dir, 'key-slots.json')
const text = () => readFileSync(file(), 'utf8')

describe('the key slots of a desk', () => {
  test('give the same data key by the secret of the computer and by the code on paper', () => {
    expect(hasSlots(dir)).toBe(false)
    const { dataKey, recoveryCode } = installed()

    expect(hasSlots(dir)).toBe(true)
    expect(openByDeskSecret(dir, secret)).toEqual(dataKey)
    expect(openByRecoveryCode(dir, recoveryCode)).toEqual(dataKey)
    expect(dataKey).toHaveLength(32)
  })

  test('the code can be read aloud and typed back with blanks, small letters and other hyphens', () => {
    const { dataKey, recoveryCode } = installed()
    expect(recoveryCode).toMatch(/^([2-9A-HJ-NP-Z]{5}-){5}[2-9A-HJ-NP-Z]$/)
    expect(openByRecoveryCode(dir, ` ${recoveryCode.toLowerCase().replaceAll('-', ' ')} `)).toEqual(dataKey)
    expect(openByRecoveryCode(dir, recoveryCode.replaceAll('-', '－'))).toEqual(dataKey)
  })

  test('another computer and a wrong code open nothing, say so in words and change nothing', () => {
    const { recoveryCode } = installed()
    const before = text()

    expect(() => openByDeskSecret(dir, randomBytes(32))).toThrow(
      expect.objectContaining({ code: 'key-wrong', sentence: expect.stringContaining('恢复码') }),
    )
    const typo = (recoveryCode.startsWith('A') ? 'B' : 'A') + recoveryCode.slice(1)
    expect(() => openByRecoveryCode(dir, typo)).toThrow(
      expect.objectContaining({ code: 'recovery-code-wrong' }),
    )
    expect(() => openByRecoveryCode(dir, '')).toThrow(
      expect.objectContaining({ code: 'recovery-code-wrong' }),
    )
    expect(text()).toBe(before)
  })

  test('are never replaced once the desk is enrolled', () => {
    installed()
    const before = text()
    expect(() => firstSlots(dir, secret)).toThrow(expect.objectContaining({ code: 'slots-exist' }))
    expect(text()).toBe(before)
  })

  test('a first run that was cut short goes on with its data key, under a code that is told again', () => {
    const one = firstSlots(dir, secret)
    expect([hasFirstSlots(dir), hasSlots(dir)]).toEqual([true, false])

    const again = firstSlots(dir, secret)
    keepSlots(dir)

    expect(again.dataKey).toEqual(one.dataKey)
    expect(again.recoveryCode).not.toBe(one.recoveryCode)
    expect(openByRecoveryCode(dir, again.recoveryCode)).toEqual(one.dataKey)
    expect(() => openByRecoveryCode(dir, one.recoveryCode)).toThrow('recovery-code-wrong')
    expect(readdirSync(dir)).toEqual(['key-slots.json'])
  })

  test('two desks never share a key, a code or a byte of their slots', () => {
    const one = installed()
    const first = JSON.parse(text()) as Record<string, string>
    rmSync(file())
    const other = installed()
    const second = JSON.parse(text()) as Record<string, string>
    expect(other.dataKey).not.toEqual(one.dataKey)
    expect(other.recoveryCode).not.toBe(one.recoveryCode)
    expect(second['desk']).not.toBe(first['desk'])
  })

  test('neither key nor code nor secret is in the file, and only its owner may read it', () => {
    const { dataKey, recoveryCode } = installed()
    for (const hidden of [dataKey, secret])
      for (const form of ['hex', 'base64', 'base64url', 'latin1'] as const)
        expect(text()).not.toContain(hidden.toString(form))
    expect(text()).not.toContain(recoveryCode)
    expect(text()).not.toContain(recoveryCode.replaceAll('-', ''))
    expect(readdirSync(dir)).toEqual(['key-slots.json'])
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o077).toBe(0)
  })

  test('any changed letter of a slot is found', () => {
    installed()
    const slots = JSON.parse(text()) as { desk: string }
    const sealed = Buffer.from(slots.desk, 'base64url')
    for (let at = 0; at < sealed.length; at += 1) {
      const spoiled = Buffer.from(sealed)
      spoiled[at] = (spoiled[at] ?? 0) ^ 1
      writeFileSync(file(), JSON.stringify({ ...slots, desk: spoiled.toString('base64url') }))
      expect(() => openByDeskSecret(dir, secret), `byte ${at}`).toThrow(
        expect.objectContaining({ name: 'Fault' }),
      )
    }
  })

  test('the slot of one purpose does not open as the slot of another', () => {
    installed()
    const slots = JSON.parse(text()) as { desk: string; recovery: string }
    writeFileSync(file(), JSON.stringify({ ...slots, desk: slots.recovery, recovery: slots.desk }))
    expect(() => openByDeskSecret(dir, secret)).toThrow(expect.objectContaining({ code: 'key-wrong' }))
  })

  test.each([
    ['nothing', ''],
    ['half a file', '{"v":1,"suite":1,"desk":"AQ'],
    ['rubbish', '\u0000\u0001garbage'],
    ['another version', '{"v":2,"suite":1,"desk":"","recovery":""}'],
    ['no slots', '{"v":1,"suite":1}'],
    ['empty slots', '{"v":1,"suite":1,"desk":"","recovery":""}'],
    [
      'slots cut short',
      `{"v":1,"suite":1,"desk":"${seal(secret, Buffer.alloc(0), 'x').subarray(0, 17).toString('base64url')}","recovery":""}`,
    ],
  ])('a slot file with %s is a fault with words, never a fresh start', (_, damaged) => {
    writeFileSync(file(), damaged)

    expect(hasSlots(dir)).toBe(true)
    expect(() => openByDeskSecret(dir, secret)).toThrow(
      expect.objectContaining({
        name: 'Fault',
        code: expect.stringMatching(/^(slots-unreadable|key-wrong)$/),
        sentence: expect.stringMatching(/数据没有改动/),
      }),
    )
    expect(text()).toBe(damaged)
  })
})

/** A first run up to the enrolment. */
function installed() {
  const slots = firstSlots(dir, secret)
  keepSlots(dir)
  return slots
}
