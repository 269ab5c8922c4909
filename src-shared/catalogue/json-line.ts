type Node = {
  readonly at: number
  readonly value?: string
  readonly members?: ReadonlyMap<string, Node>
  readonly entries?: readonly Node[]
}

/**
 * The line of a JSON text at which a path of a fault stands, the first line being 1.
 *
 * A part of the path is a key, a place in a list, or the id of an entry. Where the path goes deeper than
 * the text, the last part that is there counts.
 */
export function lineOf(text: string, path: string): number | undefined {
  const root = parse(text)
  if (!root) return undefined
  let node = root
  for (const part of inFile(root, path)) {
    const next = node.members?.get(part) ?? entryOf(node, part)
    if (!next) break
    node = next
  }
  return text.slice(0, node.at).split('\n').length
}

/** Where a text stops being JSON. */
export function brokenLine(text: string): number {
  const reader = new Scanner(text)
  try {
    reader.value()
  } catch {
    // The place is where the reader stopped.
  }
  return text.slice(0, reader.at).split('\n').length
}

/** Faults speak of `items/A01-I1/lines/L1`; a file is a list of items or one matter, so that part is passed. */
function inFile(root: Node, path: string): readonly string[] {
  const parts = path.split('/')
  if (root.entries && /^(departments|materials|fields|items)$/.test(parts[0] ?? '')) return parts.slice(1)
  return root.members && parts[0] === 'matters' ? parts.slice(2) : parts
}

function entryOf({ entries = [] }: Node, part: string): Node | undefined {
  if (/^\d+$/.test(part) && entries[Number(part)]) return entries[Number(part)]
  return entries.find(({ members = new Map<string, Node>() }) =>
    [...members].some(([key, { value }]) => key.endsWith('Id') && value === part),
  )
}

function parse(text: string): Node | undefined {
  try {
    JSON.parse(text)
    return new Scanner(text).value()
  } catch {
    return undefined
  }
}

/** Reads what `JSON.parse` has passed once more, for the places. */
class Scanner {
  readonly #text: string
  at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(): Node {
    this.#space()
    const at = this.at
    const sign = this.#text[this.at]
    if (sign === '{') return { at, members: this.#members() }
    if (sign === '[') return { at, entries: this.#entries() }
    if (sign === '"') return { at, value: this.#string() }
    const word = /^[-+.\w]+/.exec(this.#text.slice(this.at, this.at + 40))?.[0]
    if (!word) throw new Error('not JSON')
    this.at += word.length
    return { at, value: word }
  }

  #members(): ReadonlyMap<string, Node> {
    const members = new Map<string, Node>()
    for (let more = this.#opens('}'); more; more = this.#goesOn('}')) {
      this.#space()
      const at = this.at
      const key = this.#string()
      this.#expect(':')
      members.set(key, { ...this.value(), at })
    }
    return members
  }

  #entries(): readonly Node[] {
    const entries: Node[] = []
    for (let more = this.#opens(']'); more; more = this.#goesOn(']')) entries.push(this.value())
    return entries
  }

  #opens(end: string): boolean {
    this.at += 1
    this.#space()
    if (this.#text[this.at] !== end) return true
    this.at += 1
    return false
  }

  #goesOn(end: string): boolean {
    this.#space()
    const sign = this.#text[this.at]
    if (sign !== ',' && sign !== end) throw new Error('not JSON')
    this.at += 1
    return sign === ','
  }

  #string(): string {
    const found = /^"(?:[^"\\]|\\.)*"/.exec(this.#text.slice(this.at, this.at + 4_000))?.[0]
    if (found === undefined) throw new Error('not JSON')
    this.at += found.length
    return JSON.parse(found) as string
  }

  #expect(sign: string): void {
    this.#space()
    if (this.#text[this.at] !== sign) throw new Error('not JSON')
    this.at += 1
  }

  #space(): void {
    while (/\s/.test(this.#text[this.at] ?? '')) this.at += 1
  }
}
