import { keepPictureBytes } from '#main/store/notes/line.ts'
import { askPicturesAgain, keepRefused, keepSent, keepVerified, noteFile } from '#main/store/notes/picture.ts'
import type { Installation } from '#main/store/queries/installation.ts'
import { pictureRoomAt } from '#main/store/queries/line.ts'
import { listToUpload, type ToUpload } from '#main/store/queries/picture.ts'
import { positionOf } from '#main/store/queries/sync.ts'
import { nameOfFile } from '#shared/crypto/sealed-file.ts'
import { hash } from '#shared/crypto/suite.ts'
import type { StallReason } from '#shared/domain/link.ts'
import type { PictureId } from '#shared/kernel/ids.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { ok } from '#shared/kernel/result.ts'
import type { SealedFiles } from '#shared/kernel/sealed-files.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import { askedMax, type PictureStanding } from '#shared/protocol/picture.ts'
import { chunkLost, chunkSent, startUploading, type Uploading } from '#shared/replication/upload.ts'
import type { Store, Writer } from '#shared/sqlite/store.ts'
import { finishPicture, havePictures, type Line, sendChunk, type Trouble } from './city-client.ts'
import type { Standing } from './watchdog.ts'

export type PictureCourierOptions = {
  readonly store: Store
  readonly pictures: SealedFiles
  readonly self: Installation
  readonly seams: Seams
  readonly changed: () => void
}

type InHand = { readonly pictureId: PictureId; readonly bytes: Uint8Array; offset: number; tries: number }

/** After that long the feed is looked at again, however many pictures wait. */
const turnMs = 20_000
/** An entry the city holds, or a city without room: the picture is asked about again later. */
const laterMs = 300_000
const triesMax = 3

/**
 * Carries sealed files to the city behind the journal, one chunk a step (sync.md C.17, C.18).
 *
 * Between two chunks the journal always goes first. Where to go on is what the city says it has flushed, so a
 * kill on either side costs a chunk at most; only a signed `VERIFIED` counts.
 */
export class PictureCourier {
  readonly #options: PictureCourierOptions
  readonly #line: Line
  #uploading: Uploading = startUploading
  #inHand: InHand | undefined
  #queue: PictureStanding[] = []
  #readyMs = 0
  #turnMs = Number.NEGATIVE_INFINITY
  readonly #later = new Map<PictureId, number>()
  #moves = 0
  #why: StallReason = 'pictures'

  constructor(options: PictureCourierOptions, line: Line) {
    this.#options = options
    this.#line = line
  }

  /** The rest of the line's work was done just now: for a while the line is free for pictures. */
  turn(): void {
    this.#turnMs = this.#options.seams.monoMs()
  }

