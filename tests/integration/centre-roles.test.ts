import { expect, test } from 'vitest'
import type { CatalogueBundle } from '#shared/catalogue/bundle.ts'
import { aBundle, signedFile, trusting } from '#tests/support/a-catalogue.ts'
import { aDesk, rules } from '#tests/support/a-desk.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { aVisit } from '#tests/support/visits.ts'

const allowance = 'A09-I1'
const jinshan = '360322102'
const tongmu = '360322101'

/** One file for both centres: at the first the township decides, at the second it only passes on. */
const bundle: CatalogueBundle = aBundle(
  {},
  { centreRoles: { [jinshan]: { [allowance]: 'DECIDE' }, [tongmu]: { [allowance]: 'COLLECT' } } },
)

async function atCentre(centreId: string) {
  await using desk = await aDesk({ enrolled: trusting(centreId) })
  await desk.signIn(2)
  const file = signedFile(bundle)
  const preview = await desk.ask('catalogue.preview', { file })
  if (!preview.ok) throw new Error(preview.refusal.code)
  await desk.ask('catalogue.adopt', { file, sha256: preview.value.sha256 ?? '' })
  const current = await desk.ask('catalogue.current', {})
  const decided = await taken(desk, aVisit('V04'))
  const papers = await Promise.all(
    decided.papers.map(({ paperId }) => desk.ask('paper.content', { paperId })),
  )
  return {
    told: preview.value.items.changed.flatMap(({ words }) => words).join('；'),
    role: current.ok && current.value.catalogue.items.find(({ itemId }) => itemId === allowance)?.role,
    states: decided.outcomes.map(({ role, state }) => `${role} ${state}`),
    kinds: decided.papers.map(({ kind }) => kind),
    text: JSON.stringify(papers),
  }
}

test('the same matter ends in other decisions and papers at a centre with another role', async () => {
  const [here, there] = [await atCentre(jinshan), await atCentre(tongmu)]

  expect(here.role).toBe('DECIDE')
  expect(here.states).toEqual(['DECIDE ACCEPTED'])
  expect(here.kinds).toContain('D2')

  expect(there.role).toBe('COLLECT')
  expect(there.states).toEqual(['COLLECT RECEIVED'])
  expect(there.kinds).toEqual(['D1'])
  expect(there.text).toContain('代收转送')
  expect(there.told).toContain('中心角色由')
})

test('a centre that is not named works by the role of the item itself', async () => {
  const elsewhere = await atCentre('360313101')
  expect(elsewhere.role).toBe(rules.catalogue.items.find(({ itemId }) => itemId === allowance)?.role)
  expect(elsewhere.told).toBe('')
})
