import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { databasePath } from '#main/hosts/open-desk.ts'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { fileDeskSecret } from '#main/security/desk-secret.ts'
import { openByDeskSecret } from '#main/security/key-slots.ts'
import { deriveKey } from '#shared/crypto/suite.ts'
import { CaseId } from '#shared/kernel/ids.ts'
import { openEncrypted } from '#shared/sqlite/open.ts'
import { aDesk, root, type TestDesk } from '#tests/support/a-desk.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { fingerprints } from '#tests/support/data-folder.ts'
import { erased } from '#tests/support/erased.ts'
import { aVisit } from '#tests/support/visits.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await aDesk()
  await desk.signIn()
  for (const matterId of ['V04', 'C05']) {
    const { papers } = await taken(desk, aVisit(matterId), 'ACCEPT')
    for (const { paperId } of papers) await desk.ask('paper.printed', { paperId })
  }
})
afterEach(() => desk[Symbol.asyncDispose]())

/** Somebody with the key and a database tool: past the triggers, past the program. */
function byHand(...statements: readonly string[]): void {
  const { client } = desk.opened.store
  client.pragma('foreign_keys = OFF')
  client.exec(
    'DROP TRIGGER IF EXISTS journal_is_never_changed; DROP TRIGGER IF EXISTS journal_is_never_removed;',
  )
  for (const statement of statements) client.exec(statement)
}

function found(): readonly (readonly [seq: number, code: string])[] {
  const faults = verifyStore(desk.opened.store, root)
  for (const { sentence } of faults) expect(sentence).toMatch(/[一-鿿].*。$/)
  return faults.map(({ code, seq }) => [seq, code])
}

/** Entries 1 to 5 open the desk; 6 and 7 are the first case, 8 its print. */
describe('the check of a desk', () => {
  test('finds nothing in what the desk wrote, and changes nothing', () => {
    const before = desk.opened.store.client.prepare('SELECT total_changes()').pluck().get()
    expect(found()).toEqual([])
    expect(desk.opened.store.client.prepare('SELECT total_changes()').pluck().get()).toBe(before)
  })

  test('of an erased case holds what is left to what was written down then, and misses a body nobody erased', () => {
    const caseId = CaseId.parse(read(6, 'case_id'))
    erased(desk, caseId)
    expect(found()).toEqual([])
    byHand(`UPDATE journal SET body = replace(body, '"copies":1', '"copies":2') WHERE seq = 6`)
    expect(found()).toContainEqual([6, 'residue-changed'])
    const other = desk.journal().findLast((event) => event.type === 'matter-received')
    byHand(`UPDATE journal SET salt = '' WHERE kind = 'matter-received' AND case_id = '${other?.caseId}'`)
    expect(found().map(([, code]) => code)).toContain('body-missing')
  })

  test.each([
    ['body', 'body-changed'],
    ['salt', 'body-changed'],
  ])('finds one changed bit of any %s, in the very entry', (column, code) => {
    for (const seq of [1, 4, 6, 7, 8]) {
      const text = read(seq, column)
      const at = 12 % text.length
      byHand(`UPDATE journal SET ${column} = '${quoted(flipped(text, at))}' WHERE seq = ${seq}`)
      expect(found()).toContainEqual([seq, code])
      byHand(`UPDATE journal SET ${column} = '${quoted(text)}' WHERE seq = ${seq}`)
      expect(found()).toEqual([])
    }
  })

  test('finds one changed bit of an envelope there and at the entry after it', () => {
    const text = read(6, 'envelope')
    byHand(
      `UPDATE journal SET envelope = '${quoted(flipped(text, text.indexOf('"mono_ms":') + 10))}' WHERE seq = 6`,
    )
    expect(found()).toEqual(
      expect.arrayContaining([
        [6, 'hash-differs'],
        [7, 'prev-broken'],
      ]),
    )
  })

  test('finds a forged entry whose own hash was made anew: the next one does not follow it', () => {
    const body = read(7, 'body').replace('ACCEPTED', 'COMPLETED')
    byHand(`UPDATE journal SET body = '${quoted(body)}' WHERE seq = 7`)
    expect(found()).toContainEqual([7, 'body-changed'])
    expect(found().filter(([, code]) => code === 'table-differs').length).toBeGreaterThan(0)
  })

  test('finds an entry that was taken out', () => {
    byHand('DELETE FROM journal WHERE seq = 8')
    expect(found()).toContainEqual([9, 'seq-gap'])
    expect(found().filter(([, code]) => code === 'table-differs').length).toBeGreaterThan(0)
  })

  test('finds a stretch cut out of the middle', () => {
    byHand('DELETE FROM journal WHERE seq BETWEEN 6 AND 8')
    expect(found()).toContainEqual([9, 'seq-gap'])
    expect(found().filter(([, code]) => code === 'table-differs').length).toBeGreaterThan(5)
  })

  test('finds an end cut off below what the city has confirmed', () => {
    const last = desk.opened.store.client.prepare('SELECT max(seq) FROM journal').pluck().get() as number
    byHand(
      `UPDATE sync_position SET acked_seq = ${last}, acked_hash = (SELECT hash FROM journal WHERE seq = ${last})`,
    )
    expect(found()).toEqual([])
    byHand(`DELETE FROM journal WHERE seq = ${last}`)
    expect(found()).toContainEqual([last, 'confirmed-missing'])
  })

  test('finds two entries that changed places', () => {
    byHand(
      'UPDATE journal SET position = -1 WHERE position = 4',
      'UPDATE journal SET position = 4 WHERE position = 5',
      'UPDATE journal SET position = 5 WHERE position = -1',
    )
    expect(found().map(([, code]) => code)).toContain('seq-gap')
  })

  test.each([
    'entry_id',
    'kind',
    'kind_v = 2',
    'actor',
    'wall_ms = 5',
    'case_id',
    'hash',
    'epoch = 2',
    'seq = 999',
    'case_rev = 9',
  ])('finds the column %s of an entry changed by hand', (change) => {
    const set = change.includes('=') ? change : `${change} = '${quoted(`${read(7, change)}x`)}'`
    byHand(`UPDATE journal SET ${set} WHERE position = 7`)
    expect(found()).not.toEqual([])
  })

  test.each([
    ["UPDATE item_case SET state = 'DELIVERED' WHERE item_no = '01'", '不同'],
    ["UPDATE matter_case SET next_due = '2030-01-01'", '不同'],
    ["UPDATE party SET name = '别人'", '不同'],
    ['UPDATE paper SET printed = 0', '不同'],
    ["UPDATE material_item SET judgement = NULL WHERE row_id = 'M01'", '不同'],
    ["UPDATE staff SET role = 'centreManager'", '不同'],
    ["UPDATE desk_fact SET value = 'x'", '不同'],
    ["DELETE FROM paper WHERE kind = 'D2'", '少了'],
    ["INSERT INTO staff VALUES ('x', 9, '不存在', 'clerk', '', 1, NULL)", '多出'],
  ])('finds a table changed by hand: %s', (statement, word) => {
    byHand(statement)
    const faults = verifyStore(desk.opened.store, root)
    expect(faults.map(({ code }) => code)).toContain('table-differs')
    expect(faults.some(({ sentence }) => sentence.includes(word))).toBe(true)
  })

  test('goes on after the first fault and lists them all', () => {
    byHand(
      "UPDATE journal SET body = replace(body, '王芳', '张三') WHERE seq = 3",
      "UPDATE journal SET body = '{' WHERE seq = 6",
      "UPDATE journal SET hash = 'x' WHERE seq = 8",
      "UPDATE party SET name = '别人'",
    )
    const faults = found()
    expect(faults).toEqual(
      expect.arrayContaining([
        [3, 'body-changed'],
        [6, 'body-changed'],
        [6, 'body-unreadable'],
        [8, 'hash-differs'],
      ]),
    )
    expect(faults.some(([, code]) => code === 'table-differs')).toBe(true)
  })
})

