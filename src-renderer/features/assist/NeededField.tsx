import { useState } from 'react'
import { type About, MatterField } from '../../app/MatterField.tsx'
import { focusPlace } from '../../components/focus-place.ts'

type Needed = readonly { readonly matterId: string; readonly name: string }[]
type Props = { readonly needed: Needed; readonly onChange: (needed: Needed) => void }

/** The matters a project will need: one after the other, until Enter on an empty line goes on. */
export function NeededField({ needed, onChange }: Props) {
  const [about, setAbout] = useState<About>({ words: '' })
  const add = (picked: About) => {
    const { matterId, words } = picked
    if (!matterId) return void focusPlace('log.officerId')
    if (!needed.some((each) => each.matterId === matterId)) onChange([...needed, { matterId, name: words }])
    setAbout({ words: '' })
  }
  return (
    <MatterField
      label={`要办哪些事${needed.length > 0 ? `：${needed.map(({ name }) => name).join('、')}` : ''}`}
      fieldId="log.needed"
      value={about}
      hint="选一件加一件，选完空着按 Enter"
      onChange={setAbout}
      onPicked={add}
    />
  )
}
