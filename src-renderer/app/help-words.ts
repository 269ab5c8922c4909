import type { Route } from './routes.ts'

/** What each screen is for, in the words of somebody who shows it to a new colleague. */
export const aboutScreen: Readonly<Record<Route['at'], string>> = {
  today: '今天要办的都在这里：部门办好等人来取的、快到期的、没办完的草稿、最近办的。',
  cases: '办过的件，新的在前。按数字换着看今天、在办、全部。',
  case: '一件事的全部：每个事项走到哪一步、还能办什么、材料、单子、经过。',
  intake: '一个人来办一件事，从选事到打印共七步，随时可以停，草稿自动保存。',
  consult: '来问事的人：选事、答几个问题、勾已经有的材料，打一张告知单带走。不留姓名也行。',
  guide: '办事指南：条件、材料、流程、时限、收费、依据，不用联网，按四种纸打印。',
  changes: '这次目录改了什么，每个人看一次。',
  assist: '小萍帮办：谁要帮、谁优先、下一步做什么。',
  errand: '代办：谁托办、办什么、到哪天、谁去办，委托书和第一张交接清单一次办好。',
  custody: '群众的材料原件现在在谁手里、放在哪里、哪天该还。',
  board: '期限：哪些超了、今天到期、快到期、停着的，怎么算出来的。',
  day: '把一天做的事数一遍，两个人签字，市级再数一遍。',
  settings: '用的是哪一版目录、放假安排到哪年，负责人在这里换目录。',
  outbox: '还没上传的、市级退回的。不影响窗口继续办。',
}

/** Keys that mean the same on every screen (ui.md 2.0.2). */
export const everywhere: ReadonlyArray<readonly [keys: string, word: string]> = [
  ['F1', '这一屏的键'],
  ['F2', '新建受理'],
  ['F3', '查一切'],
  ['F4', '新建咨询'],
  ['F6', '到下一块'],
  ['Shift+F6', '到上一块'],
  ['F12', '锁屏、换人'],
  ['Enter', '下一格；在列表里打开'],
  ['Shift+Enter', '上一格'],
  ['Ctrl+Enter', '办完这一步（蓝色按钮）'],
  ['Esc', '退一层，不会丢内容'],
  ['1–9', '选第几项'],
  ['Ctrl+P', '打印眼前这份'],
  ['Alt+1…0', '换到左边的各部分'],
]
