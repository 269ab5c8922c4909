import { hash } from '#shared/crypto/suite.ts'
import type { Identity } from '#shared/domain/custody.ts'
import { checkSignature, type Signature, type SignatureCode } from '#shared/domain/signature.ts'
import { type SlipTextLine, slipText } from '#shared/domain/slip-text.ts'
import { canonical, type Json } from '#shared/kernel/json.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'

type Signing = {
  readonly signedBy: string
  readonly signature?: Signature | undefined
  readonly lines: readonly SlipTextLine[]
}
type Kept = Pick<Extract<Identity, { how: 'SIGNATURE' }>, 'signature'>

/**
 * The signature under a slip, when it was written on the pad and not on the printed paper: held against
 * the text as the desk itself puts it, so that what was changed after signing is no longer signed.
 */
export function signed(
  signing: Signing | undefined,
  facts: {
    readonly act: 'TAKE_IN' | 'GIVE_BACK'
    readonly centreName: string
    readonly on: string
    /** Staff of this handover: none of them is a witness. */
    readonly parties: readonly string[]
  },
): Result<Kept, SignatureCode> {
  if (!signing?.signature) return ok({})
  const { lines, signature, signedBy } = signing
  const text = slipText({ ...facts, signer: signedBy, lines })
  if (signature.name !== signedBy) return refuse('text-changed')
  const checked = checkSignature(signature, {
    textSha256: hash(text).toString('base64url'),
    parties: [signedBy, ...facts.parties],
  })
  if (!checked.ok) return checked
  const sha256 = hash(canonical(signature as unknown as Json)).toString('base64url')
  return ok({ signature: { sha256, ink: signature } })
}
