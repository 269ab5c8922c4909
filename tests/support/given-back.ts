import { createHash } from 'node:crypto'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { slipText } from '#shared/domain/slip-text.ts'
import type { TestDesk } from './a-desk.ts'
import { inkOf } from './ink.ts'

type Said = Input<'custody.returnTo'>

/** Things go home against a name written under the very words of the slip, as the window shows them. */
export async function givenBack(
  desk: Pick<TestDesk, 'ask'>,
  things: Said['things'],
  signedBy: string,
  change: Partial<Said> = {},
): Promise<Answer<'custody.returnTo'>> {
  const sha256 = createHash('sha256')
    .update(await backText(desk, things, signedBy))
    .digest('base64url')
  return desk.ask('custody.returnTo', {
    things,
    signedBy,
    ...(signedBy ? { signature: inkOf(signedBy, sha256) } : {}),
    ...change,
  })
}

/** What the owner reads and signs; a thing this desk does not know stands in no text. */
export async function backText(
  desk: Pick<TestDesk, 'ask'>,
  things: Said['things'],
  signer: string,
): Promise<string> {
  const overview = await desk.ask('desk.overview', {})
  if (!overview.ok) throw new Error('the desk always answers')
  const lines = []
  for (const said of things) {
    const chain = await desk.ask('custody.chain', { thingId: said.thingId })
    if (!chain.ok) continue
    const { condition, copies, docNumber, form, name, pages } = chain.value.thing
    lines.push({
      name,
      form,
      copies,
      condition: said.condition ?? condition,
      docNumber: said.docNumber || docNumber,
      pages: said.pages ?? pages,
    })
  }
  const { centreName, today } = overview.value
  return slipText({ act: 'GIVE_BACK', centreName, on: today, signer, lines })
}