describe('the check as a command', () => {
  const run = async (...more: readonly string[]) => {
    const script = join(root, 'src-main', 'hosts', 'verify.ts')
    const ran = await promisify(execFile)(process.execPath, [script, '--data', desk.dir, ...more], {
      cwd: root,
    }).then(
      ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        text: error.stdout + error.stderr,
      }),
    )
    return { code: ran.code, text: ran.text }
  }
  beforeEach(() => fileDeskSecret(desk.dir).save(desk.secret))

  test('ends with 0 when all is well, and leaves the folder as it found it', async () => {
    await desk.stop()
    const before = fingerprints(desk.dir)
    const { code, text } = await run()
    expect([code, text]).toEqual([0, expect.stringContaining('链条完整')])
    expect(fingerprints(desk.dir)).toEqual(before)
  })

  test('says of an erased case on what ground, and that the chain is whole', async () => {
    erased(desk, CaseId.parse(read(6, 'case_id')))
    await desk.stop()
    const { code, text } = await run()
    expect(code).toBe(0)
    expect(text).toMatch(/2026-09-18 依法删除：保存期限已届满（萍数〔2026〕12号）\n.*链条完整/)
  })

  test('ends with 1 and names the entries when something was changed', async () => {
    byHand("UPDATE journal SET body = replace(body, '王芳', '张三') WHERE seq = 3")
    await desk.stop()
    const { code, text } = await run()
    expect(code).toBe(1)
    expect(text).toMatch(/第 3 条\s+body-changed/)
    expect(text).not.toMatch(/张三|陈桂香|360302/)
  })

  test('ends with 1 when a page of the file is damaged', async () => {
    await desk.stop()
    const db = openEncrypted(
      databasePath(desk.dir),
      deriveKey(openByDeskSecret(desk.dir, desk.secret), 'db'),
      true,
    )
    const page = db
      .prepare("SELECT rootpage FROM sqlite_master WHERE name = 'journal'")
      .pluck()
      .get() as number
    db.close()
    const bytes = readFileSync(databasePath(desk.dir))
    const at = (page - 1) * 4_096 + 2_000
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(databasePath(desk.dir), bytes)
    const { code, text } = await run()
    expect([code, text]).toEqual([1, expect.stringContaining('database-damaged')])
  })

  test('ends with 2 when it cannot look: another program has the folder, or nothing is there', async () => {
    expect(await run()).toEqual({ code: 2, text: expect.stringContaining('directory-in-use') })
    expect(await run('--data', join(desk.dir, 'nothing'))).toEqual({
      code: 2,
      text: expect.stringContaining('no-desk-here'),
    })
  })
})

function read(seq: number, column: string): string {
  return String(
    desk.opened.store.client.prepare(`SELECT ${column} FROM journal WHERE seq = ?`).pluck().get(seq),
  )
}

/** One bit of one character, kept within ASCII so that the text stays a text. */
function flipped(text: string, at: number): string {
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
}

function quoted(text: string): string {
  return text.replaceAll("'", "''")
}
