import {
  applyCustodyIncident,
  applyCustodyOverridden,
  applyHandoverAccepted,
  applyHandoverMade,
  applyHandoverOffered,
  applyHandoverWithdrawn,
  applyIncidentClosed,
  applyThingsStowed,
  takeInOriginals,
} from '#city/store/apply/custody.ts'
import { type CustodyStage, emptyCustody, incidentOf, placeOf } from '#city/store/apply/custody-stage.ts'
import type { DeskFacts } from '#city/store/apply/stage.ts'
import { isOut } from '#shared/domain/custody-chain.ts'
import { newcomers } from '#shared/domain/tell.ts'
import type { ToldCustody } from '#shared/domain/told-events.ts'
import type { CaseId, CentreId } from '#shared/kernel/ids.ts'
import type { Entry } from './custody-view.ts'

/**
 * The city as its tables and its feed are, without the tables: entries are judged and put into effect by its
 * own code, what is in effect is told to every centre that shares the case.
 */
export class CustodyCity {
  readonly custody: CustodyStage = emptyCustody()
  readonly returned = new Map<string, { readonly entry: Entry; readonly code: string }>()
  readonly feeds = new Map<CentreId, Entry[]>()
  readonly shares = new Map<CaseId, Set<CentreId>>()
  readonly heads: number[]
  readonly #inEffect: Entry[] = []
  readonly #desks: readonly DeskFacts[]

  constructor(desks: readonly DeskFacts[]) {
    this.#desks = desks
    this.heads = desks.map(() => 0)
  }

  /** What it has already is skipped; the answer is how far the log of the desk has come. */
  push(by: number, batch: readonly Entry[]): number {
    const head = this.heads[by] ?? 0
    const fresh = batch.filter(({ seq }) => seq > head)
    if (fresh[0] && fresh[0].seq !== head + 1) throw new Error('a gap in a log')
    const desk = this.#desks[by]
    if (!desk) throw new Error('no such desk')
    const acts: Entry[] = []
    for (const entry of fresh) {
      const code = this.#apply(desk, entry)
      if (code) this.returned.set(entry.entryId, { entry, code })
      else acts.push(entry)
    }
    this.heads[by] = fresh.at(-1)?.seq ?? head
    this.#inEffect.push(...acts)
    for (const some of Map.groupBy(acts, ({ caseId }) => caseId).values()) this.#tell(desk.centreId, some)
    return this.heads[by] ?? 0
  }

  places() {
    return [...this.custody.things.values()].map((thing) => {
      const place = placeOf(this.custody, thing)
      const incident = incidentOf(this.custody, thing.thingId)
      const out = place ? isOut(place, incident) : false
      return { thing, place, out, open: incident?.outcome === null }
    })
  }

  /** As `record-told` does it: a centre that comes to share a case is told it from the beginning. */
  #tell(self: CentreId, some: readonly Entry[]): void {
    const [first] = some
    if (!first) return
    const { caseId, home } = first
    const known = this.shares.get(caseId) ?? new Set()
    const wanted = new Set(some.flatMap(({ act }) => newcomers(act, self)))
    if (self !== home && known.size > 0) wanted.add(self)
    const fresh = [...wanted].filter((each) => !known.has(each))
    for (const centreId of known) this.#feed(centreId, some)
    const whole = this.#inEffect.filter((entry) => entry.caseId === caseId)
    for (const centreId of fresh) this.#feed(centreId, whole)
    if (wanted.size > 0) this.shares.set(caseId, new Set([...known, ...fresh]))
  }

  #feed(centreId: CentreId, some: readonly Entry[]): void {
    this.feeds.set(centreId, [...(this.feeds.get(centreId) ?? []), ...some])
  }

  #apply(desk: DeskFacts, { act, caseId }: Entry): string | undefined {
    if (act.what === 'RECEIVED')
      takeInOriginals({ custody: this.custody, desk }, { caseId, on: act.receivedOn }, act.kept)
    return act.what === 'CUSTODY' ? this.#judge(desk, act.event) : undefined
  }

  #judge(desk: DeskFacts, event: ToldCustody): string | undefined {
    // Nothing of custody looks at anything else of a batch.
    const stage = { desk, custody: this.custody } as Parameters<typeof applyHandoverMade>[0]
    switch (event.type) {
      case 'handover-made':
        return applyHandoverMade(stage, event)
      case 'handover-offered':
        return applyHandoverOffered(stage, event)
      case 'handover-accepted':
        return applyHandoverAccepted(stage, event)
      case 'handover-withdrawn':
        return applyHandoverWithdrawn(stage, event)
      case 'things-stowed':
        return applyThingsStowed(stage, event)
      case 'custody-incident':
        return applyCustodyIncident(stage, event)
      case 'incident-closed':
        return applyIncidentClosed(stage, event)
      case 'custody-overridden':
        return applyCustodyOverridden(stage, event)
    }
  }
}
