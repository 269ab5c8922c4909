import { keepDayAnswer } from '#main/store/notes/day.ts'
import { rewindFeed } from '#main/store/notes/feed.ts'
import { findDayAnswer, listOpenCloses } from '#main/store/queries/day.ts'
import { feedCursorOf } from '#main/store/queries/feed.ts'
import type { Installation } from '#main/store/queries/installation.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import { type FeedEntry, feedFollows } from '#shared/protocol/feed.ts'
import type { LogPoint } from '#shared/protocol/messages.ts'
import type { Store } from '#shared/sqlite/store.ts'
import { dayAnswer, feedAfter, type Line, type Trouble } from './city-client.ts'

type HearingOptions = {
  readonly store: Store
  readonly self: Installation
  readonly seams: Seams
  readonly changed: () => void
  readonly takeFeed: (entries: readonly FeedEntry[]) => number
}

/** So that a desk long cut off still sends, now and then, while it catches up. */
const pagesMax = 20
/** Days asked about in one turn; a desk that was cut off for a month catches up over a few. */
const daysMax = 10

/** Hears what the city has to say once everything written here was answered: its feed, and its closed days. */
export class Hearing {
  readonly #options: HearingOptions
  readonly #line: Line
  #behind = false

  constructor(options: HearingOptions, line: Line) {
    this.#options = options
    this.#line = line
  }

  /** The city has more for this centre than was taken here. */
  get isBehind(): boolean {
    return this.#behind
  }

  /**
   * Page by page until there is no more, the city says no, or a page waits for an answer to our own; nothing is asked
   * of a city that just said its feed ends where this desk stands.
   */
  async feed(end: LogPoint | undefined): Promise<Trouble | undefined> {
    const { changed, self, store, takeFeed } = this.#options
    for (let pages = 0; pages < pagesMax; pages += 1) {
      const cursor = store.read(feedCursorOf)
      if (end?.seq === cursor.seq && end.hash === cursor.hash) {
        this.#behind = false
        return undefined
      }
      const reply = await feedAfter(this.#line, cursor)
      if (reply.type !== 'answer') return this.#withoutFeed(reply)
      const { entries, head } = reply.body
      if (!feedFollows(self.centreId, cursor, entries)) return { type: 'outage', reason: 'city-error' }
      const taken = entries.length === 0 ? 0 : takeFeed(entries)
      if (taken > 0) changed()
      const more = entries.length > 0 && entries.at(-1)?.seq !== head.seq
      this.#behind = more || taken < entries.length
      if (taken < entries.length || !more) return undefined
    }
    return undefined
  }

  /** Every closed day is asked for until the city has said the same: final is what the city calls so. */
  async days(accepted: number): Promise<Trouble | undefined> {
    const { changed, seams, self, store } = this.#options
    const open = store.read((reader) => listOpenCloses(reader, self.epoch, accepted, seams.wallMs()))
    for (const { date, nth } of open.slice(0, daysMax)) {
      const reply = await dayAnswer(this.#line, date, nth)
      // A city of before the closes, or one that sent the close back: nothing is wrong with the line.
      if (reply.type === 'problem' && reply.problem.code === 'not-found') continue
      if (reply.type !== 'answer') return reply
      const before = store.read((reader) => findDayAnswer(reader, date, nth))
      store.write((writer) => {
        keepDayAnswer(writer, reply.body, seams.wallMs())
        return ok(undefined)
      })
      if (before?.state !== reply.body.state) changed()
    }
    return undefined
  }

  #withoutFeed(reply: Trouble): Trouble | undefined {
    if (reply.type === 'outage') return reply
    // A city of before the feed: there is nothing to fetch, and nothing is wrong with the line.
    if (reply.problem.code === 'not-found') return undefined
    if (reply.problem.code !== 'E_FEED_COMPACTED') return reply
    this.#options.store.write((writer) => {
      rewindFeed(writer)
      return ok(undefined)
    })
    return undefined
  }
}
