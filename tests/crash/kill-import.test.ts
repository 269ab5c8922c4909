import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { randomBytes } from '#shared/crypto/suite.ts'
import { aBundle, next, signedFile, trusting } from '#tests/support/a-catalogue.ts'
import { aDesk, root, rules } from '#tests/support/a-desk.ts'

test.each([
  ['shown', ['shown'], rules.catalogue.version],
  ['entry', ['shown'], rules.catalogue.version],
  ['done', ['shown', 'adopted'], next.version],
])(
  'a desk killed while it imports (%s) has the old catalogue or the new one, and is whole',
  async (until, said, version) => {
    const work = mkdtempSync(join(tmpdir(), 'pingchuang-import-'))
    const secret = randomBytes(32)
    const first = await aDesk({ secret, enrolled: trusting() })
    await first.stop()
    const file = join(work, 'next.pccat.base64')
    writeFileSync(file, signedFile(aBundle()))

    const script = join(root, 'tests', 'support', 'crash-import.ts')
    const child = spawnSync(process.execPath, [script, first.dir, secret.toString('hex'), file, until], {
      cwd: root,
      encoding: 'utf8',
    })
    expect([child.signal, child.stderr]).toEqual(['SIGKILL', expect.any(String)])
    expect(child.stdout.trim().split('\n')).toEqual(said)

    const desk = await aDesk({ dir: first.dir, secret })
    const overview = await desk.ask('desk.overview', {})
    expect(overview.ok && overview.value.catalogueVersion).toBe(version)
    const kept = desk.opened.store.client.prepare('SELECT count(*) FROM catalogue_version').pluck().get()
    const adoptions = desk.journal().filter(({ type }) => type === 'catalogue-adopted')
    expect(adoptions).toHaveLength(Number(kept))
    expect(verifyStore(desk.opened.store, root)).toEqual([])
    await desk.stop()
    for (const dir of [work, first.dir]) rmSync(dir, { recursive: true, force: true })
  },
)
