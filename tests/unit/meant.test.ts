import { describe, expect, test } from 'vitest'
import { lettersOf } from '#main/store/apply/letters.ts'
import { meantBy } from '#shared/domain/meant.ts'

describe('what stands in the find box is told from its shape', () => {
  test.each([
    ['360302195803120000', 'idNumber', '360302195803120000'],
    ['36030219580312000x', 'idNumber', '36030219580312000X'],
    ['36030219580312000042', 'idNumber', '360302195803120000'],
    ['36030219580312000042B1', 'idNumber', '360302195803120000'],
    ['91360302MA00000013', 'idNumber', '91360302MA00000013'],
    ['138 7991 2345', 'phone', '13879912345'],
    ['2345', 'tail', '2345'],
    ['003X', 'tail', '003X'],
    ['360322102-20260914-A07-0032-X', 'caseNo', '36032210220260914A070032X'],
    ['A07-0032', 'caseTail', 'A070032'],
    ['a070032', 'caseTail', 'A070032'],
    ['金山便民收字〔2026〕第0032号', 'docNo', '金山便民收字〔2026〕第0032号'],
    ['zxm', 'letters', 'zxm'],
    ['ＺＸＭ', 'letters', 'zxm'],
    ['陈桂香', 'words', '陈桂香'],
    ['𠮷田', 'words', '𠮷田'],
    ['  ', 'nothing', undefined],
    ['!!', 'nothing', undefined],
  ])('%s is %s', (typed, by, value) => {
    expect(meantBy(typed)).toEqual(value === undefined ? { by } : { by, value })
  })
})

describe('the letters of a name', () => {
  test.each([
    ['王芳', ['wf']],
    ['单雄信', ['sxx', 'dxx']],
    ['曾国强', ['zgq', 'cgq']],
    ['尉迟恭', ['ycg']],
    ['萍乡市金山农业有限公司', ['pxsjsnyyxgs']],
  ])('%s is found by %s', (name, letters) => {
    expect(lettersOf(name)).toEqual(expect.arrayContaining(letters))
  })

  test('a sign nobody can type is passed over', () => {
    expect(lettersOf('𠮷')).toEqual([])
  })
})
