import type { HandoverAccepted } from '#shared/domain/custody-events.ts'
import { addDays, type Day } from '#shared/domain/day.ts'
import { checkLetterEnd } from '#shared/domain/decide-letter.ts'
import type { LetterEnd } from '#shared/domain/letter.ts'
import { homeOfAct } from '#shared/domain/tell.ts'
import type { ToldAct } from '#shared/domain/told-events.ts'
import { AssistOrderId, CaseId, LetterId, type OfferId } from '#shared/kernel/ids.ts'
import {
  type Act,
  type At,
  accept,
  acknowledge,
  closeIncident,
  handOver,
  incident,
  offer,
  override,
  type Tried,
  withdraw,
} from './custody-acts.ts'
import { CustodyCity } from './custody-city.ts'
import { type Counter, desks, idOf, owner } from './custody-hands.ts'
import { CustodyView, type Entry } from './custody-view.ts'
import type { Lottery } from './lottery.ts'

export type TownDesk = {
  readonly counter: Counter
  readonly journal: Entry[]
  view: CustodyView
  acked: number
  heard: number
}

/**
 * Four desks of three centres, each with a journal and what it makes of it; a city; lines that fail and
 * programs that are cut off. Everything but chance is decided and folded by the rules of the product.
 */
export class CustodyTown {
  readonly city = new CustodyCity(desks)
  readonly desks: readonly TownDesk[]
  readonly refused: string[] = []
  readonly done: string[] = []
  today: Day = '2026-09-14'
  readonly #receipts: { readonly to: number; readonly event: HandoverAccepted }[] = []
  #next = 0x1000
  readonly #lottery: Lottery

  constructor(lottery: Lottery) {
    this.#lottery = lottery
    this.desks = desks.map((counter, n) => ({
      counter,
      journal: [],
      view: new CustodyView(n),
      acked: 0,
      heard: 0,
    }))
    this.#open(0, 1, lottery.chance(0.7))
    if (lottery.chance(0.3)) this.#open(lottery.pick([0, 3]), 2, lottery.chance(0.5))
  }

  step(): void {
    const luck = this.#lottery.draw()
    const by = this.#somewhere(({ view }) => view.things.size > 0)
    if (luck < 0.26) this.#try(by, handOver(this.#at(by)))
    else if (luck < 0.37) this.#try(by, offer(this.#at(by)))
    else if (luck < 0.5) this.#accept()
    else if (luck < 0.54) this.#acknowledge()
    else if (luck < 0.58) this.#try(by, withdraw(this.#at(by)))
    else if (luck < 0.61) this.#try(by, incident(this.#at(by)))
    else if (luck < 0.65) this.#try(by, closeIncident(this.#at(by)))
    else if (luck < 0.68) this.#try(by, override(this.#at(by)))
    else if (luck < 0.72) this.#letter()
    else if (luck < 0.76) this.#day()
    else if (luck < 0.87) this.#push(this.#somewhere((desk, n) => unsent(desk, n).length > 0))
    else if (luck < 0.98) this.#hear(this.#somewhere((desk) => desk.heard < this.#feed(desk).length))
    else this.#restart(by)
  }

