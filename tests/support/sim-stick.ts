import { positionOf } from '#main/store/queries/sync.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Sticks } from '#shared/kernel/sticks.ts'
import type { Lottery } from './lottery.ts'
import { isDiskTrouble, PowerGone, type SimDesk } from './sim-desk.ts'
import type { SimTime } from './sim-time.ts'

const driveId = 'E:'

/** The one stick of a world, carried from counter to counter. */
export class SimStick {
  readonly #files = new Map<string, Uint8Array>()

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
  async used({ desk, lottery, time }: At): Promise<string> {
    if (this.#files.size > 0 && lottery.chance(0.15)) return this.#spoil(lottery)
    if (waits(desk) && (this.#files.size === 0 || lottery.chance(0.6))) {
      try {
        const written = await desk.ask('bundle.write', { driveId })
        return `writes a stick ${written.ok ? written.value.entries : written.refusal.code}`
      } catch (error) {
        return mayHappen(desk, error)
      }
    }
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

type At = { readonly desk: SimDesk; readonly lottery: Lottery; readonly time: SimTime }

function waits(desk: SimDesk): boolean {
  const { epoch, seq } = desk.head
  return seq > desk.store.read((reader) => positionOf(reader, epoch)).ackedSeq
}

function mayHappen(desk: SimDesk, error: unknown): string {
  if (!(error instanceof PowerGone) && !desk.isGone && !isDiskTrouble(error)) throw error
  return 'cannot use the stick'
}
