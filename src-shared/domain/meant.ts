import { checkCaseNo } from './case-number.ts'
import { narrowed } from './typed-text.ts'

/** What somebody meant by what stands in the find box (ui.md 2.g). */
export type Meant =
  | { readonly by: 'nothing' }
  | { readonly by: 'idNumber'; readonly value: string }
  | { readonly by: 'phone'; readonly value: string }
  | { readonly by: 'tail'; readonly value: string }
  | { readonly by: 'caseNo'; readonly value: string }
  | { readonly by: 'caseTail'; readonly value: string }
  | { readonly by: 'docNo'; readonly value: string }
  | { readonly by: 'letters'; readonly value: string }
  | { readonly by: 'words'; readonly value: string }

/**
 * Told from its shape alone, so that nobody has to say what kind of thing is typed.
 *
 * A certificate of the disabled carries the number of its holder in front, so it finds the holder.
 */
export function meantBy(raw: string): Meant {
  const typed = narrowed(raw)
  const close = typed.replace(/[\s-]/g, '').toUpperCase()
  if (close === '') return { by: 'nothing' }
  const caseNo = checkCaseNo(close)
  if (caseNo.ok) return { by: 'caseNo', value: caseNo.value.caseNo }
  if (/^\d{17}[\dX]$/.test(close)) return { by: 'idNumber', value: close }
  if (/^\d{17}[\dX]\d\d([A-Z]\d)?$/.test(close)) return { by: 'idNumber', value: close.slice(0, 18) }
  if (/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(close)) return { by: 'idNumber', value: close }
  if (/^1\d{10}$/.test(close)) return { by: 'phone', value: close }
  if (/^\d{3}[\dX]$/.test(close)) return { by: 'tail', value: close }
  if (/^[0-9A-Z]{3}-\d{4}$/i.test(typed) || /^[A-Z][0-9A-Z]{2}\d{4}$/.test(close))
    return { by: 'caseTail', value: close }
  if (/[字第〔]/.test(typed) && /\d/.test(typed)) return { by: 'docNo', value: typed }
  if (/^[A-Z][A-Z0-9]*$/.test(close)) return { by: 'letters', value: close.toLowerCase() }
  return /[一-鿿㐀-䶿𠀀-𪛟]/u.test(typed) ? { by: 'words', value: typed } : { by: 'nothing' }
}
