import type { City } from '../services/city.ts'
import { confirmCopy } from '../services/copy.ts'
import type { CityDatabase } from '../store/database.ts'
import { listUncopied } from '../store/queries/log.ts'
import type { CopiedHead } from '../store/record-copied.ts'

/** Heads as they stood, and the place in the server's log behind all of them. */
type Mark = { readonly heads: readonly CopiedHead[]; readonly place: string }

/**
 * Asks the server how far its standby has flushed: what was committed before a place the standby has on its disk
 * lies on two machines. The place is read after the heads, so that it is behind every one of them.
 */
export class StandbyWatch {
  readonly #city: City
  readonly #database: CityDatabase
  readonly #standby: string
  #mark: Mark | undefined

  constructor(city: City, database: CityDatabase, standby: string) {
    this.#city = city
    this.#database = database
    this.#standby = standby
  }

  async look(): Promise<void> {
    this.#mark ??= await this.#markNow()
    if (!this.#mark || !(await this.#hasFlushed(this.#mark.place))) return
    const { heads } = this.#mark
    this.#mark = undefined
    await confirmCopy(this.#city, { heads })
  }

  async #markNow(): Promise<Mark | undefined> {
    const heads = await this.#city.store.read('city', listUncopied)
    if (heads.length === 0) return undefined
    const rows = await this.#database.withBareSql((bare) =>
      bare.rows('SELECT pg_current_wal_insert_lsn()::text AS place'),
    )
    return { heads, place: String(rows[0]?.['place']) }
  }

  /** Columns of the view are empty for a user without `pg_monitor`: then nothing moves. */
  async #hasFlushed(place: string): Promise<boolean> {
    const rows = await this.#database.withBareSql((bare) =>
      bare.rows(
        `SELECT coalesce(bool_or(flush_lsn >= $1::pg_lsn), false) AS flushed FROM pg_stat_replication
          WHERE application_name = $2 AND state = 'streaming'`,
        [place, this.#standby],
      ),
    )
    return rows[0]?.['flushed'] === true
  }
}
