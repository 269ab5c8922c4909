import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFolder } from '#main/hosts/catalogue/folder.ts'
import { readCatalogueFile } from '#main/hosts/catalogue/read-file.ts'
import { readWorkbook } from '#main/hosts/catalogue/workbook-file.ts'
import { makeKeyPair } from '#shared/crypto/suite.ts'
import { canonical, type Json } from '#shared/kernel/json.ts'
import { root, rules } from '#tests/support/a-desk.ts'

let work = ''
const at = (name: string) => join(work, name)
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'pingchuang-catalogue-'))
})
afterAll(() => rmSync(work, { recursive: true, force: true }))

/** Runs the command of the city office as the office does. */
function run(...args: readonly string[]) {
  const done = spawnSync(process.execPath, [join(root, 'src-main/hosts/catalogue.ts'), ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  return { code: done.status, said: done.stdout, complained: done.stderr }
}

/** A copy of the shipped folder with one file written otherwise. */
function folder(name: string, file?: string, change: (text: string) => string = (text) => text): string {
  cpSync(join(root, 'catalogue'), at(name), { recursive: true })
  if (file) writeFileSync(join(at(name), file), change(readFileSync(join(at(name), file), 'utf8')))
  return at(name)
}

describe('check', () => {
  test('says what is in a sound folder', () => {
    const { code, said } = run('check', join(root, 'catalogue'))
    expect(code).toBe(0)
    expect(said).toContain(`目录 ${rules.catalogue.version}`)
  })

  test('lists every fault with file, line, path, rule and a sentence', () => {
    const dir = folder('faulty', 'items/A09.json', (text) =>
      text
        .replace('"deptId": "civil-affairs"', '"deptId": "nobody"')
        .replace(/"materialId": "M\d+"/, '"materialId": "M99"'),
    )
    const { code, said } = run('check', dir)
    expect(code).toBe(1)
    const lines = said.trim().split('\n')
    expect(lines.at(-1)).toBe(`共 ${lines.length - 1} 处错误，没有生成任何文件。`)
    for (const [wrong, what] of [
      ['nobody', '部门'],
      ['M99', '材料'],
    ] as const) {
      const line = lines.find((each) => each.includes(`引用的${what}“${wrong}”`)) ?? ''
      const [, number = '0'] = /^items\/A09\.json:(\d+) {2}items\/A09-I\d+/.exec(line) ?? []
      const text = readFileSync(join(dir, 'items/A09.json'), 'utf8').split('\n')
      const around = text.slice(Number(number) - 1, Number(number) + 8).join('\n')
      expect(around).toContain(wrong)
      expect(line).toContain('  dangling-reference  ')
    }
  })

  test('finds the line of a missing comma, of a wrong shape, of a day in the calendar, of a file that is not there', () => {
    const commas = folder('comma', 'departments.json', (text) => text.replace('},\n', '}\n'))
    expect(run('check', commas).said).toMatch(/^departments\.json:\d+ {2}.*不是完整的JSON/m)
    const shape = folder('shape', 'materials.json', (text) => text.replace('"NEVER_HOLD"', '"SOMETIMES"'))
    expect(run('check', shape).said).toMatch(/^materials\.json:\d+ {2}0\/custodyPolicy {2}/m)
    const day = folder('day', 'working-days.json', (text) => text.replace(/"2026-01-01"/, '"2025-01-01"'))
    expect(run('check', day).said).toMatch(/^working-days\.json:\d+ {2}workingDays\/2026\/2025-01-01 {2}/m)
    const gone = folder('gone', 'catalogue.json', (text) =>
      text.replace('"items/A09.json"', '"items/Z09.json"'),
    )
    expect(run('check', gone).said).toMatch(/^items\/Z09\.json {2}file-missing {2}目录缺少文件/m)
  })
})

describe('sign', () => {
  test('makes a file that a desk of this city reads, with everything beside the catalogue', async () => {
    const { privateKey, publicKey } = makeKeyPair()
    writeFileSync(at('key.json'), JSON.stringify({ keyId: 'k1', publicKey, privateKey, operatorToken: 'x' }))
    const dir = folder('signed', 'catalogue.json')
    writeFileSync(join(dir, 'centre-roles.json'), '{"360322102":{"A09-I1":"DECIDE"}}')
    expect(run('sign', '--key', at('key.json'), '--in', dir, '--out', at('x.pccat.json')).code).toBe(0)

    const read = await readCatalogueFile(readFileSync(at('x.pccat.json')), publicKey)
    if (!read.ok || !read.value.sound) throw new Error('not read')
    expect(read.value.signed).toBe(true)
    expect(read.value.bundle.centreRoles).toEqual({ '360322102': { 'A09-I1': 'DECIDE' } })
    expect(read.value.bundle.workingDays).toEqual(rules.calendar)
    expect(readFileSync(at('x.pccat.json'), 'utf8')).not.toContain(privateKey)
  })

  test('signs nothing with a fault, with a key that is none, or with halves that do not belong together', () => {
    const out = at('never.pccat.json')
    const faulty = folder('unsigned', 'items/A09.json', (text) => text.replace('"civil-affairs"', '"nobody"'))
    expect(run('sign', '--key', at('key.json'), '--in', faulty, '--out', out).code).toBe(1)
    writeFileSync(at('nokey.json'), '{}')
    const sound = join(root, 'catalogue')
    expect(run('sign', '--key', at('nokey.json'), '--in', sound, '--out', out)).toMatchObject({
      code: 2,
      complained: expect.stringContaining('key-unreadable'),
    })
    const [one, other] = [makeKeyPair(), makeKeyPair()]
    writeFileSync(
      at('halves.json'),
      JSON.stringify({ keyId: 'k', publicKey: one.publicKey, privateKey: other.privateKey }),
    )
    expect(run('sign', '--key', at('halves.json'), '--in', sound, '--out', out).complained).toContain(
      'key-halves-differ',
    )
    expect(existsSync(out)).toBe(false)
  })
})

describe('workbooks', () => {
  test('the shipped catalogue goes to Excel and comes back as the same', () => {
    expect(run('to-xlsx', join(root, 'catalogue'), at('all.xlsx')).code).toBe(0)
    expect(run('from-xlsx', at('all.xlsx'), at('back')).code).toBe(0)
    const back = readFolder(at('back'))
    expect(back.ok && canonical(back.bundle.catalogue as unknown as Json)).toBe(
      canonical(rules.catalogue as unknown as Json),
    )
    expect(run('check', at('back')).code).toBe(0)
    expect(run('from-xlsx', at('all.xlsx'), at('back'))).toMatchObject({
      code: 2,
      complained: expect.stringContaining('folder-not-empty'),
    })
  })

  test('the template opens with headings and two examples a sheet, lists to choose from, and text cells', async () => {
    expect(run('template', at('template.xlsx')).code).toBe(0)
    const bytes = readFileSync(at('template.xlsx'))
    const sheets = await readWorkbook(bytes)
    expect(sheets.map(({ sheet }) => sheet)).toEqual(
      '说明 部门 材料 表格栏 事项 事项表格栏 事项材料 主题 主题事项 情形'.split(' '),
    )
    for (const { rows, sheet } of sheets)
      if (sheet !== '说明') {
        expect(
          rows[0]?.every((title) => title !== ''),
          sheet,
        ).toBe(true)
        expect(
          rows.slice(1, 3).every(([id = '']) => id !== ''),
          sheet,
        ).toBe(true)
      }
    const xml = entryOf(bytes, 'xl/worksheets/sheet5.xml')
    expect(xml).toContain('<formula1>"受理并决定,受理、初审后上报,代收转送,帮办、网上申报"</formula1>')
    expect(xml).toMatch(/<\/sheetData>.*<dataValidations count="\d+">/s)
    expect(run('from-xlsx', at('template.xlsx'), at('example')).code).toBe(0)
  })

  test('a file that is no workbook, and no argument at all, are told', () => {
    expect(run('from-xlsx', join(root, 'package.json'), at('none')).complained).toContain(
      'workbook-unreadable',
    )
    expect(run('to-xlsx').complained).toContain('argument-missing')
    expect(run('check', work).complained).toContain('no-catalogue-here')
    expect(run().said).toContain('from-xlsx')
  })
})

/** One file of an archive, by the directory at its end. */
function entryOf(zip: Buffer, name: string): string {
  for (let at = zip.indexOf('PK\u0001\u0002'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 4)) {
    if (zip.subarray(at + 46, at + 46 + zip.readUInt16LE(at + 28)).toString() !== name) continue
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20))
    return (zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString('utf8')
  }
  throw new Error(`no ${name}`)
}
