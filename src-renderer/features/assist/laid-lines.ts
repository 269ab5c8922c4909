import type { ThingForm } from '#shared/domain/custody.ts'
import type { Errand, Laid, Outlook } from './errand-draft.ts'

export type Row = {
  readonly key: string
  readonly rowId?: string
  readonly name: string
  readonly form: ThingForm
  readonly neverHeld: boolean
  readonly fee: boolean
}

/** What may lie on the desk: originals first, what is only shown last; what is kept here already is not asked again. */
export function itemRows(outlook: Outlook, added: Errand['added'], laid: readonly Laid[]): readonly Row[] {
  const order = ({ form, neverHeld }: Row) => (neverHeld ? 2 : form === 'ORIGINAL' ? 0 : 1)
  const known = outlook.rows
    .filter(({ held }) => !held)
    .map(({ form, name, neverHeld, rowId }) => ({ key: rowId, rowId, name, form, neverHeld, fee: false }))
    .toSorted((a, b) => order(a) - order(b))
  const more = added.map(({ key, name }) => ({
    key,
    name,
    form: 'ORIGINAL' as const,
    neverHeld: false,
    fee: false,
  }))
  const fees = laid.flatMap(({ form, key, name }) =>
    form === 'FEE_RECEIPT' ? [{ key, name, form, neverHeld: false, fee: true }] : [],
  )
  return [...known, ...more, ...fees]
}

/** In the order they were laid down; a line said again stays in its place. */
export function relaid(laid: readonly Laid[], line: Laid): readonly Laid[] {
  return laid.some(({ key }) => key === line.key)
    ? laid.map((each) => (each.key === line.key ? line : each))
    : [...laid, line]
}

export function sumWord(laid: readonly Laid[]): string {
  const count = (...forms: readonly ThingForm[]) =>
    laid.filter(({ form }) => forms.includes(form)).reduce((sum, { copies }) => sum + copies, 0)
  const parts = [
    ['原件', count('ORIGINAL')],
    ['复印', count('COPY', 'FORM')],
    ['代缴凭据', count('FEE_RECEIPT')],
  ] as const
  const said = parts.flatMap(([word, n]) => (n > 0 ? `${word} ${n}` : []))
  return said.length > 0 ? said.join(' · ') : '还没有放材料'
}

/** What still stands in the way of the slip, and at which row. */
export function unfinished(
  rows: readonly Row[],
  laid: readonly Laid[],
): { readonly at: number; readonly sentence: string } | undefined {
  if (laid.length === 0) return { at: 0, sentence: '还没有选材料，请至少选一件：1 原件，2 复印件。' }
  const bare = laid.find(({ docNumber, form, photo }) => form === 'ORIGINAL' && !docNumber && !photo)
  if (!bare) return undefined
  const at = rows.findIndex(({ key }) => key === bare.key)
  return { at, sentence: `“${bare.name}”是原件，请按 1 填证件号码，没有号码的按 F8 拍照。` }
}
