import { positionOf } from '#main/store/queries/sync.ts'
import { nameOfFile } from '#shared/crypto/sealed-file.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Sticks } from '#shared/kernel/sticks.ts'
import { answeredBy, nameOfPiece } from '#shared/protocol/bundle.ts'
import type { Lottery } from './lottery.ts'
import type { SimCity } from './sim-city.ts'
import { isDiskTrouble, PowerGone, type SimDesk } from './sim-desk.ts'
import type { SimTime } from './sim-time.ts'

const driveId = 'E:'

/** The one stick of a world, carried from counter to counter. */
export class SimStick {
  readonly #files = new Map<string, Uint8Array>()

  get files(): ReadonlyMap<string, Uint8Array> {
    return this.#files
  }

  readonly port: Sticks = {
    drives: async () => [{ driveId, name: '优盘', freeBytes: 1 << 30 }],
    names: async () => ok([...this.#files.keys()].toSorted()),
    write: async (_, name, bytes, wrote) => {
      this.#files.set(name, Buffer.from(bytes))
      wrote(bytes.length)
      return ok(undefined)
    },
    read: async (_, name, most) => {
      const file = this.#files.get(name)
      return file && file.length <= most ? ok(file) : refuse('stick-failed')
    },
    remove: async (_, name) => void this.#files.delete(name),
  }

  isUsedBy(desk: SimDesk): boolean {
    return desk.isOn && (waits(desk) || this.#files.size > 0)
  }

  /** Who has something that waits writes it; who has not hands on what lies there, or takes the answer. */
  async used({ city, desk, lottery, time }: At): Promise<string> {
    if (this.#files.size > 0 && lottery.chance(0.15)) return this.#spoil(lottery)
    if (waits(desk) && (this.#files.size === 0 || lottery.chance(0.6))) {
      try {
        const written = await desk.ask('bundle.write', { driveId })
        return `writes a stick ${written.ok ? written.value.entries : written.refusal.code}`
      } catch (error) {
        return mayHappen(desk, error)
      }
    }
    if (city.isOpen && lottery.chance(0.3)) return this.#atTheCity(city)
    time.at(1, `${desk.name} at the stick`, async () => {
      if (!desk.isOn) return
      try {
        const taken = await desk.ask('bundle.take', { driveId })
        const what = taken.ok ? taken.value.lines.map((line) => line.is).join(' ') : taken.refusal.code
        time.tell(`${desk.name} took from the stick: ${what}`)
      } catch (error) {
        time.tell(`${desk.name} ${mayHappen(desk, error)}`)
      }
    })
    return 'reads a stick'
  }

  /** Somebody brought it to the city office: every bundle nobody answered yet is handed in, piece by piece. */
  async #atTheCity(city: SimCity): Promise<string> {
    const answered = new Set([...this.#files.values()].map((file) => answeredBy(file)))
    const bundles = new Map<string, { readonly piece: number; readonly file: Uint8Array }[]>()
    for (const file of this.#files.values()) {
      const named = nameOfPiece(file)
      if (!named || answered.has(named.bundleId)) continue
      bundles.set(named.bundleId, [...(bundles.get(named.bundleId) ?? []), { piece: named.piece, file }])
    }
    const told: string[] = []
    for (const [n, pieces] of [...bundles.values()].entries()) {
      const ids = []
      for (const { file } of pieces.toSorted((a, b) => a.piece - b.piece)) {
        const pieceId = nameOfFile(file)
        await city.operatorPiece(pieceId, file)
        ids.push(pieceId)
      }
      const done = await city.operator('POST', '/v1/operator/bundles', { pieces: ids })
      const said = JSON.parse(done.text) as { readonly reply?: string; readonly code?: string }
      if (said.reply) this.#files.set(`city-${n}-回执.pcr`, Buffer.from(said.reply, 'base64'))
      told.push(said.code ?? 'taken')
    }
    return `is read at the city: ${told.join(' ')}`
  }

  /** It lay in a pocket: a file is gone, or one bit of it is another. */
  #spoil(lottery: Lottery): string {
    const name = lottery.pick([...this.#files.keys()].toSorted())
    const file = Buffer.from(this.#files.get(name) ?? [])
    if (file.length === 0 || lottery.chance(0.3)) {
      this.#files.delete(name)
      return 'a file of the stick is gone'
    }
    const at = lottery.below(file.length)
    file[at] = (file[at] ?? 0) ^ 1
    this.#files.set(name, file)
    return 'a bit of the stick is changed'
  }
}

type At = {
  readonly city: SimCity
  readonly desk: SimDesk
  readonly lottery: Lottery
  readonly time: SimTime
}

function waits(desk: SimDesk): boolean {
  const { epoch, seq } = desk.head
  return seq > desk.store.read((reader) => positionOf(reader, epoch)).ackedSeq
}

function mayHappen(desk: SimDesk, error: unknown): string {
  if (!(error instanceof PowerGone) && !desk.isGone && !isDiskTrouble(error)) throw error
  return 'cannot use the stick'
}
