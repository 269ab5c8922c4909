import { z } from 'zod'
import { openSealedTo, sealKeyId, sealTo } from '#shared/crypto/sealed-to.ts'
import { type KeyPair, sign, verify } from '#shared/crypto/suite.ts'
import { DateText, DeskId } from '#shared/kernel/ids.ts'
import { FeedPage } from './feed.ts'
import { LogPoint, PushAck, Signed, SignedHead } from './messages.ts'
import { PictureStanding } from './picture.ts'

/**
 * What a stick carries when there is no line (sync.md C.21): pieces sealed to the city, each a file that opens
 * by itself, and the answer of the city sealed to the desk that wrote them. What may be read from outside is
 * for whom a piece is, which bundle it belongs to (chance, not a name) and its number.
 */
export const bundleLimits = {
  /** Far below what FAT32 takes, and a piece fits into the memory of either side. */
  pieceBytes: 16_777_216,
  pieceMax: 33_554_432,
  piecesMax: 400,
  replyMax: 8_388_608,
  feedPages: 20,
} as const

const marks = { piece: 'PCB1', reply: 'PCR1' } as const
const pieceMark = Buffer.from(marks.piece)
const replyMark = Buffer.from(marks.reply)
const keyIdBytes = 8
const bundleIdBytes = 16
const pieceHead = pieceMark.length + keyIdBytes + bundleIdBytes + 2
const replyHead = replyMark.length + bundleIdBytes

export const BundleId = z.string().regex(/^[0-9a-f]{32}$/)

/** Says of every piece what the whole is; signed by the desk, because the answer goes to `replyKey`. */
export const BundleManifest = z.object({
  v: z.literal(1),
  bundleId: BundleId,
  piece: z.number().int().min(1).max(bundleLimits.piecesMax),
  last: z.boolean(),
  deskId: DeskId,
  epoch: z.number().int().min(1),
  /** Where the log stood; the entries come from above `after`. */
  head: SignedHead,
  after: LogPoint,
  replyKey: z.string().regex(/^MCowBQYDK2VuAyEA[\w-]{43}$/),
  /** How far the desk has the feed, and the days it closed of which it has no final answer. */
  feed: LogPoint,
  days: z.array(z.object({ date: DateText, nth: z.number().int().min(1).max(99) })).max(62),
  certificate: Signed.optional(),
  writtenMs: z.number().int(),
})
export type BundleManifest = z.infer<typeof BundleManifest>

export const BundleReply = z.object({
  v: z.literal(1),
  bundleId: BundleId,
  ack: PushAck.optional(),
  pictures: z.array(PictureStanding),
  /** What the city has in effect of the days that were asked about; the desk reads them by its own shape. */
  days: z.array(z.unknown()),
  feed: FeedPage.optional(),
})
export type BundleReply = z.infer<typeof BundleReply>

const SignedText = z.object({ body: z.string(), sig: z.string().max(120) })

/** One thing in a piece: the manifest, a pressed batch as it goes over the line, or a sealed picture. */
export type BundleRecord = { readonly type: 'MANIFEST' | 'BATCH' | 'PICTURE'; readonly bytes: Uint8Array }
const types = ['MANIFEST', 'BATCH', 'PICTURE'] as const
const recordHead = 5

/** What a record adds to a piece. */
export function recordBytes({ bytes }: BundleRecord): number {
  return recordHead + bytes.length
}

export type Piece = {
  readonly bytes: Uint8Array
  readonly manifest: BundleManifest
  /** As the desk signed it; whose key that must be is known to whoever knows the desk. */
  readonly signed: z.infer<typeof SignedText>
  readonly records: readonly BundleRecord[]
}

/** Manifest and records of one piece, sealed to the city; the file as it is written. */
export function writePiece(
  keys: { readonly cityKey: string; readonly deskKey: string },
  manifest: BundleManifest,
  records: readonly BundleRecord[],
): Buffer {
  const body = JSON.stringify(manifest)
  const signed = JSON.stringify({ body, sig: sign(keys.deskKey, 'gsc/bundle/1', body) })
  const head = Buffer.concat([
    pieceMark,
    sealKeyId(keys.cityKey),
    Buffer.from(manifest.bundleId, 'hex'),
    Buffer.from([manifest.piece >> 8, manifest.piece & 0xff]),
  ])
  const plain = joined([{ type: 'MANIFEST', bytes: Buffer.from(signed) }, ...records])
  return Buffer.concat([head, sealTo(keys.cityKey, head, plain)])
}

export type PieceName = { readonly bundleId: string; readonly piece: number }

