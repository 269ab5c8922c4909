import type { ApplicantDraft } from '#shared/contract/intake.ts'
import { checkCreditCode } from '#shared/domain/credit-code.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import type { LocalFault } from './applicant-faults.ts'
import type { Found } from './found.ts'
import { useRoom } from './intake-context.ts'
import { useIntake } from './intake-draft.ts'
import { faultText } from './words.ts'

type Props = {
  readonly faults: readonly LocalFault[]
  readonly said: string
  readonly found: Found | undefined
  readonly onLookUp: () => void
  readonly onChanged: () => void
  readonly onTakeKnown: () => void
  readonly onDone: () => void
}

const noPhoneReasons = ['没有电话', '听不清，由家属接听', '不便留电话'].map((reason) => ({
  value: reason,
  label: reason,
}))
const capacities = [
  { value: 'SELF', label: '本人' },
  { value: 'FAMILY', label: '家属' },
  { value: 'AGENT', label: '代理人、经办人' },
  { value: 'GUARDIAN', label: '监护人' },
] as const
const organisationCapacities = [
  { value: 'SELF', label: '法定代表人本人' },
  { value: 'AGENT', label: '代理人、经办人' },
] as const
const kinds = [
  { value: 'PERSON', label: '个人' },
  { value: 'ORGANISATION', label: '单位' },
] as const

/** Number, name, phone, address, and who stands at the counter. */
export function ApplicantFields(props: Props) {
  const { found, onTakeKnown, said } = props
  const applicant = useIntake(({ draft }) => draft.applicant)
  const { setApplicant } = useIntake.getState()
  const person = applicant.kind === 'PERSON'
  const pending = applicant.identityMethod === 'PENDING'
  const wrong = (at: string) => faultAt(props.faults, at)
  const fromLast = (value: string, known: string | undefined) =>
    known && value === known ? `上次 ${found?.known?.lastSeen.slice(0, 7) ?? ''}` : undefined

  return (
    <div className="fields">
      <KindField kind={applicant.kind} onChanged={props.onChanged} />
      <FastField
        label={person ? '身份证号' : '统一社会信用代码'}
        fieldId="idNumber"
        value={applicant.idNumber}
        maxLength={30}
        required={!pending}
        wanted={applicant.idNumber === '' && !pending}
        badge={found ? '手输' : pending ? '号码待核' : undefined}
        error={said || wrong('idNumber')}
        onInput={(idNumber) => {
          props.onChanged()
          setApplicant({ idNumber, kind: kindOf(idNumber, applicant.kind), identityMethod: 'TYPED' })
        }}
        onEnter={props.onLookUp}
      />
      <label className="tick">
        <input
          type="checkbox"
          checked={pending}
          onChange={(event) => setApplicant({ identityMethod: event.target.checked ? 'PENDING' : 'TYPED' })}
        />
        <span>
          号码待核（手里没有证件，<kbd>Space</kbd> 勾选）
        </span>
      </label>
      {found?.known ? (
        <button type="button" className="known" data-field="known" onClick={onTakeKnown}>
          <span>
            上次登记（{longDayText(found.known.lastSeen)}）：<strong>{found.known.name}</strong>
            {found.known.phone ? ` · ${found.known.phone}` : ''}
            {found.known.address ? ` · ${found.known.address}` : ''}
          </span>
          <span>
            <kbd>Enter</kbd> 沿用
          </span>
        </button>
      ) : null}
      <FastField
        label={person ? '姓名' : '名称'}
        fieldId="name"
        value={applicant.name}
        maxLength={60}
        required
        wanted={applicant.name === ''}
        badge={fromLast(applicant.name, found?.known?.name)}
        error={wrong('name')}
        onInput={(name) => setApplicant({ name })}
        onEnter={() => focusPlace(person ? 'phone' : 'legalRepresentative')}
      />
      {person ? null : (
        <FastField
          label="法定代表人"
          fieldId="legalRepresentative"
          value={applicant.legalRepresentative}
          maxLength={30}
          onInput={(legalRepresentative) => setApplicant({ legalRepresentative })}
          onEnter={() => focusPlace('phone')}
        />
      )}
      <PhoneFields
        applicant={applicant}
        badge={fromLast(applicant.phone, found?.known?.phone)}
        error={wrong('phone')}
      />
      <FastField
        label={person ? '住址' : '住所'}
        fieldId="address"
        value={applicant.address}
        maxLength={80}
        wide
        badge={fromLast(applicant.address, found?.known?.address)}
        onInput={(address) => setApplicant({ address })}
        onEnter={() => focusPlace('capacity')}
      />
      <CapacityField person={person} onDone={props.onDone} />
    </div>
  )
}

