import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { useConsult } from './consult-draft.ts'

/** Both may stay empty: a consultation is not refused for want of a name. */
export function PersonFields({ onDone }: { readonly onDone: () => void }) {
  const name = useConsult(({ name }) => name)
  const phone = useConsult(({ phone }) => phone)
  const set = useConsult(({ set }) => set)
  return (
    <div className="talk-person">
      <FastField
        label="姓名（可不留）"
        fieldId="talk-name"
        value={name}
        maxLength={60}
        onInput={(value) => set({ name: value })}
        onEnter={() => focusPlace('talk-phone')}
      />
      <FastField
        label="电话（可不留）"
        fieldId="talk-phone"
        inputMode="tel"
        value={phone}
        maxLength={30}
        onInput={(value) => set({ phone: value })}
        onEnter={onDone}
      />
    </div>
  )
}