/** Which bundle a file says it belongs to; undefined when it is no piece of one. */
export function nameOfPiece(file: Uint8Array): PieceName | undefined {
  if (file.length <= pieceHead || !pieceMark.equals(file.subarray(0, pieceMark.length))) return undefined
  const from = pieceMark.length + keyIdBytes
  const bundleId = Buffer.from(file.subarray(from, from + bundleIdBytes)).toString('hex')
  return { bundleId, piece: Buffer.from(file).readUInt16BE(pieceHead - 2) }
}

/** The piece, or why it is none for this city. */
export function readPiece(keys: KeyPair, file: Uint8Array): Piece | 'CHANGED' | 'FOREIGN' {
  const name = nameOfPiece(file)
  if (!name) return 'CHANGED'
  const head = file.subarray(0, pieceHead)
  const keyId = head.subarray(pieceMark.length, pieceMark.length + keyIdBytes)
  if (!sealKeyId(keys.publicKey).equals(keyId)) return 'FOREIGN'
  const plain = openSealedTo(keys, head, file.subarray(pieceHead))
  const [first, ...records] = (plain && split(plain)) ?? []
  if (first?.type !== 'MANIFEST' || records.some(({ type }) => type === 'MANIFEST')) return 'CHANGED'
  const signed = SignedText.safeParse(parsed(first.bytes)).data
  const manifest = signed && BundleManifest.safeParse(parsed(signed.body)).data
  if (!signed || manifest?.bundleId !== name.bundleId || manifest.piece !== name.piece) return 'CHANGED'
  return { bytes: file, manifest, signed, records }
}

export function manifestVerifies(deskKey: string, { body, sig }: Piece['signed']): boolean {
  return verify(deskKey, sig, 'gsc/bundle/1', body)
}

/** The answer of the city: signed, and sealed so that the stick tells nobody of it on the way back. */
export function writeReply(
  signer: { readonly privateKey: string; readonly keyId: string },
  replyKey: string,
  reply: BundleReply,
): Buffer {
  const body = JSON.stringify(reply)
  const signed: Signed = {
    body,
    keyId: signer.keyId,
    sig: sign(signer.privateKey, 'gsc/bundle-reply/1', body),
  }
  const head = Buffer.concat([replyMark, Buffer.from(reply.bundleId, 'hex')])
  return Buffer.concat([head, sealTo(replyKey, head, Buffer.from(JSON.stringify(signed)))])
}

/** Which bundle a file answers; undefined when it is no answer. */
export function answeredBy(file: Uint8Array): string | undefined {
  if (file.length <= replyHead || !replyMark.equals(file.subarray(0, replyMark.length))) return undefined
  return Buffer.from(file.subarray(replyMark.length, replyHead)).toString('hex')
}

/** Only what the city signed for this very bundle counts; the text is kept as evidence. */
export function readReply(
  keys: KeyPair,
  cityKey: string,
  file: Uint8Array,
): { readonly reply: BundleReply; readonly signedText: string } | undefined {
  const plain = openSealedTo(keys, file.subarray(0, replyHead), file.subarray(replyHead))
  const signed = plain && Signed.safeParse(parsed(plain)).data
  if (!signed || !verify(cityKey, signed.sig, 'gsc/bundle-reply/1', signed.body)) return undefined
  const reply = BundleReply.safeParse(parsed(signed.body)).data
  return reply && reply.bundleId === answeredBy(file)
    ? { reply, signedText: JSON.stringify(signed) }
    : undefined
}

function joined(records: readonly BundleRecord[]): Buffer {
  return Buffer.concat(
    records.flatMap(({ bytes, type }) => {
      const head = Buffer.alloc(recordHead)
      head.writeUInt8(types.indexOf(type))
      head.writeUInt32BE(bytes.length, 1)
      return [head, bytes]
    }),
  )
}

function split(plain: Buffer): readonly BundleRecord[] | undefined {
  const records: BundleRecord[] = []
  for (let at = 0; at < plain.length; ) {
    if (plain.length - at < recordHead) return undefined
    const type = types[plain.readUInt8(at)]
    const from = at + recordHead
    at = from + plain.readUInt32BE(at + 1)
    if (!type || at > plain.length) return undefined
    records.push({ type, bytes: plain.subarray(from, at) })
  }
  return records
}

function parsed(text: string | Uint8Array): unknown {
  try {
    return JSON.parse(typeof text === 'string' ? text : Buffer.from(text).toString('utf8'))
  } catch {
    return undefined
  }
}
