import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { faultAt } from './ApplicantFields.tsx'
import type { LocalFault } from './applicant-faults.ts'
import { useIntake } from './intake-draft.ts'

const titles = {
  SELF: '',
  FAMILY: '来办的家属',
  AGENT: '来办的代理人、经办人',
  GUARDIAN: '来办的监护人',
} as const

/** The second person, when the applicant did not come; never the officer of a 代办. */
export function RepresentativeFields({
  faults,
  onDone,
}: {
  readonly faults: readonly LocalFault[]
  readonly onDone: () => void
}) {
  const representative = useIntake(({ draft }) => draft.representative)
  const { setRepresentative } = useIntake.getState()
  const { capacity } = representative
  if (capacity === 'SELF') return null
  return (
    <section aria-labelledby="representative-title">
      <h2 id="representative-title">{titles[capacity]}</h2>
      <div className="fields">
        <FastField
          label="来办的人姓名"
          fieldId="representative.name"
          value={representative.name ?? ''}
          maxLength={30}
          required
          wanted={!representative.name}
          error={faultAt(faults, 'representative.name')}
          onInput={(name) => setRepresentative({ name })}
          onEnter={() => focusPlace('representative.idNumber')}
        />
        <FastField
          label="来办的人身份证号"
          fieldId="representative.idNumber"
          value={representative.idNumber ?? ''}
          maxLength={30}
          required
          wanted={!representative.idNumber}
          error={faultAt(faults, 'representative.idNumber')}
          onInput={(idNumber) => setRepresentative({ idNumber })}
          onEnter={() => focusPlace('representative.relation')}
        />
        <FastField
          label={capacity === 'AGENT' ? '授权（如：委托书、单位介绍信）' : '与办事人的关系'}
          fieldId="representative.relation"
          value={representative.relation ?? ''}
          maxLength={30}
          required
          wanted={!representative.relation}
          error={faultAt(faults, 'representative.relation')}
          onInput={(relation) => setRepresentative({ relation })}
          onEnter={() => focusPlace('representative.phone')}
        />
        <FastField
          label="来办的人电话"
          fieldId="representative.phone"
          inputMode="tel"
          value={representative.phone ?? ''}
          maxLength={20}
          onInput={(phone) => setRepresentative({ phone })}
          onEnter={onDone}
        />
      </div>
    </section>
  )
}
