import type { ApplicantDraft } from '#shared/contract/intake.ts'
import { checkCreditCode } from '#shared/domain/credit-code.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import type { LocalFault } from './applicant-faults.ts'
import { useRoom } from './intake-context.ts'
import { useIntake } from './intake-draft.ts'
import { KnownOffer } from './KnownOffer.tsx'
import { ownOffer, ownSource } from './take-over.ts'
import type { usePerson } from './use-person.ts'
import { faultText } from './words.ts'

type Props = {
  readonly faults: readonly LocalFault[]
  readonly person: ReturnType<typeof usePerson>
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
export function ApplicantFields({ faults, onDone, person: room }: Props) {
  const { today } = useRoom()
  const applicant = useIntake(({ draft }) => draft.applicant)
  const { setApplicant } = useIntake.getState()
  const person = applicant.kind === 'PERSON'
  const pending = applicant.identityMethod === 'PENDING'
  const wrong = (at: string) => faultAt(faults, at)
  const known = room.person?.known
  const name = useOwn('name')
  const address = useOwn('address')

  return (
    <div className="fields">
      <KindField kind={applicant.kind} onChanged={room.forget} />
      <FastField
        label={person ? '身份证号' : '统一社会信用代码'}
        fieldId="idNumber"
        value={applicant.idNumber}
        maxLength={30}
        required={!pending}
        wanted={applicant.idNumber === '' && !pending}
        badge={numberSource(room, applicant)}
        error={room.said || wrong('idNumber')}
        onInput={(idNumber) => {
          room.forget()
          setApplicant({ idNumber, kind: kindOf(idNumber, applicant.kind), identityMethod: 'TYPED' })
        }}
        onEnter={() => void room.lookUp()}
      />
      <PendingTick pending={pending} onChanged={room.forget} />
      {known ? (
        <KnownOffer
          known={known}
          refused={room.refused}
          today={today}
          onTake={() => void room.takeKnown(known.partyId)}
          onRefuse={room.refuseKnown}
        />
      ) : null}
      <FastField
        label={person ? '姓名' : '名称'}
        fieldId="name"
        value={applicant.name}
        maxLength={60}
        required
        wanted={applicant.name === ''}
        badge={name.source}
        hint={name.offer}
        error={wrong('name')}
        onInput={(name) => setApplicant({ name, partyId: undefined })}
        onEnter={() => {
          name.take()
          focusPlace(pending ? 'birthDate' : person ? 'phone' : 'legalRepresentative')
          if (!pending) void room.compare()
        }}
      />
      {person && pending ? (
        <FastField
          label="出生日期"
          fieldId="birthDate"
          hint="不知道可以不填，用来查以前有没有来办过"
          inputMode="numeric"
          value={applicant.birthDate ?? ''}
          maxLength={20}
          error={wrong('birthDate')}
          onInput={(birthDate) => setApplicant({ birthDate })}
          onEnter={() => {
            focusPlace('phone')
            void room.compare()
          }}
        />
      ) : null}
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
        error={wrong('phone')}
        onEntered={() => pending && void room.compare()}
      />
      <FastField
        label={person ? '住址' : '住所'}
        fieldId="address"
        value={applicant.address}
        maxLength={80}
        wide
        badge={address.source}
        hint={address.offer}
        onInput={(address) => setApplicant({ address })}
        onEnter={() => {
          address.take()
          focusPlace('capacity')
        }}
      />
      <CapacityField person={person} onDone={onDone} />
    </div>
  )
}

/** How the number was obtained; a card of the simulator never looks like a real one. */
function numberSource(
  { found, practiceCard }: Props['person'],
  { identityMethod }: ApplicantDraft,
): string | undefined {
  if (identityMethod === 'PENDING') return '号码待核'
  if (!found) return undefined
  if (identityMethod === 'CARD') return practiceCard ? '练习用身份证' : '身份证'
  return '手输'
}

/** A field of the applicant that an earlier case may answer: its source, its offer, the Enter on it. */
function useOwn(field: 'name' | 'phone' | 'address') {
  const { today } = useRoom()
  const applicant = useIntake(({ draft }) => draft.applicant)
  const past = useIntake(({ past }) => past)
  const offer = ownOffer(field, applicant, past, today)
  return {
    source: ownSource(field, applicant, past, today),
    offer: offer?.sentence,
    take: () => offer && useIntake.getState().setApplicant({ [field]: offer.value }),
  }
}

function PendingTick({ onChanged, pending }: { readonly pending: boolean; readonly onChanged: () => void }) {
  return (
    <label className="tick">
      <input
        type="checkbox"
        checked={pending}
        onChange={(event) => {
          onChanged()
          const { checked } = event.target
          useIntake.getState().setApplicant({ identityMethod: checked ? 'PENDING' : 'TYPED' })
          setTimeout(() => focusPlace(checked ? 'name' : 'idNumber'))
        }}
      />
      <span>
        号码待核（手里没有证件，<kbd>Space</kbd> 勾选）
      </span>
    </label>
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
  error,
  onEntered,
}: {
  readonly applicant: ApplicantDraft
  readonly error: string | undefined
  readonly onEntered: () => void
}) {
  const { setApplicant } = useIntake.getState()
  const own = useOwn('phone')
  return (
    <>
      <FastField
        label="电话"
        fieldId="phone"
        inputMode="tel"
        value={applicant.phone}
        maxLength={20}
        wanted={applicant.phone === '' && applicant.noPhoneReason === ''}
        badge={own.source}
        hint={own.offer}
        error={error}
        onInput={(phone) => setApplicant({ phone })}
        onEnter={() => {
          own.take()
          const { address, phone } = useIntake.getState().draft.applicant
          focusPlace(phone === '' ? 'noPhoneReason' : address === '' ? 'address' : 'capacity')
          onEntered()
        }}
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
  birthDate: '出生日期',
  phone: '电话',
  'representative.name': '姓名',
  'representative.idNumber': '身份证号',
  'representative.relation': '关系或授权',
}
