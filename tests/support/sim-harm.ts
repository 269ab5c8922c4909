import { makeAnew } from '#main/store/erase.ts'
import { positionOf } from '#main/store/queries/sync.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Lottery } from './lottery.ts'
import type { SimCity } from './sim-city.ts'
import { managerGives } from './sim-counter.ts'
import type { SimDesk } from './sim-desk.ts'
import type { SimLaws } from './sim-laws.ts'

/** Harm that does not mend itself: it must be seen, must not get any further, and is then put right by somebody. */
type Harm = {
  readonly desk: string
  readonly deskId: string
  readonly column: 'body' | 'salt' | 'desk_key'
  readonly was: string
  readonly is: string
  /** Of an entry: its place, and whether it was seen below what the city has confirmed. */
  readonly place?: { readonly epoch: number; readonly seq: number }
  unconfirmed: boolean
}

export class SimHarms {
  readonly #harms: Harm[] = []
  readonly #laws: SimLaws

  constructor(laws: SimLaws) {
    this.#laws = laws
  }

  /** One bit of a row of the journal is another: of the text a person typed, or of the salt. */
  flip(desk: SimDesk, lottery: Lottery): string | undefined {
    if (desk.diskTrouble || desk.frozen) return undefined
    const { deskId, epoch } = desk.self
    const rows = desk.store.client
      .prepare(
        "SELECT seq, body, salt FROM journal WHERE epoch = ? AND salt <> '' ORDER BY seq DESC LIMIT 12",
      )
      .all(epoch) as readonly { readonly seq: number; readonly body: string; readonly salt: string }[]
    if (rows.length === 0) return undefined
    const row = lottery.pick(rows)
    // Another letter of Chinese: what reads the text need not stumble over it.
    const letter = /\p{Script=Han}/u.exec(row.body)
    const column = letter && lottery.chance(0.5) ? 'body' : 'salt'
    const at = column === 'body' ? (letter?.index ?? 0) : lottery.below(row.salt.length)
    const was = row[column]
    const is = was.slice(0, at) + other(was, at) + was.slice(at + 1)
    const place = { epoch, seq: row.seq }
    // A second one may be the first undone.
    if (is === was || this.#isHarmed(deskId, column, place)) return undefined
    this.#harms.push({ desk: desk.name, deskId, column, was, is, place, unconfirmed: false })
    this.#laws.changed.add(`${deskId} ${epoch}/${row.seq}`)
    put(desk, { column, place }, was, is)
    return `${desk.name} ${column} of ${epoch}/${row.seq}`
  }

  #isHarmed(deskId: string, column: Harm['column'], { epoch, seq }: NonNullable<Harm['place']>): boolean {
    return this.#harms.some(
      (harm) =>
        harm.deskId === deskId &&
        harm.column === column &&
        harm.place?.epoch === epoch &&
        harm.place.seq === seq,
    )
  }

  /** The key of another desk lies where its own was. */
  swapKey(desk: SimDesk, of: SimDesk): string | undefined {
    const { deskId, deskKey: was } = desk.self
    const is = of.self.deskKey
    // A twin's key may be its own of another time: whoever puts it right could not tell whose it was.
    if (of.self.deskId === deskId || was === is || desk.diskTrouble) return undefined
    this.#harms.push({ desk: desk.name, deskId, column: 'desk_key', was, is, unconfirmed: false })
    put(desk, { column: 'desk_key' }, was, is)
    return `${desk.name} has the key of ${of.name}`
  }

  /** 20: what was changed after it was written is never confirmed; what had left before it was changed may be. */
  async look(desks: readonly SimDesk[], city: SimCity): Promise<void> {
    for (const harm of this.#harms) {
      const desk = desks.find(({ name }) => name === harm.desk)
      const { is, place } = harm
      if (!desk || !place || desk.self.epoch !== place.epoch || !isThere(desk, harm, is)) continue
      const { ackedSeq } = desk.store.read((reader) => positionOf(reader, place.epoch))
      if (ackedSeq < place.seq) harm.unconfirmed = true
      else if (harm.unconfirmed && (await hasText(city, harm, place)))
        this.#laws.broken(20, `${desk.name} ${place.epoch}/${place.seq} was changed and then confirmed`)
    }
  }

  /** The verifier must have found it; then somebody puts the row right, wherever the disk was copied to. */
  putRight(desks: readonly SimDesk[]): readonly SimDesk[] {
    const mended = new Set<SimDesk>()
    for (const harm of this.#harms.splice(0).toReversed())
      for (const desk of desks) {
        const { column, deskId, is, place, was } = harm
        if (desk.self.deskId !== deskId || !isThere(desk, harm, is)) continue
        if (place && !this.#laws.seesFault(desk, place.seq))
          this.#laws.broken(
            20,
            `${desk.name} ${place.epoch}/${place.seq}: nobody finds its changed ${column}`,
          )
        put(desk, harm, is, was)
        // Its tables were made from the row as it was changed, when a case was erased here meanwhile.
        if (desk.journalHas('case-erased')) desk.store.write((writer) => ok(makeAnew(desk.store, writer)))
        mended.add(desk)
      }
    return [...mended]
  }
}