  /** Milliseconds until the next chunk may go; undefined when no picture waits, or the line is not for pictures now. */
  get delayMs(): number | undefined {
    if (!this.#inHand && this.#queue.length === 0 && this.#waiting(1).length === 0) return undefined
    if (this.#roomBytes === 0) return undefined
    return Math.max(0, this.#readyMs - this.#options.seams.monoMs())
  }

  /** A metered line has hours for pictures, and a cap. */
  get #roomBytes(): number {
    const { seams, store } = this.#options
    return store.read((reader) => pictureRoomAt(reader, seams.wallMs())).bytes
  }

  get isDue(): boolean {
    const nowMs = this.#options.seams.monoMs()
    return nowMs - this.#turnMs < turnMs && nowMs >= this.#readyMs && this.delayMs === 0
  }

  /** How the pictures stand for who watches over the loop; also those that are put off wait. */
  standing(mayGo: boolean): Standing['pictures'] {
    const left = mayGo && this.#listWaiting(1).length > 0 && this.#roomBytes > 0
    return { left, place: this.#moves, why: this.#why }
  }

  /** Nothing moved for long: what was put off, and what is only remembered here, is asked about anew. */
  anew(): void {
    this.#inHand = undefined
    this.#queue = []
    this.#readyMs = 0
    this.#later.clear()
  }

  /** The city's memory went back: everything still here is asked about once more. */
  askAgain(writer: Writer): void {
    this.#inHand = undefined
    this.#queue = []
    askPicturesAgain(writer)
  }

  /** One exchange: a question, a chunk, or the word that a file is whole. */
  async step(): Promise<Trouble | undefined> {
    this.#inHand ??= this.#takeUp()
    if (!this.#inHand) return this.#ask()
    const { bytes, offset } = this.#inHand
    return offset < bytes.length ? this.#send(this.#inHand) : this.#finish(this.#inHand)
  }

  async #ask(): Promise<Trouble | undefined> {
    const waiting = this.#waiting(askedMax)
    if (waiting.length === 0) return undefined
    const reply = await havePictures(
      this.#line,
      waiting.map(({ pictureId }) => pictureId),
    )
    if (reply.type !== 'answer') return this.#troubled(reply)
    for (const standing of reply.body.pictures) this.#hear(standing)
    this.#queue = reply.body.pictures.filter(({ state }) => state === 'PART')
    return undefined
  }

  /** The next file, when it is what it is called; one that is not is told to the people here. */
  #takeUp(): InHand | undefined {
    const { changed, pictures, store } = this.#options
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const { offset, pictureId } = next
      const bytes = pictures.read(pictureId)
      if (bytes && nameOfFile(bytes) === pictureId) return { pictureId, bytes, offset, tries: 0 }
      store.write((writer) => ok(noteFile(writer, pictureId, bytes ? 'DAMAGED' : 'MISSING')))
      changed()
    }
    return undefined
  }

  async #send(inHand: InHand): Promise<Trouble | undefined> {
    const { seams, store } = this.#options
    const mostBytes = Math.min(this.#uploading.chunkBytes, this.#roomBytes)
    const chunk = inHand.bytes.subarray(inHand.offset, inHand.offset + mostBytes)
    store.write((writer) => {
      keepPictureBytes(writer, dateOf(seams.wallMs()), chunk.length)
      return ok(undefined)
    })
    const startedMs = seams.monoMs()
    const reply = await sendChunk(this.#line, inHand.pictureId, inHand.offset, chunk)
    if (reply.type !== 'answer') return this.#troubled(reply)
    const tookMs = seams.monoMs() - startedMs
    const { centreId } = this.#options.self
    const spread = hash('gsc/closing/1', centreId).readUInt32BE(0) / 2 ** 32
    const sent = { bytes: chunk.length, tookMs, wallMs: seams.wallMs(), spread }
    this.#uploading = chunkSent(this.#uploading, sent)
    // Small pictures do not wait for one another; the cap is for what would fill the line.
    this.#readyMs = seams.monoMs() + (inHand.bytes.length > smallBytes ? this.#uploading.pauseMs : 0)
    this.#settle(inHand, reply.body)
    return undefined
  }

  async #finish(inHand: InHand): Promise<Trouble | undefined> {
    const reply = await finishPicture(this.#line, inHand.pictureId)
    if (reply.type !== 'answer') return this.#troubled(reply)
    // Whole by its length and wrong by its hash: the city threw it away, and it begins anew, not for ever.
    inHand.tries += 1
    this.#settle(inHand, reply.body)
    if (this.#inHand && inHand.tries >= triesMax) this.#putOff(inHand.pictureId)
    return undefined
  }

  #settle(inHand: InHand, standing: PictureStanding): void {
    this.#hear(standing)
    if (standing.state !== 'PART') this.#inHand = undefined
    else {
      if (standing.offset > inHand.offset) this.#moved()
      inHand.offset = Math.min(standing.offset, inHand.bytes.length)
    }
  }

  #hear({ offset, pictureId, state }: PictureStanding): void {
    const { changed, seams, store } = this.#options
    if (state === 'UNKNOWN') {
      this.#why = 'pictures-not-known'
      return this.#putOff(pictureId)
    }
    if (state !== 'PART') this.#moved()
    store.write((writer) => {
      if (state === 'VERIFIED') keepVerified(writer, pictureId, seams.wallMs())
      else if (state === 'REFUSED') keepRefused(writer, pictureId)
      else keepSent(writer, pictureId, offset)
      return ok(undefined)
    })
    changed()
  }

  #moved(): void {
    this.#moves += 1
    this.#why = 'pictures'
  }

  #putOff(pictureId: PictureId): void {
    if (this.#inHand?.pictureId === pictureId) this.#inHand = undefined
    this.#later.set(pictureId, this.#options.seams.monoMs() + laterMs)
  }

  /** What concerns one picture stays with it; the rest is for the line as a whole. */
  #troubled(trouble: Trouble): Trouble | undefined {
    if (trouble.type === 'outage') {
      if (trouble.reason === 'timeout') this.#uploading = chunkLost(this.#uploading)
      return trouble
    }
    switch (trouble.problem.code) {
      case 'not-found':
        // Of one picture, or a city from before pictures.
        if (this.#inHand) this.#putOff(this.#inHand.pictureId)
        else this.#readyMs = this.#options.seams.monoMs() + laterMs
        return undefined
      case 'E_QUOTA':
        this.#why = 'pictures-no-room'
        this.#readyMs = this.#options.seams.monoMs() + laterMs
        return undefined
      case 'E_TOO_LARGE':
        if (this.#inHand) this.#putOff(this.#inHand.pictureId)
        return undefined
      default:
        return trouble
    }
  }

  #waiting(limit: number): readonly ToUpload[] {
    const nowMs = this.#options.seams.monoMs()
    for (const [pictureId, untilMs] of this.#later) if (untilMs <= nowMs) this.#later.delete(pictureId)
    return this.#listWaiting(limit + this.#later.size)
      .filter(({ pictureId }) => !this.#later.has(pictureId))
      .slice(0, limit)
  }

  #listWaiting(limit: number): readonly ToUpload[] {
    const { self, store } = this.#options
    return store.read((reader) =>
      listToUpload(reader, self.epoch, positionOf(reader, self.epoch).ackedSeq, limit),
    )
  }
}

const smallBytes = 200_000