  /** A desk where something can be done, mostly; any other now and then. */
  #somewhere(fits: (desk: TownDesk, by: number) => boolean): number {
    const all = [...this.desks.keys()]
    const fit = all.filter((by) => fits(this.#desk(by), by))
    return this.#lottery.pick(fit.length > 0 && this.#lottery.chance(0.95) ? fit : all)
  }

  /** The line is up for as long as it takes, and nobody does anything else. */
  settle(): void {
    for (const [by, desk] of this.desks.entries()) desk.acked = this.city.push(by, unsent(desk, by))
    for (const by of this.desks.keys()) this.#commit(by, this.#page(by, Infinity), false)
    for (const desk of this.desks) desk.heard = this.#feed(desk).length
  }

  #open(by: number, n: number, errand: boolean): void {
    const caseId = CaseId.parse(idOf(n))
    const rows = ['M03', 'M04']
      .slice(0, 1 + this.#lottery.below(2))
      .map((rowId) => ({ rowId, name: '居民户口簿', form: 'ORIGINAL', custodyPolicy: 'SHORT_HOLD' }))
    const orderId = AssistOrderId.parse(idOf(0x100 + n))
    const acts: ToldAct[] = [
      {
        what: 'RECEIVED',
        caseNo: `${n}`,
        matterName: '低保',
        owners: [owner],
        receivedOn: this.today,
        atMs: 0,
        items: [],
        rows,
        kept: rows.map(({ rowId }) => rowId),
      },
    ]
    if (errand) acts.push({ what: 'ERRAND', orderId, mode: 'DELEGATE', state: 'REGISTERED' })
    if (errand && this.#lottery.chance(0.8)) acts.push(this.#signed(orderId, by))
    this.#write(
      by,
      acts.map((act) => ({ caseId, act })),
      false,
    )
  }

  /** Shown on one screen, scanned at another: mostly where it is meant for, and perhaps a second time. */
  #accept(): void {
    const shown = this.desks.flatMap(({ view }, to) =>
      [...view.offers.values()].flatMap(({ offer, own, state }) => (own ? [{ offer, to, state }] : [])),
    )
    const open = shown.filter(({ state }) => state === 'OPEN')
    const from = open.length > 0 && this.#lottery.chance(0.8) ? open : shown
    if (from.length === 0) return
    const { offer, to } = this.#lottery.pick(from)
    const by = this.#somewhere(({ counter }) => counter.centreId === offer.to.centreId)
    const again = this.desks.some(({ journal }) => journal.some(({ act }) => isAnswer(act, offer.offerId)))
    const tried = accept(this.#at(by), offer)
    if (this.#try(by, tried, again ? 'accept again' : 'accept') && tried && 'event' in tried && tried.event)
      this.#receipts.push({ to, event: tried.event })
  }

  #acknowledge(): void {
    if (this.#receipts.length === 0) return
    const { event, to } = this.#lottery.pick(this.#receipts)
    this.#try(to, acknowledge(this.#at(to), event))
  }

  /** Where the errand was registered its letters are signed, renewed, revoked. */
  #letter(): void {
    const errands = this.desks.flatMap(({ counter, view }, by) =>
      [...view.cases.values()].flatMap(({ caseId, errands: [errand], home, letters }) =>
        errand && home === counter.centreId
          ? [{ by, caseId, newest: letters[0], orderId: errand.orderId }]
          : [],
      ),
    )
    if (errands.length === 0) return
    const { by, caseId, newest, orderId } = this.#lottery.pick(errands)
    const on = this.today
    if (!newest) return void this.#write(by, [{ caseId, act: this.#signed(orderId, by) }], true, 'letter')
    const cause: LetterEnd = this.#lottery.pick(['RENEWED', 'RENEWED', 'REVOKED', 'PRINCIPAL_DIED'])
    if (newest.ended?.cause === 'PRINCIPAL_DIED') return void this.refused.push('principal-died')
    const ended = checkLetterEnd(newest, { cause, on, signedOn: newest.validFrom, today: on })
    if (!ended.ok && cause !== 'RENEWED') return void this.refused.push(ended.refusal.code)
    const acts: ToldAct[] = ended.ok ? [{ what: 'LETTER_ENDED', letterId: newest.letterId, on, cause }] : []
    if (cause === 'RENEWED') acts.push(this.#signed(orderId, by))
    const written = acts.map((act) => ({ caseId, act }))
    this.#write(by, written, true, cause)
  }

  #signed(orderId: AssistOrderId, by: number): ToldAct {
    const force = {
      officerId: this.#desk(by).counter.officer.staffId,
      validFrom: addDays(this.today, this.#lottery.chance(0.15) ? 1 : 0),
      validTo: addDays(this.today, 1 + this.#lottery.below(4)),
      acts: ['SUBMIT' as const],
      subDelegation: true,
    }
    return { what: 'LETTER', letterId: LetterId.parse(this.#id()), orderId, force }
  }

  #day(): void {
    this.today = addDays(this.today, 1)
    this.done.push('day')
  }

  /** All that waits or the half of it; the answer may be lost, the line may bring a batch twice. */
  #push(by: number): void {
    const desk = this.#desk(by)
    const waiting = unsent(desk, by)
    if (waiting.length === 0) return
    const half = waiting.length > 1 && this.#lottery.chance(0.4)
    const batch = half ? waiting.slice(0, Math.ceil(waiting.length / 2)) : waiting
    const received = this.city.push(by, batch)
    const luck = this.#lottery.draw()
    if (luck < 0.2) return void this.done.push('answer lost')
    if (luck < 0.35 && this.city.push(by, batch) !== received) throw new Error('twice is once')
    desk.acked = received
    this.done.push(luck < 0.35 ? 'push twice' : half ? 'push half' : 'push')
  }

  /** A page of the feed in one commit; killed before it, the page is asked for again. */
  #hear(by: number): void {
    const desk = this.#desk(by)
    const n = Math.min(1 + this.#lottery.below(6), this.#feed(desk).length - desk.heard)
    if (n <= 0) return
    if (!this.#commit(by, this.#page(by, n))) return void this.done.push('kill in a page')
    desk.heard += n
    this.done.push('hear')
  }

  /** Once only, and never the own acts: what `takeFeed` writes down. */
  #page(by: number, n: number): Entry[] {
    const desk = this.#desk(by)
    const known = new Set(desk.journal.map(({ entryId }) => entryId))
    const page = this.#feed(desk).slice(desk.heard, desk.heard + n)
    return [...new Map(page.map((entry) => [entry.entryId, entry])).values()].filter(
      (entry) => entry.by !== by && !known.has(entry.entryId),
    )
  }

  #feed({ counter }: TownDesk): readonly Entry[] {
    return this.city.feeds.get(counter.centreId) ?? []
  }

  /** The program ends and starts: all it has is its journal. */
  #restart(by: number): void {
    const desk = this.#desk(by)
    const before = desk.view.text()
    desk.view = new CustodyView(by, desk.journal)
    if (desk.view.text() !== before) throw new Error('the journal tells something else than the view')
    this.done.push('restart')
  }

  #try(by: number, tried: Tried, what?: string): boolean {
    if (!tried) return false
    if ('acts' in tried) return this.#write(by, tried.acts, true, what ?? tried.what)
    this.refused.push(tried.refused)
    return false
  }

