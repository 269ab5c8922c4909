import { nameOfFile } from '#shared/crypto/sealed-file.ts'
import { ok, type Result } from '#shared/kernel/result.ts'
import type { StickTrouble } from '#shared/kernel/sticks.ts'
import { answeredBy, bundleLimits, nameOfPiece } from '#shared/protocol/bundle.ts'
import type { BundleTold } from '#shared/protocol/bundle-line.ts'
import { type FeedEntry } from '#shared/protocol/feed.ts'
import { takeReply } from './bundle-reply.ts'
import type { BundleParts } from './bundle-write.ts'
import { finishBundle, type Line, type Reply, sendPiece } from './city-client.ts'

/** What became of one thing that lay on a stick. */
export type StickLine =
  | { readonly is: 'REPLY_TAKEN' | 'REPLY_KNOWN'; readonly through: number }
  | { readonly is: 'BUNDLE_TAKEN'; readonly told: BundleTold }
  | { readonly is: 'ANSWERED_ALREADY' | 'NO_LINE' | 'UNFINISHED' }
  | { readonly is: 'REFUSED'; readonly code: string; readonly sentence?: string }

export type ReadParts = BundleParts & {
  readonly line: Line
  readonly takeFeed: (entries: readonly FeedEntry[]) => number
  readonly sent: (bytes: number) => void
}

const partBytes = 262_144

/**
 * Reads a stick: answers for this desk are taken, what desks wrote for the city is handed on to it, whoever
 * wrote it, and the sealed answer is put beside. Without a line the rest waits on the stick as it is.
 */
export async function readStick(
  parts: ReadParts,
  driveId: string,
): Promise<Result<readonly StickLine[], StickTrouble>> {
  const { sticks } = parts
  const names = await sticks.names(driveId)
  if (!names.ok) return names
  const lines: StickLine[] = []
  const answered = new Set<string>()
  const bundles = new Map<string, Map<number, string>>()
  for (const name of names.value.filter((each) => /\.pc[br]$/.test(each))) {
    const file = await sticks.read(driveId, name, bundleLimits.pieceMax)
    if (!file.ok) return file
    const reply = answeredBy(file.value)
    const piece = nameOfPiece(file.value)
    if (reply !== undefined) {
      answered.add(reply)
      lines.push(heard(parts, file.value))
    } else if (piece) {
      const of = bundles.get(piece.bundleId) ?? new Map<number, string>()
      bundles.set(piece.bundleId, of.set(piece.piece, name))
    } else lines.push({ is: 'REFUSED', code: 'file-changed' })
  }
  for (const [bundleId, pieces] of bundles)
    lines.push(
      answered.has(bundleId) ? { is: 'ANSWERED_ALREADY' } : await handOn(parts, driveId, bundleId, pieces),
    )
  return ok(lines)
}

function heard(parts: ReadParts, file: Uint8Array): StickLine {
  const taken = takeReply(parts, file)
  if (!taken.ok) return { is: 'REFUSED', code: taken.refusal.code }
  return { is: taken.value.repeated ? 'REPLY_KNOWN' : 'REPLY_TAKEN', through: taken.value.through }
}

async function handOn(
  parts: ReadParts,
  driveId: string,
  bundleId: string,
  pieces: ReadonlyMap<number, string>,
): Promise<StickLine> {
  const { line, sticks } = parts
  const ids: string[] = []
  for (let piece = 1; piece <= pieces.size; piece += 1) {
    const name = pieces.get(piece)
    const file = name === undefined ? undefined : await sticks.read(driveId, name, bundleLimits.pieceMax)
    if (!file?.ok) return { is: 'UNFINISHED' }
    const pieceId = nameOfFile(file.value)
    const trouble = await sendWhole(parts, pieceId, file.value)
    if (trouble) return trouble
    ids.push(pieceId)
  }
  const done = await finishBundle(line, ids)
  if (done.type !== 'answer') return troubled(done)
  const reply = Buffer.from(done.body.reply, 'base64')
  // Could it not be written, the stick is read once more another time: nothing is registered twice.
  await sticks.write(driveId, `${bundleId.slice(0, 8)}-回执.pcr`, reply, () => undefined)
  takeReply(parts, reply)
  return { is: 'BUNDLE_TAKEN', told: done.body.told }
}

/** From where the city has it, so that a line that broke goes on. */
async function sendWhole(
  { line, sent }: ReadParts,
  pieceId: string,
  file: Uint8Array,
): Promise<StickLine | undefined> {
  for (let offset = 0, tries = 0; offset < file.length; tries += 1) {
    const part = file.subarray(offset, offset + partBytes)
    const reply = await sendPiece(line, pieceId, offset, part)
    if (reply.type !== 'answer') return troubled(reply)
    // Never round and round, whatever is answered.
    if (reply.body.offset > file.length || tries > (2 * file.length) / partBytes + 10)
      return { is: 'REFUSED', code: 'piece-differs' }
    offset = reply.body.offset
    sent(part.length)
  }
  return undefined
}

function troubled(reply: Exclude<Reply<unknown>, { type: 'answer' }>): StickLine {
  if (reply.type === 'outage') return { is: 'NO_LINE' }
  const { code, sentence } = reply.problem
  return { is: 'REFUSED', code, sentence }
}
