/** What the client of a PostgreSQL writes and reads, as far as a simulated city needs it; no object a message. */

/** Messages to the database, one after the other in one piece of memory. */
export class WireOut {
  #bytes = Buffer.allocUnsafe(1 << 16)
  #length = 0

  /** Binds a statement that was parsed before, and executes it. */
  run(statement: string, values: readonly (string | null)[] = []): void {
    const most = values.reduce((sum, value) => sum + 4 + 3 * (value?.length ?? 0), 64 + 2 * values.length)
    this.#room(most)
    const start = this.#begin('B')
    this.#text('')
    this.#text(statement)
    this.#int16(0)
    this.#int16(values.length)
    for (const value of values) {
      const at = this.#length
      this.#length += 4
      if (value !== null) this.#length += this.#bytes.write(value, this.#length)
      this.#bytes.writeInt32BE(value === null ? -1 : this.#length - at - 4, at)
    }
    this.#int16(0)
    this.#finish(start)
    const execute = this.#begin('E')
    this.#text('')
    this.#length += this.#bytes.writeInt32BE(0, this.#length) - this.#length
    this.#finish(execute)
  }

  sync(): void {
    this.#room(8)
    this.#finish(this.#begin('S'))
  }

  get isEmpty(): boolean {
    return this.#length === 0
  }

  /** All that was written; it may be overwritten by what comes next. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length)
    this.#length = 0
    return taken
  }

  #begin(type: string): number {
    this.#bytes[this.#length] = type.charCodeAt(0)
    this.#length += 5
    return this.#length - 4
  }

  #finish(start: number): void {
    this.#bytes.writeInt32BE(this.#length - start, start)
  }

  #text(text: string): void {
    this.#length += this.#bytes.write(text, this.#length)
    this.#bytes[this.#length] = 0
    this.#length += 1
  }

  #int16(value: number): void {
    this.#length = this.#bytes.writeInt16BE(value, this.#length)
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe(2 * (this.#length + more))
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}

const [dataRow, complete, failed, empty] = ['D', 'C', 'E', 'I'].map((type) => type.charCodeAt(0))

/** The rows of the last of several statements; `undefined` when one of them failed. */
export function rowsOfLast(
  bytes: Uint8Array,
  statements: number,
): readonly (readonly (string | null)[])[] | undefined {
  const said = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const rows: (readonly (string | null)[])[] = []
  let left = statements - 1
  for (let at = 0; at < said.length; at += 1 + said.readInt32BE(at + 1)) {
    const type = said[at]
    if (type === failed) return undefined
    if (type === complete || type === empty) left -= 1
    else if (type === dataRow && left === 0) rows.push(fieldsAt(said, at + 5))
  }
  return rows
}

function fieldsAt(said: Buffer, start: number): readonly (string | null)[] {
  const fields: (string | null)[] = []
  let at = start + 2
  for (let n = said.readInt16BE(start); n > 0; n -= 1) {
    const length = said.readInt32BE(at)
    at += 4
    fields.push(length < 0 ? null : said.toString('utf8', at, at + length))
    at += Math.max(0, length)
  }
  return fields
}
