import { bundleText, type CatalogueBundle } from '#shared/catalogue/bundle.ts'
import type { Catalogue, OneMatter, ServiceItem } from '#shared/catalogue/schema.ts'
import { makeKeyPair } from '#shared/crypto/suite.ts'
import { signCatalogue } from '#shared/protocol/signing.ts'
import { byHand, rules } from './a-desk.ts'

/** The key of the city office in tests, and a desk that trusts it. */
export const office = makeKeyPair()
export const trusting = (centreId?: string) => ({ ...byHand(centreId), cityKey: office.publicKey })

/** In force at once: its day lies before the first morning of the tests. */
export const next = { version: '2099.1', effectiveFrom: '2026-09-01', source: '市级目录2099年第1版' } as const

/** The shipped catalogue as a next version of it would be, with what a test is about. */
export function aBundle(
  changes: Partial<Catalogue> = {},
  more: Omit<Partial<CatalogueBundle>, 'catalogue'> = {},
): CatalogueBundle {
  return { catalogue: { ...rules.catalogue, ...next, ...changes }, ...more }
}

export function withItem(itemId: string, changes: Partial<ServiceItem>): Pick<Catalogue, 'items'> {
  return {
    items: rules.catalogue.items.map((item) => (item.itemId === itemId ? { ...item, ...changes } : item)),
  }
}

export function withMatter(matterId: string, changes: Partial<OneMatter>): Pick<Catalogue, 'matters'> {
  const { matters } = rules.catalogue
  return { matters: matters.map((each) => (each.matterId === matterId ? { ...each, ...changes } : each)) }
}

/** A `*.pccat.json` as the window hands it over. */
export function signedFile(bundle: CatalogueBundle, key = office): string {
  return base64(JSON.stringify(signCatalogue(key.privateKey, 'office-1', bundleText(bundle))))
}

export function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
