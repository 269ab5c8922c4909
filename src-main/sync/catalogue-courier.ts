import { gunzip } from 'node:zlib'
import { keepFetched } from '#main/store/notes/publication.ts'
import { findFetched, type Publication } from '#main/store/queries/publication.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Store } from '#shared/sqlite/store.ts'
import { cataloguePiece, type Line, type Trouble } from './city-client.ts'

export type CatalogueOptions = {
  readonly store: Store
  readonly changed: () => void
  /** The next catalogue to be fetched, and what is done with it once it is here. */
  readonly wantedCatalogue: () => Publication | undefined
  readonly takeCatalogue: (told: Publication, file: Uint8Array) => Promise<void>
}

/** In one turn, so that what is written meanwhile does not wait; the next turn goes on. */
const piecesMax = 8
/** More than any catalogue unpacks to. */
const fileBytesMax = 4 * 1024 * 1024

/**
 * Fetches the catalogue the city told of, a piece at a time, each kept before the next is asked for. A line
 * that goes down, or a program that ends, costs the piece under way.
 */
export async function fetchCatalogue(options: CatalogueOptions, line: Line): Promise<Trouble | undefined> {
  const { changed, store, takeCatalogue, wantedCatalogue } = options
  for (let pieces = 0; pieces < piecesMax; pieces += 1) {
    const told = wantedCatalogue()
    if (!told) return undefined
    const have = store.read((reader) => findFetched(reader, told.entryId)) ?? Buffer.alloc(0)
    const reply = await cataloguePiece(line, told.sha256, have.length)
    // A city that was set up anew does not have it until the office publishes it again.
    if (reply.type === 'problem' && reply.problem.code === 'not-found') return undefined
    if (reply.type !== 'answer') return reply
    const part = Buffer.from(reply.body.part, 'base64')
    const file = Buffer.concat([have, part])
    store.write((writer) => {
      keepFetched(writer, told.entryId, file)
      return ok(undefined)
    })
    if (file.length >= reply.body.bytes || part.length === 0) await takeCatalogue(told, await unpacked(file))
    changed()
  }
  return undefined
}

/** What cannot be unpacked is no file at all: the door it is brought to says so. */
function unpacked(file: Buffer): Promise<Uint8Array> {
  return new Promise((resolve) => {
    gunzip(file, { maxOutputLength: fileBytesMax }, (error, bytes) =>
      resolve(error ? Buffer.alloc(0) : bytes),
    )
  })
}
