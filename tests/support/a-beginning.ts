import type { Answer, Input } from '#shared/contract/desk.ts'
import type { ErrandLine } from '#shared/contract/errand.ts'
import { hash } from '#shared/crypto/suite.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import type { Ink } from '#shared/domain/signature.ts'
import { slipText } from '#shared/domain/slip-text.ts'
import { AssistOrderId, type CaseId, LetterId, type StaffId } from '#shared/kernel/ids.ts'
import { people, type TestDesk } from './a-desk.ts'
import { aWish, letterWish } from './an-errand.ts'
import { inkOf } from './ink.ts'

export const anOriginal: ErrandLine = {
  name: '户口簿',
  form: 'ORIGINAL',
  docNumber: '萍公户字第360322001号',
  copies: 1,
  condition: 'GOOD',
}

type Wish = Partial<Omit<Input<'errand.begin'>, 'letter'>> & {
  readonly letter?: Partial<Input<'errand.begin'>['letter']>
  readonly signer?: string
  /** Another ink than the right one. */
  readonly spoil?: { readonly letter?: (sha: string) => Ink; readonly slip?: (sha: string) => Ink }
}

/** 转代办 as a window does it: drafted, signed, the papers laid down, signed again, the PIN. */
export async function begun(
  desk: Pick<TestDesk, 'ask' | 'clock'>,
  { caseId, officerId }: { readonly caseId: CaseId; readonly officerId: StaffId },
  { letter: change, signer: named, spoil = {}, ...wish }: Wish = {},
): Promise<Answer<'errand.begin'>> {
  const orderId = AssistOrderId.parse(uuidV7(desk.clock.nowMs))
  const letter = { ...letterWish, ...change }
  const common = { caseId, orderId, wish: aWish(officerId), letter }
  const drafted = await desk.ask('errand.draft', { ...common, ...(wish.wish ? { wish: wish.wish } : {}) })
  if (!drafted.ok) return drafted
  const signer = named ?? drafted.value.terms.signer.name
  const outlook = await desk.ask('errand.outlook', { caseId })
  if (!outlook.ok) throw new Error(outlook.refusal.code)
  const { centreName, today } = outlook.value
  const lines = wish.lines ?? [anOriginal]
  const text = slipText({ act: 'TAKE_IN', centreName, on: today, signer, lines })
  const right = (sha: string) => inkOf(signer, sha)
  return desk.ask('errand.begin', {
    ...common,
    letterId: LetterId.parse(uuidV7(desk.clock.nowMs)),
    signature: (spoil.letter ?? right)(drafted.value.textSha256),
    lines,
    slipSignature: (spoil.slip ?? right)(hash(text).toString('base64url')),
    officer: { pin: people[1].pin },
    ...wish,
  })
}
