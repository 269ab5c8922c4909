import type { Route } from './routes.ts'

type Section = {
  readonly at: Extract<Route['at'], string>
  readonly word: string
  /** What F3 finds it by. */
  readonly letters: readonly string[]
  readonly key: `Alt+${number}`
  readonly icon: string
  /** The whole name, where the rail has room for two characters only. */
  readonly title?: string
}

/** The main parts of the window: the rail, their keys and the commands of F3 all go by this table. */
export const sections = [
  { at: 'today', word: '今天', letters: ['jt'], key: 'Alt+1', icon: '◷' },
  { at: 'cases', word: '办件', letters: ['bj'], key: 'Alt+2', icon: '▤' },
  {
    at: 'assist',
    word: '帮办',
    letters: ['yy', 'xpbb'],
    key: 'Alt+3',
    icon: '◍',
    title: '预约与帮办',
  },
  { at: 'custody', word: '保管', letters: ['bgkb', 'bg'], key: 'Alt+4', icon: '▣', title: '保管看板' },
  {
    at: 'guide',
    word: '目录',
    letters: ['ml', 'bszn', 'zn'],
    key: 'Alt+5',
    icon: '▥',
    title: '目录与办事指南',
  },
  { at: 'board', word: '时限', letters: ['sxkb', 'sx'], key: 'Alt+6', icon: '◔', title: '时限看板' },
  { at: 'day', word: '日结', letters: ['rj'], key: 'Alt+7', icon: '☑' },
  { at: 'settings', word: '设置', letters: ['sz'], key: 'Alt+9', icon: '⚙' },
  { at: 'outbox', word: '上传', letters: ['sc', 'th'], key: 'Alt+0', icon: '⇅', title: '上传与退回' },
] as const satisfies readonly Section[]
