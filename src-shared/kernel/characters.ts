import { z } from 'zod'

/**
 * Characters as people count them: 𠮷 is one, although it is stored as two. A name of sixty characters has
 * sixty whether or not a rare one is among them.
 */
export function charactersIn(text: string): number {
  return Array.from(text).length
}

/** Text of at most so many characters. */
export function characters(max: number) {
  return z.string().refine((text) => charactersIn(text) <= max, { message: 'too-long' })
}

/** The first so many characters; never half a rare one. */
export function cutTo(text: string, max: number): string {
  return text.length <= max ? text : Array.from(text).slice(0, max).join('')
}
