import { Condition } from '../condition.ts'

/**
 * A condition as a county office writes it in a cell: `marriage=married|single 且 非 (residence=away)`.
 *
 * 且 binds tighter than 或. What is written is read back as the very same condition, which is why a
 * group of one is written as 全部(…) or 任一(…).
 */
export function writeCondition(condition: Condition): string {
  if ('not' in condition) return `非 ${grouped(condition.not)}`
  if ('all' in condition) return joined(condition.all, ' 且 ', '全部')
  if ('any' in condition) return joined(condition.any, ' 或 ', '任一')
  return `${word(condition.situationId)}=${condition.in.map(word).join('|')}`
}

/** The condition, or what is wrong with the text. */
export function readCondition(text: string): Condition | { readonly wrong: string } {
  const reader = new ConditionReader(tokensOf(text))
  try {
    const condition = reader.whole()
    const checked = Condition.safeParse(condition)
    return checked.success ? checked.data : { wrong: '条件写得不完整。' }
  } catch (error) {
    if (error instanceof Unreadable) return { wrong: error.message }
    throw error
  }
}

class Unreadable extends Error {}

const nestingMax = 20

class ConditionReader {
  readonly #tokens: readonly string[]
  #at = 0
  #depth = 0

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens
  }

  whole(): Condition {
    const condition = this.#either()
    const rest = this.#tokens[this.#at]
    if (rest !== undefined) throw new Unreadable(`条件里“${rest}”放错了地方，请用 且、或、非 和括号连接。`)
    return condition
  }

  #either(): Condition {
    const parts = [this.#both()]
    while (this.#take('或')) parts.push(this.#both())
    const [only] = parts
    return parts.length === 1 && only ? only : { any: parts }
  }

  #both(): Condition {
    const parts = [this.#unit()]
    while (this.#take('且')) parts.push(this.#unit())
    const [only] = parts
    return parts.length === 1 && only ? only : { all: parts }
  }

  #unit(): Condition {
    if (this.#take('非')) return { not: this.#unit() }
    if (this.#take('全部')) return { all: [this.#group()] }
    if (this.#take('任一')) return { any: [this.#group()] }
    if (this.#tokens[this.#at] === '(') return this.#group()
    return this.#leaf()
  }

  #group(): Condition {
    this.#depth += 1
    if (this.#depth > nestingMax) throw new Unreadable('条件的括号套得太深。')
    if (!this.#take('(')) throw new Unreadable('条件里少了左括号。')
    const condition = this.#either()
    if (!this.#take(')')) throw new Unreadable('条件里的括号没有成对。')
    this.#depth -= 1
    return condition
  }

  #leaf(): Condition {
    const situationId = this.#word()
    if (!this.#take('=')) throw new Unreadable(`条件里“${situationId}”后面要写 =选项编号。`)
    const options = [this.#word()]
    while (this.#take('|')) options.push(this.#word())
    return { situationId, in: options }
  }

  #word(): string {
    const token = this.#tokens[this.#at]
    if (token === undefined || /^([()=|且或非]|全部|任一)$/.test(token))
      throw new Unreadable('条件写得不完整，应写成 情形编号=选项编号。')
    this.#at += 1
    return token.startsWith('"') ? token.slice(1, -1) : token
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false
    this.#at += 1
    return true
  }
}

function tokensOf(text: string): readonly string[] {
  const plain = text
    .replaceAll(/[（]/g, '(')
    .replaceAll(/[）]/g, ')')
    .replaceAll(/[＝]/g, '=')
    .replaceAll(/[｜]/g, '|')
  return plain.match(/"[^"]*"|全部(?=\()|任一(?=\()|[()=|且或非]|[^\s()=|且或非"]+|"/g) ?? []
}

function joined(parts: readonly Condition[], by: string, ofOne: string): string {
  const [only] = parts
  return parts.length === 1 && only ? `${ofOne}(${writeCondition(only)})` : parts.map(grouped).join(by)
}

function grouped(condition: Condition): string {
  return 'situationId' in condition ? writeCondition(condition) : `(${writeCondition(condition)})`
}

/** An id that holds a sign of the language itself is put in quotation marks. */
function word(id: string): string {
  return /[\s()=|且或非（）＝｜]/.test(id) || id === '全部' || id === '任一' ? `"${id}"` : id
}
