import type { Role } from '#shared/domain/staff.ts'
import { useRoutes } from './routes.ts'
import { sections } from './sections.ts'

/** Something F3 does by name (ui.md 2.g): shown with its own key, so that the key is learnt (UX-464). */
export type Command = {
  readonly word: string
  /** What it is found by; whole letters come before letters it only begins with. */
  readonly letters: readonly string[]
  readonly key?: string
  /** Nobody else sees it. */
  readonly roles?: readonly Role[]
  readonly run: (hands: Hands) => void
}

/** What a command may lay hands on: the routes, and the lock, which belongs to the whole window. */
export type Hands = ReturnType<typeof useRoutes.getState> & { readonly lock: () => void }

/** A feature that can be begun from anywhere adds its line here, and nothing else. */
const begun: readonly Command[] = [
  { word: '新建受理', letters: ['xjsl', 'sl'], key: 'F2', run: ({ newIntake }) => newIntake() },
  { word: '新建咨询', letters: ['xjzx', 'zx'], key: 'F4', run: ({ newConsultation }) => newConsultation() },
  { word: '帮办速记', letters: ['bb', 'bbsj'], key: 'N', run: ({ logAssist }) => logAssist() },
  { word: '锁屏、换人', letters: ['sp', 'hr'], key: 'F12', run: ({ lock }) => lock() },
  {
    word: '目录改了什么',
    letters: ['mlgl', 'glsm'],
    run: ({ go }) => go({ at: 'changes', from: 'guide' }),
  },
]

export const commands: readonly Command[] = [
  ...begun,
  ...sections.map((section): Command => {
    const { at, key, letters, word } = section
    return {
      word: 'title' in section ? section.title : word,
      letters,
      key,
      run: ({ go }) => go({ at }),
    }
  }),
]

/** The commands of these letters or characters, the nearest first; all of them for nothing typed. */
export function findCommands(typed: string, role: Role): readonly Command[] {
  const mine = commands.filter(({ roles }) => roles?.includes(role) ?? true)
  if (typed === '') return mine
  return mine
    .map((command) => ({ command, rank: rankOf(command, typed) }))
    .filter(({ rank }) => rank < none)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ command }) => command)
}

const none = 4

function rankOf({ letters, word }: Command, typed: string): number {
  if (letters.includes(typed)) return 0
  if (letters.some((each) => each.startsWith(typed))) return 1
  if (word.startsWith(typed)) return 2
  return word.includes(typed) ? 3 : none
}
