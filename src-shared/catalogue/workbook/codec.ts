import type { Condition } from '../condition.ts'
import { readCondition, writeCondition } from './condition-text.ts'

/** How a value stands in a cell. `read` answers with the value or with what is wrong, never throws. */
export type Codec = {
  readonly write: (value: unknown) => string
  readonly read: (text: string) => unknown
  /** Offered as a drop-down list. */
  readonly choices?: readonly string[]
  /** What the heading of the column says about filling it in. */
  readonly how?: string
}

/** Stands for a cell that cannot be read; a class, so that no value is taken for it. */
export class WrongCell {
  readonly sentence: string
  constructor(sentence: string) {
    this.sentence = sentence
  }
}

/** A list that is there and holds nothing, where an empty cell means that there is no list. */
const emptyList = '无'

export const plain: Codec = { write: String, read: (text) => text }

export const yesNo: Codec = {
  write: (value) => (value === true ? '是' : '否'),
  read: (text) => {
    if (text === '是') return true
    return text === '否' ? false : new WrongCell('只能填 是 或 否。')
  },
  choices: ['是', '否'],
}

export const whole: Codec = {
  write: String,
  read: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : new WrongCell('只能填整数。')),
}

/** Fen as the office writes them: `12` or `12.50` yuan. */
export const yuan: Codec = {
  write: (value) => {
    const fen = Number(value)
    return fen % 100 === 0 ? `${fen / 100}` : (fen / 100).toFixed(2)
  },
  read: (text) => {
    const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text)
    return match
      ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
      : new WrongCell('金额写成 12 或 12.50，不写单位；不收费写 0。')
  },
}

const units = { W: '个工作日', N: '日', H: '小时', M: '个月' } as const

export const limit: Codec = {
  write: (value) => {
    const { n, unit } = value as { n: number; unit: keyof typeof units }
    return `${n}${units[unit]}`
  },
  read: (text) => {
    const match = /^(\d{1,4})\s*(个工作日|日|小时|个月)$/.exec(text)
    const unit = Object.entries(units).find(([, word]) => word === match?.[2])?.[0]
    return match && unit
      ? { n: Number(match[1]), unit }
      : new WrongCell('时限写成 20个工作日、30日、24小时 或 2个月。')
  },
  how: '如 20个工作日、30日、24小时、2个月；没有确认的留空',
}

/** A code of the program as the word an office knows. */
export function wordOf(words: Readonly<Record<string, string>>): Codec {
  const choices = Object.values(words)
  return {
    write: (value) => words[String(value)] ?? String(value),
    read: (text) =>
      Object.entries(words).find(([, word]) => word === text)?.[0] ??
      new WrongCell(`只能填 ${choices.join('、')} 中的一个。`),
    choices,
  }
}

/** Several of one kind in a cell, parted by 、. */
export function listOf(one: Codec): Codec {
  return {
    write: (value) => {
      const parts = (value as readonly unknown[]).map((each) => one.write(each))
      return parts.length === 0 ? emptyList : parts.join('、')
    },
    read: (text) => {
      if (text === emptyList) return []
      const parts = text.split(/[、，,]/).map((each) => one.read(each.trim()))
      return parts.find((part) => part instanceof WrongCell) ?? parts
    },
    how: `几个用顿号隔开${one.choices ? `：${one.choices.join('、')}` : ''}；一个也没有写 ${emptyList}`,
  }
}

/** `MALE=男`, one option a line. */
export const options: Codec = {
  write: (value) =>
    (value as readonly { value: string; label: string }[])
      .map(({ label, value: code }) => `${code}=${label}`)
      .join('\n') || emptyList,
  read: (text) => {
    if (text === emptyList) return []
    const read = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => /^([^=＝]+)[=＝](.+)$/.exec(line))
    return read.every((match) => match !== null)
      ? read.map((match) => ({ value: match[1]?.trim(), label: match[2]?.trim() }))
      : new WrongCell('一行一个，写成 代码=名称。')
  },
  how: '选择题才填，一行一个：代码=名称',
}

export const condition: Codec = {
  write: (value) => writeCondition(value as Condition),
  read: (text) => {
    const read = readCondition(text)
    return 'wrong' in read ? new WrongCell(read.wrong) : read
  },
  how: '什么情形下才用，如 marriage=married 且 非 (residence=away)；一直用的留空',
}
