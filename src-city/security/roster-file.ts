import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { ErasureBasis } from '#shared/domain/erasure.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { CaseId, CentreId, EntryId } from '#shared/kernel/ids.ts'

const Roster = z.strictObject({
  v: z.literal(1),
  /** How many parts of case numbers each township was ever given. */
  areas: z.record(z.string(), z.number().int()),
  /** Desks whose log began anew or who were revoked: what no older memory may undo. */
  desks: z.record(z.string(), z.strictObject({ epoch: z.number().int(), revokedMs: z.number().nullable() })),
  /** Cases that were erased: a backup that is brought back holds them still. */
  erasures: z
    .array(
      z.strictObject({
        entryId: EntryId,
        caseId: CaseId,
        caseNo: z.string(),
        home: CentreId,
        basis: ErasureBasis,
        reference: z.string(),
        centres: z.array(CentreId),
        askedBy: z.string(),
        askedMs: z.number(),
        confirmedBy: z.string(),
        confirmedMs: z.number(),
      }),
    )
    .default([]),
})
type Roster = z.infer<typeof Roster>
type Decision = Roster['erasures'][number]

/**
 * What must outlive the database: a backup of yesterday knows neither the desk revoked today nor the part
 * of the numbers given this morning (sync.md C.16). Lies beside the identity and is backed up with it.
 */
export class RosterFile {
  readonly #path: string
  #roster: Roster

  constructor(dataDir: string) {
    this.#path = join(dataDir, 'city-roster.json')
    this.#roster = existsSync(this.#path) ? read(this.#path) : { v: 1, areas: {}, desks: {}, erasures: [] }
  }

  partsGiven(area: string): number {
    return this.#roster.areas[area] ?? 0
  }

  epochOf(deskId: string): number {
    return this.#roster.desks[deskId]?.epoch ?? 1
  }

  revokedMs(deskId: string): number | null {
    return this.#roster.desks[deskId]?.revokedMs ?? null
  }

  revoked(): readonly { readonly deskId: string; readonly revokedMs: number }[] {
    return Object.entries(this.#roster.desks).flatMap(([deskId, { revokedMs }]) =>
      revokedMs === null ? [] : [{ deskId, revokedMs }],
    )
  }

  /** Written before the answer goes out; a number noted and then not given is only left out. */
  noteParts(area: string, given: number): void {
    if (given <= this.partsGiven(area)) return
    this.#keep({ ...this.#roster, areas: { ...this.#roster.areas, [area]: given } })
  }

  noteEpoch(deskId: string, epoch: number): void {
    if (epoch > this.epochOf(deskId)) this.#keepDesk(deskId, { epoch, revokedMs: this.revokedMs(deskId) })
  }

  noteRevoked(deskId: string, revokedMs: number | null): void {
    if (revokedMs !== this.revokedMs(deskId))
      this.#keepDesk(deskId, { epoch: this.epochOf(deskId), revokedMs })
  }

  erasures(): readonly Decision[] {
    return this.#roster.erasures
  }

  /** Written before the database lets go of a body; a decision noted and then not carried out is carried out at the next start. */
  noteErasure(decision: Omit<Decision, 'centres'> & { readonly centres: readonly CentreId[] }): void {
    const others = this.#roster.erasures.filter(({ caseId }) => caseId !== decision.caseId)
    this.#keep({ ...this.#roster, erasures: [...others, { ...decision, centres: [...decision.centres] }] })
  }

  #keepDesk(deskId: string, desk: Roster['desks'][string]): void {
    this.#keep({ ...this.#roster, desks: { ...this.#roster.desks, [deskId]: desk } })
  }

  #keep(roster: Roster): void {
    const unfinished = `${this.#path}.unfinished`
    const file = openSync(unfinished, 'w', 0o600)
    writeSync(file, `${JSON.stringify(roster)}\n`)
    fsyncSync(file)
    closeSync(file)
    renameSync(unfinished, this.#path)
    const folder = openSync(dirname(this.#path), 'r')
    fsyncSync(folder)
    closeSync(folder)
    this.#roster = roster
  }
}

function read(path: string): Roster {
  try {
    return Roster.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    throw new Fault('roster-unreadable', path, '市级名册文件损坏，没有新建，请从备份恢复该文件。')
  }
}