  #write(by: number, acts: readonly Act[], mayDie: boolean, what?: string): boolean {
    const { counter, journal } = this.#desk(by)
    const own = journal.filter((entry) => entry.by === by).length
    const entries = acts.map(({ act, caseId }, n) => ({
      entryId: this.#id(),
      by,
      seq: own + n + 1,
      caseId,
      home: homeOfAct(act, counter.centreId),
      homeName: '',
      act,
    }))
    const written = this.#commit(by, entries, mayDie)
    if (what) this.done.push(written ? what : entries.length > 1 ? 'kill between lines' : 'kill')
    return written
  }

  /**
   * One transaction: written whole or not at all. The power may go before it, or after any of its entries;
   * what is left is the journal, and what the desk then makes of it is what it knew before.
   */
  #commit(by: number, entries: readonly Entry[], mayDie = true): boolean {
    const desk = this.#desk(by)
    const dies = mayDie && this.#lottery.chance(0.08)
    if (!dies) {
      for (const entry of entries) desk.view.take(entry)
      desk.journal.push(...entries)
      return true
    }
    const before = desk.view.text()
    for (const entry of entries.slice(0, this.#lottery.below(entries.length + 1))) desk.view.take(entry)
    desk.view = new CustodyView(by, desk.journal)
    if (desk.view.text() !== before) throw new Error('a kill left half an act')
    return false
  }

  #at(by: number): At {
    const { counter, view } = this.#desk(by)
    return { counter, view, today: this.today, lottery: this.#lottery, newId: () => this.#id() }
  }

  #desk(by: number): TownDesk {
    const desk = this.desks[by]
    if (!desk) throw new Error('no such desk')
    return desk
  }

  #id(): string {
    return idOf(this.#next++)
  }
}

function unsent({ acked, journal }: TownDesk, by: number): Entry[] {
  return journal.filter((entry) => entry.by === by && entry.seq > acked)
}

function isAnswer(act: ToldAct, offerId: OfferId): boolean {
  if (act.what !== 'CUSTODY') return false
  const { event } = act
  if (event.type === 'handover-withdrawn') return event.offerId === offerId
  return event.type === 'handover-accepted' && event.offer.offerId === offerId
}
