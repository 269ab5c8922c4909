import { z } from 'zod'
import { Sha256 } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'

/** Limits of one signature; two of them and the letter fit into one entry of the journal. */
const pointsMax = 3_000
const imageMax = 36_000

/** One stroke: points in millimetres on the surface it was drawn on, from the upper left corner. */
const Stroke = z
  .array(z.tuple([z.number().min(0).max(400), z.number().min(0).max(400)]))
  .min(1)
  .max(pointsMax)

const Size = z.object({ widthMm: z.number().min(0).max(400), heightMm: z.number().min(0).max(400) })

/**
 * A name written by hand: the strokes, the picture of them, and the hash of the exact text that was
 * shown meanwhile (ui.md UX-411). `drawn` is the size the ink had under the hand.
 */
export const Ink = z.object({
  how: z.enum(['PEN', 'TOUCH', 'MOUSE']),
  name: z.string().trim().max(60),
  strokes: z.array(Stroke).max(500),
  drawn: Size,
  image: Size.extend({ png: z.string().max(imageMax) }),
  textSha256: Sha256,
  atMs: z.number().int(),
})
export type Ink = z.infer<typeof Ink>

/** Who stood by, read the text out and saw the finger put on it. */
export const Witness = z.object({
  name: z.string().trim().max(60),
  idNumber: z.string().trim().max(30),
  ink: Ink,
})
export type Witness = z.infer<typeof Witness>

/**
 * A finger put on the printed text. The print itself is never stored, nor is a picture of it: what the
 * desk knows is why nobody wrote and who saw it (domain.md 8, PIPL 28).
 */
export const Fingerprint = z.object({
  how: z.literal('FINGERPRINT'),
  name: z.string().trim().max(60),
  reason: z.string().trim().max(100),
  textSha256: Sha256,
  atMs: z.number().int(),
  witness: Witness.optional(),
})
export type Fingerprint = z.infer<typeof Fingerprint>

export const Signature = z.discriminatedUnion('how', [
  /** Somebody who cannot read the text signs before a witness too. */
  Ink.extend({ cannotRead: z.boolean().optional(), witness: Witness.optional() }),
  Fingerprint,
])
export type Signature = z.infer<typeof Signature>

export const signatureCodes = [
  'signature-blank',
  'signature-shrunk',
  'signature-image-missing',
  'signature-name-missing',
  'text-changed',
  'witness-missing',
  'witness-not-independent',
  'fingerprint-reason-missing',
] as const
export type SignatureCode = (typeof signatureCodes)[number]

const pointsMin = 30
const lengthMinMm = 15
/** A pad rounds; a scaled picture loses much more. */
const toleranceMm = 1

export type SignatureFacts = {
  /** Of the text as it stands now. */
  readonly textSha256: string
  /** Names and numbers of those whose paper it is: none of them is a witness. */
  readonly parties: readonly string[]
}

/** What is wrong with a signature under a text, or nothing. */
export function checkSignature(
  signature: Signature,
  facts: SignatureFacts,
): Result<undefined, SignatureCode> {
  if (!signature.name) return refuse('signature-name-missing')
  if (signature.textSha256 !== facts.textSha256) return refuse('text-changed')
  if (signature.how === 'FINGERPRINT' && !signature.reason) return refuse('fingerprint-reason-missing')
  const ink = signature.how === 'FINGERPRINT' ? ok(undefined) : checkInk(signature)
  if (!ink.ok) return ink
  const witnessed = signature.how === 'FINGERPRINT' || signature.cannotRead === true
  return witnessed || signature.witness ? checkWitness(signature, facts) : ok(undefined)
}

function checkWitness(
  { name, witness }: Signature,
  { parties, textSha256 }: SignatureFacts,
): Result<undefined, SignatureCode> {
  if (!witness?.name || !witness.idNumber) return refuse('witness-missing')
  if (witness.ink.textSha256 !== textSha256) return refuse('text-changed')
  if (witness.ink.name !== witness.name) return refuse('witness-missing')
  if ([name, ...parties].some((party) => party === witness.name || party === witness.idNumber))
    return refuse('witness-not-independent', { name: witness.name })
  return checkInk(witness.ink)
}

/**
 * Ink that is there and as large as it was drawn (ui.md UX-412). One unbroken stroke is as good as many.
 *
 * A window that was resized used to scale the ink until nobody could tell whose it was; here the
 * strokes and their picture must still have the size that they had under the hand.
 */
export function checkInk({ drawn, image, strokes }: Ink): Result<undefined, SignatureCode> {
  const points = strokes.reduce((sum, stroke) => sum + stroke.length, 0)
  const length = strokes.reduce((sum, stroke) => sum + lengthOf(stroke), 0)
  if (points < pointsMin || length < lengthMinMm)
    return refuse('signature-blank', { points: `${points}`, mm: `${Math.floor(length)}` })
  const box = boxOf(strokes)
  const shrunk = (is: number, was: number) => is + toleranceMm < was
  if (shrunk(box.widthMm, drawn.widthMm) || shrunk(box.heightMm, drawn.heightMm))
    return refuse('signature-shrunk')
  if (shrunk(image.widthMm, box.widthMm) || shrunk(image.heightMm, box.heightMm))
    return refuse('signature-shrunk')
  return /^iVBORw0KGgo[A-Za-z0-9+/]+={0,2}$/.test(image.png)
    ? ok(undefined)
    : refuse('signature-image-missing')
}

type Points = readonly (readonly [number, number])[]

function lengthOf(stroke: Points): number {
  return stroke.reduce((sum, [x, y], at) => {
    const before = stroke[at - 1]
    return before ? sum + Math.hypot(x - before[0], y - before[1]) : sum
  }, 0)
}

/** The size of the ink, without the room around it. */
export function boxOf(strokes: readonly Points[]): z.infer<typeof Size> {
  const points = strokes.flat()
  const span = (all: readonly number[]) =>
    all.length === 0 ? 0 : all.reduce((a, b) => Math.max(a, b)) - all.reduce((a, b) => Math.min(a, b))
  return {
    widthMm: span(points.map(([x]) => x)),
    heightMm: span(points.map(([, y]) => y)),
  }
}
