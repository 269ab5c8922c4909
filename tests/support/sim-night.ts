import type { Scene } from './sim-accidents.ts'
import type { SimCity } from './sim-city.ts'
import { type SimDesk, simLookMs } from './sim-desk.ts'
import type { SimLaws } from './sim-laws.ts'

const hourMs = 3_600_000

type Head = {
  readonly centreId: string
  readonly deskId: string
  readonly epoch: number
  readonly seq: number
  readonly hash: string
}

/** What copies off the city's machine hold, as whoever makes them knows; pictures leave disks by it (sync.md C.16). */
export class SimCopies {
  readonly #held = new Map<string, number>()

  /** `npm run backup`: a copy is made, looked at elsewhere, and the city is told how far it goes. */
  async make(city: SimCity): Promise<void> {
    const heads = await city.rows<Head>(
      `SELECT centre_id AS "centreId", desk_id AS "deskId", epoch, received_seq AS seq, received_hash AS hash
       FROM log_head WHERE received_seq > 0`,
    )
    const told = await city.operator('POST', '/v1/operator/copies', { heads })
    if (told.status === 200)
      for (const { deskId, epoch, seq } of heads) this.#held.set(`${deskId} ${epoch}`, seq)
  }

  /** 6: what left a disk and is named by an entry is whole at the city, and a copy elsewhere holds that entry. */
  async look(laws: SimLaws, city: SimCity, desks: readonly SimDesk[]): Promise<void> {
    for (const desk of desks)
      for (const pictureId of desk.evicted.splice(0)) {
        const named = desk.store.client
          .prepare(
            `SELECT upload, seq, j.epoch, envelope ->> '$.desk_id' AS desk_id FROM picture
             JOIN picture_file USING (picture_id) JOIN journal j ON j.position = picture.changed_at
             WHERE picture_id = ?`,
          )
          .get(pictureId) as { upload: string; seq: number; epoch: number; desk_id: string } | undefined
        if (!named) continue
        const { desk_id, epoch, seq, upload } = named
        const erased = await city.rows(
          "SELECT 1 FROM picture_upload WHERE picture_id = $1 AND state = 'ERASED'",
          [pictureId],
        )
        if (erased.length > 0) continue
        if (upload !== 'VERIFIED' || !(await city.holds(desk.centreId, pictureId)))
          laws.broken(6, `${desk.name}: a picture left it and is not whole at the city`)
        if ((this.#held.get(`${desk_id} ${epoch}`) ?? 0) < seq)
          laws.broken(6, `${desk.name}: a picture left it and no copy holds ${epoch}/${seq}`)
      }
  }
}

/** The city makes its copy and asks for little room; then everybody goes home for a day or two. */
export async function night(scene: Scene): Promise<void> {
  const { city, copies, lottery, machines, off, pass, struck } = scene
  if (city.isOpen) {
    if (lottery.chance(0.5))
      for (const centreId of city.centres)
        await city.operator('POST', `/v1/operator/centres/${centreId}/commands`, {
          what: { command: 'KEEP_PICTURES', days: 1 },
        })
    await copies.make(city)
  }
  // Whoever looks once more hears how far the copy goes.
  await pass(simLookMs + 60_000)
  const forMs = (25 + lottery.below(24)) * hourMs
  struck('night', `of ${forMs / hourMs} hours`)
  for (const machine of machines) if (!machine.dead) off(machine, forMs)
  await pass(forMs)
}
