import { describe, expect, test } from 'vitest'
import { runDesk } from '#main/hosts/desk-engine.ts'
import { openDesk } from '#main/hosts/open-desk.ts'
import { shippedRules } from '#main/hosts/rules.ts'
import { listCatalogueVersions } from '#main/store/queries/catalogue-version.ts'
import type { CatalogueBundle } from '#shared/catalogue/bundle.ts'
import type { Catalogue } from '#shared/catalogue/schema.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { aBundle, next, signedFile, trusting } from '#tests/support/a-catalogue.ts'
import { aDesk, root, rules, seamsAt, type TestDesk } from '#tests/support/a-desk.ts'

/** The folder of a desk opened by another build, which brings a catalogue of its own. */
async function byBuild(desk: TestDesk, changes: Partial<Catalogue>) {
  await desk.stop()
  const bundle: CatalogueBundle = { ...rules.bundle, catalogue: { ...rules.catalogue, ...changes } }
  const opened = openDesk(root, desk.dir, desk.secret)
  const faults: unknown[] = []
  const told: string[] = []
  const engine = runDesk({
    store: opened.store,
    pictures: opened.pictures,
    seams: seamsAt(desk.clock),
    rules: shippedRules(bundle),
    changed: (what) => told.push(what),
    faulted: (error) => faults.push(error),
    sync: false,
  })
  const overview = async () => {
    const answer = await engine.ask({ staff: undefined }, 'desk.overview', {})
    return (answer.ok ? answer.value : {}) as { readonly catalogueVersion?: string }
  }
  return {
    faults,
    told,
    version: async () => (await overview()).catalogueVersion,
    held: () => opened.store.read(listCatalogueVersions).map(({ version }) => version),
    close: async () => {
      await engine.stop()
      opened.close()
    },
  }
}

async function imported(changes: Partial<Catalogue> = {}): Promise<TestDesk> {
  const desk = await aDesk({ enrolled: trusting() })
  await desk.signIn(2)
  const file = signedFile(aBundle(changes))
  const preview = await desk.ask('catalogue.preview', { file })
  const sha256 = (preview.ok && preview.value.sha256) || ''
  expect(await desk.ask('catalogue.adopt', { file, sha256 })).toMatchObject({ ok: true })
  return desk
}

describe('the catalogue that comes with a build', () => {
  test('is adopted on the first start, once', async () => {
    await using desk = await aDesk()
    const again = await desk.restart()
    const adoptions = again.journal().filter(({ type }) => type === 'catalogue-adopted')
    expect(adoptions).toEqual([
      { type: 'catalogue-adopted', version: rules.catalogue.version, sha256: rules.sha256 },
    ])
    await again.stop()
  })

  test('is adopted when it is newer than all that is here', async () => {
    await using desk = await aDesk()
    const build = await byBuild(desk, { version: '2098.1', effectiveFrom: '2026-09-10' })
    expect(await build.version()).toBe('2098.1')
    expect(build.held()).toEqual([rules.catalogue.version, '2098.1'].toSorted())
    await build.close()
  })

  test('never takes the place of a newer one the city brought', async () => {
    await using desk = await imported()
    const build = await byBuild(desk, { version: '2098.1', effectiveFrom: '2026-09-10' })
    expect(await build.version()).toBe(next.version)
    expect(build.held()).not.toContain('2098.1')
    expect(build.faults).toEqual([])
    await build.close()
  })

  test('changed without a new version, changes nothing and is told in the log', async () => {
    await using desk = await aDesk()
    const build = await byBuild(desk, { source: '悄悄改过' })
    expect(build.faults).toEqual([expect.any(Fault)])
    expect(build.faults).toMatchObject([{ code: 'version-reused' }])
    expect(build.held()).toEqual([rules.catalogue.version])
    await build.close()
  })

  test('that waits for its day takes over while the program runs, and the windows are told', async () => {
    await using desk = await aDesk()
    const build = await byBuild(desk, { version: '2098.1', effectiveFrom: '2026-09-19' })
    expect(await build.version()).toBe(rules.catalogue.version)
    expect(build.told).toEqual([])
    desk.clock.nowMs = Date.parse('2026-09-19T00:00:00+08:00')
    expect(await build.version()).toBe('2098.1')
    expect(build.told).toEqual(['catalogue'])
    await build.close()
  })
})

test('a kept catalogue whose bytes were changed is not worked by', async () => {
  await using desk = await imported()
  desk.opened.store.client
    .prepare(
      'UPDATE catalogue_version SET body = (SELECT body FROM catalogue_version WHERE version = ?) WHERE version = ?',
    )
    .run(rules.catalogue.version, next.version)
  await desk.stop()
  await expect(aDesk({ dir: desk.dir, secret: desk.secret, clock: desk.clock })).rejects.toMatchObject({
    code: 'catalogue-damaged',
    sentence: expect.stringContaining(next.version),
  })
})