function KindField({
  kind,
  onChanged,
}: {
  readonly kind: ApplicantDraft['kind']
  readonly onChanged: () => void
}) {
  const { catalogue, merged } = useRoom()
  const matter = catalogue.matters.find(({ matterId }) => matterId === merged?.matterId)
  if (matter?.applicantType !== 'EITHER') return null
  return (
    <ChoiceField
      label="办事人是"
      fieldId="kind"
      options={kinds}
      value={kind}
      wide
      onChoose={(value) => {
        onChanged()
        useIntake.getState().setApplicant({ kind: value === 'PERSON' ? 'PERSON' : 'ORGANISATION' })
      }}
      onPicked={() => focusPlace('idNumber')}
      onEnter={() => focusPlace('idNumber')}
    />
  )
}

function PhoneFields({
  applicant,
  badge,
  error,
}: {
  readonly applicant: ApplicantDraft
  readonly badge: string | undefined
  readonly error: string | undefined
}) {
  const { setApplicant } = useIntake.getState()
  return (
    <>
      <FastField
        label="电话"
        fieldId="phone"
        inputMode="tel"
        value={applicant.phone}
        maxLength={20}
        wanted={applicant.phone === '' && applicant.noPhoneReason === ''}
        badge={badge}
        error={error}
        onInput={(phone) => setApplicant({ phone })}
        onEnter={() =>
          focusPlace(useIntake.getState().draft.applicant.phone === '' ? 'noPhoneReason' : 'address')
        }
      />
      {applicant.phone === '' ? (
        <ChoiceField
          label="没有电话的原因"
          fieldId="noPhoneReason"
          options={noPhoneReasons}
          value={applicant.noPhoneReason}
          wide
          onChoose={(noPhoneReason) => setApplicant({ noPhoneReason })}
          onPicked={() => focusPlace('address')}
          onEnter={() => focusPlace('address')}
        />
      ) : null}
    </>
  )
}

function CapacityField({ person, onDone }: { readonly person: boolean; readonly onDone: () => void }) {
  const capacity = useIntake(({ draft }) => draft.representative.capacity)
  const options = person ? capacities : organisationCapacities
  const onPicked = (value: string) => {
    if (value === 'SELF') onDone()
    else setTimeout(() => focusPlace('representative.name'))
  }
  return (
    <ChoiceField
      label="谁来办"
      fieldId="capacity"
      wide
      options={options}
      value={capacity}
      onChoose={(value) => {
        const chosen = capacities.find((option) => option.value === value)
        if (chosen) useIntake.getState().setRepresentative({ capacity: chosen.value })
      }}
      onPicked={onPicked}
      onEnter={() => onPicked(useIntake.getState().draft.representative.capacity)}
    />
  )
}

/** Eighteen characters that only fit an organisation make the applicant one. */
function kindOf(typed: string, kind: ApplicantDraft['kind']): ApplicantDraft['kind'] {
  if (kind === 'ORGANISATION') return kind
  return /[A-WYZ]/i.test(typed) && checkCreditCode(typed).ok ? 'ORGANISATION' : kind
}

export function faultAt(faults: readonly LocalFault[], at: string): string | undefined {
  const fault = faults.find((each) => each.at === at)
  return fault && faultText(fault.code, placeNames[at] ?? '', fault.detail)
}

/** The labels of the places a fault may name in this step. */
export const placeNames: Readonly<Record<string, string>> = {
  name: '姓名',
  idNumber: '身份证号',
  phone: '电话',
  'representative.name': '姓名',
  'representative.idNumber': '身份证号',
  'representative.relation': '关系或授权',
}
