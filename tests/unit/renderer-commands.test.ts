import { describe, expect, test } from 'vitest'
import { commands, findCommands } from '#renderer/app/commands.ts'

describe('what F3 does by name', () => {
  test('whole letters come first, then what begins with them', () => {
    expect(findCommands('sl', 'clerk')[0]?.word).toBe('新建受理')
    expect(findCommands('bg', 'clerk')[0]?.word).toBe('保管看板')
    expect(findCommands('rj', 'clerk')[0]?.key).toBe('Alt+7')
  })

  test('characters find it as well, and nonsense finds nothing', () => {
    expect(findCommands('时限', 'clerk').map(({ word }) => word)).toContain('时限看板')
    expect(findCommands('qqqq', 'clerk')).toEqual([])
  })

  test('no two commands bear the same name, and no letters open two things at once', () => {
    const words = commands.map(({ word }) => word)
    const letters = commands.flatMap((command) => command.letters)
    expect(new Set(words).size).toBe(words.length)
    expect(new Set(letters).size).toBe(letters.length)
  })
})
