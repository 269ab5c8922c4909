import { hash } from './suite.ts'

/** The name of an offer, of its canonical text: what an acceptance names, at the desk and at the city. */
export function offerHash(text: string): string {
  return hash('gsc/offer/1', text).toString('base64url')
}