/** Whether the city wrote it down as it was changed. */
async function hasText(
  city: SimCity,
  { column, deskId, is }: Harm,
  { epoch, seq }: NonNullable<Harm['place']>,
): Promise<boolean> {
  const rows = await city.rows(
    `SELECT 1 FROM journal WHERE desk_id = '${deskId}' AND epoch = ${epoch} AND seq = ${seq} AND ${column} = '${is.replaceAll("'", "''")}'`,
  )
  return rows.length > 0
}

function other(text: string, at: number): string {
  return String.fromCharCode(text.charCodeAt(at) ^ 1)
}

type Spot = Pick<Harm, 'column' | 'place'>

/** The row it stands in, and no other: a rescue may have brought the act over as it was. */
function rowOf({ place }: Spot): { readonly table: string; readonly where: string } {
  return place
    ? { table: 'journal', where: `epoch = ${place.epoch} AND seq = ${place.seq}` }
    : { table: 'installation', where: 'true' }
}

function isThere({ store }: SimDesk, spot: Spot, text: string): boolean {
  const { table, where } = rowOf(spot)
  return (
    store.client.prepare(`SELECT 1 FROM ${table} WHERE ${where} AND ${spot.column} = ?`).get(text) !==
    undefined
  )
}

/** As a disk changes it: what keeps programs from doing so is put aside meanwhile. */
function put({ store }: SimDesk, spot: Spot, from: string, to: string): void {
  const { client } = store
  const { table, where } = rowOf(spot)
  const name = "SELECT sql FROM sqlite_master WHERE name = 'journal_is_never_changed'"
  const guard = client.prepare(name).pluck().get() as string
  client.exec('DROP TRIGGER journal_is_never_changed')
  client.prepare(`UPDATE ${table} SET ${spot.column} = ? WHERE ${where} AND ${spot.column} = ?`).run(to, from)
  client.exec(guard)
}

/** Its certificate is over: the city makes a code for this desk, and the manager gives it. */
export async function newCertificate(city: SimCity, desk: SimDesk): Promise<string | undefined> {
  const one = (text: string) => desk.store.client.prepare(text).pluck().get()
  const isAsked = one('SELECT code FROM certificate_note') !== null
  if (one('SELECT over_ms FROM certificate_note') === null || isAsked || !city.isOpen) return undefined
  const { centreId, deskId } = desk.self
  const made = await city.operator('POST', '/v1/operator/enrolment-codes', { centreId, deskId })
  if (made.status !== 200) return `no code: ${made.status}`
  return managerGives(desk, (JSON.parse(made.text) as { code: string }).code)
}
