import { useState } from 'react'
import { CourierCompany, courierWords } from '#shared/domain/waybill.ts'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import type { Things } from './acts.ts'
import { CustodyPrompt } from './CustodyPrompt.tsx'
import type { SlipMade } from './SlipDone.tsx'
import { aboutWord, namedThings } from './things.ts'
import { useAct } from './use-act.ts'

type Props = {
  readonly things: Things
  readonly onBack: () => void
  readonly onDone: (made: SlipMade) => void
}

const companies = CourierCompany.options.map((value) => ({
  value,
  label: value === 'OTHER' ? '其他' : courierWords[value],
}))

/** To a courier: the bag is known by its waybill from here on (domain.md D13). */
export function CourierPrompt({ onBack, onDone, things }: Props) {
  const [company, setCompany] = useState<CourierCompany>('EMS')
  const [companyName, setCompanyName] = useState('')
  const [waybill, setWaybill] = useState('')
  const [toward, setToward] = useState('')
  const [collector, setCollector] = useState('')
  const { busy, refused, run } = useAct(custodyRefusalText)
  const go = () =>
    void run(
      () =>
        ask('custody.handOver', {
          things: namedThings(things),
          to: {
            at: 'COURIER',
            company,
            waybill,
            ...(company === 'OTHER' ? { companyName: companyName.trim() } : {}),
            ...(toward.trim() ? { toward: toward.trim() } : {}),
            ...(collector.trim() ? { collector: collector.trim() } : {}),
          },
        }),
      ({ slip }) => onDone({ slip, said: `交${courierWords[company]}寄出` }),
    )
  return (
    <CustodyPrompt
      title="交快递"
      about={aboutWord(things)}
      first="courier.company"
      verb="交快递"
      wide
      busy={busy}
      refused={refused}
      onBack={onBack}
      onGo={go}
    >
      <ChoiceField
        label="哪家快递"
        fieldId="courier.company"
        options={companies}
        value={company}
        onChoose={(value) => setCompany(value as CourierCompany)}
        onPicked={(value) => focusPlace(value === 'OTHER' ? 'courier.name' : 'courier.waybill')}
        onEnter={() => focusPlace(company === 'OTHER' ? 'courier.name' : 'courier.waybill')}
      />
      {company === 'OTHER' ? (
        <FastField
          label="快递公司"
          fieldId="courier.name"
          value={companyName}
          maxLength={30}
          required
          onInput={setCompanyName}
          onEnter={() => focusPlace('courier.waybill')}
        />
      ) : null}
      <FastField
        label="面单号（可以扫面单上的条码）"
        fieldId="courier.waybill"
        value={waybill}
        maxLength={40}
        required
        onInput={setWaybill}
        onEnter={() => focusPlace('courier.toward')}
      />
      <FastField
        label="寄到哪里"
        fieldId="courier.toward"
        value={toward}
        maxLength={80}
        onInput={setToward}
        onEnter={() => focusPlace('courier.collector')}
      />
      <FastField
        label="取件员姓名和电话（不知道可以不填）"
        fieldId="courier.collector"
        value={collector}
        maxLength={60}
        onInput={setCollector}
        onEnter={go}
      />
    </CustodyPrompt>
  )
}
