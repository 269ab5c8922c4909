import { useState } from 'react'
import type { IncidentOutcome } from '#shared/domain/custody.ts'
import type { IncidentId } from '#shared/kernel/ids.ts'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { PinField } from '../../components/PinField.tsx'
import type { Things } from './acts.ts'
import { CustodyPrompt } from './CustodyPrompt.tsx'
import { usePeople } from './people.ts'
import { aboutWord } from './things.ts'
import { useAct } from './use-act.ts'

type Props = {
  readonly things: Things
  readonly me: string
  readonly onBack: () => void
  readonly onDone: (incidentId: IncidentId) => void
}

/** How a loss or a damage ended, by the manager beside a second person: from here on things move again. */
export function ClosePrompt({ me, onBack, onDone, things }: Props) {
  const of = things.find(({ incidentId }) => incidentId) ?? things[0]
  const outcomes: readonly { readonly value: IncidentOutcome; readonly label: string }[] = [
    of.state === 'LOST'
      ? { value: 'FOUND', label: '找到了' }
      : { value: 'SETTLED', label: '与材料主人商定，照样用' },
    { value: 'MADE_GOOD', label: '已补办或赔付，主人签了字' },
  ]
  const [chosen, setChosen] = useState<IncidentOutcome>()
  const outcome = chosen ?? outcomes[0]?.value ?? 'FOUND'
  const [account, setAccount] = useState('')
  const [signedBy, setSignedBy] = useState('')
  const people = usePeople(me)
  const [second, setSecond] = useState('')
  const [pin, setPin] = useState('')
  const { busy, refused, run } = useAct(custodyRefusalText)
  const who = people.find(({ staffId }) => staffId === second) ?? people[0]
  const afterAccount = () => focusPlace(outcome === 'MADE_GOOD' ? 'close.signed' : 'close.second')
  const go = () => {
    const { incidentId } = of
    if (!who || !incidentId) return
    void run(
      () =>
        ask('custody.closeIncident', {
          incidentId,
          outcome,
          account,
          ...(signedBy.trim() ? { signedBy: signedBy.trim() } : {}),
          second: { staffId: who.staffId, pin },
        }),
      () => onDone(incidentId),
    )
  }
  return (
    <CustodyPrompt
      title={of.state === 'LOST' ? '办结遗失' : '办结损毁'}
      about={aboutWord(things)}
      first="close.outcome"
      verb="办结，打情况说明"
      wide
      busy={busy}
      refused={refused}
      onBack={onBack}
      onGo={go}
    >
      <ChoiceField
        label="结果"
        fieldId="close.outcome"
        options={outcomes}
        value={outcome}
        onChoose={(value) => setChosen(value as IncidentOutcome)}
        onPicked={() => focusPlace('close.account')}
        onEnter={() => focusPlace('close.account')}
      />
      <FastField
        label="怎么处理的"
        fieldId="close.account"
        value={account}
        maxLength={500}
        required
        onInput={setAccount}
        onEnter={afterAccount}
      />
      {outcome === 'MADE_GOOD' ? (
        <FastField
          label="签字的材料主人"
          fieldId="close.signed"
          value={signedBy}
          maxLength={60}
          required
          onInput={setSignedBy}
          onEnter={() => focusPlace('close.second')}
        />
      ) : null}
      <ChoiceField
        label="见证的同事"
        fieldId="close.second"
        options={people.map(({ name, staffId }) => ({ value: staffId, label: name }))}
        value={who?.staffId ?? ''}
        onChoose={setSecond}
        onPicked={() => focusPlace('close.pin')}
        onEnter={() => focusPlace('close.pin')}
      />
      <PinField
        label={`${who?.name ?? '同事'}的 PIN（请本人输入）`}
        fieldId="close.pin"
        value={pin}
        onInput={setPin}
        onEnter={go}
      />
    </CustodyPrompt>
  )
}
