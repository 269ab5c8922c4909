import { useState } from 'react'
import type { Input } from '#shared/contract/desk.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import type { Things } from './acts.ts'
import { CustodyPrompt } from './CustodyPrompt.tsx'
import { usePeople } from './people.ts'
import { aboutWord } from './things.ts'
import { useAct } from './use-act.ts'

type Props = { readonly things: Things; readonly onBack: () => void; readonly onDone: () => void }
type Where = 'COUNTER' | 'OFFICER' | 'DEPARTMENT'

const wheres = [
  { value: 'COUNTER', label: '本中心柜台' },
  { value: 'OFFICER', label: '本中心人员手里' },
  { value: 'DEPARTMENT', label: '部门窗口' },
] as const

/** The manager has looked and says where the things are: kept with the reason, shown in their way. */
export function OverridePrompt({ onBack, onDone, things }: Props) {
  const [where, setWhere] = useState<Where>('COUNTER')
  const people = usePeople()
  const [who, setWho] = useState('')
  const [organ, setOrgan] = useState('')
  const [receiver, setReceiver] = useState('')
  const [reason, setReason] = useState('')
  const { busy, refuse, refused, run } = useAct(custodyRefusalText)
  const afterWhere = (value: string) =>
    focusPlace(
      value === 'OFFICER' ? 'override.who' : value === 'DEPARTMENT' ? 'override.organ' : 'override.reason',
    )
  const go = () => {
    const to = toOf({ where, who: who || people[0]?.staffId, organ, receiver })
    if (!to) return refuse('请写明哪个部门、谁收的。')
    if (reason.trim().length < 2) {
      refuse('请写明在哪里找到、为什么改定。')
      return void focusPlace('override.reason')
    }
    void run(
      () =>
        ask('custody.override', {
          things: things.map(({ thingId, tip }) => ({ thingId, tip })),
          to,
          reason: reason.trim(),
        }),
      onDone,
    )
  }
  return (
    <CustodyPrompt
      title="负责人改定去向"
      about={`${aboutWord(things)}。请先看到实物再改定，改定会留下记录，日结时列出。`}
      first="override.where"
      verb="改定"
      wide
      busy={busy}
      refused={refused}
      onBack={onBack}
      onGo={go}
    >
      <ChoiceField
        label="实物现在在哪里"
        fieldId="override.where"
        options={wheres}
        value={where}
        onChoose={(value) => setWhere(value as Where)}
        onPicked={afterWhere}
        onEnter={() => afterWhere(where)}
      />
      {where === 'OFFICER' ? (
        <ChoiceField
          label="在谁手里"
          fieldId="override.who"
          options={people.map(({ name, staffId }) => ({ value: staffId, label: name }))}
          value={who || (people[0]?.staffId ?? '')}
          onChoose={setWho}
          onPicked={() => focusPlace('override.reason')}
          onEnter={() => focusPlace('override.reason')}
        />
      ) : null}
      {where === 'DEPARTMENT' ? (
        <>
          <FastField
            label="哪个部门"
            fieldId="override.organ"
            value={organ}
            maxLength={80}
            required
            onInput={setOrgan}
            onEnter={() => focusPlace('override.receiver')}
          />
          <FastField
            label="谁收的"
            fieldId="override.receiver"
            value={receiver}
            maxLength={60}
            required
            onInput={setReceiver}
            onEnter={() => focusPlace('override.reason')}
          />
        </>
      ) : null}
      <FastField
        label="在哪里找到、为什么改定"
        fieldId="override.reason"
        value={reason}
        maxLength={500}
        required
        onInput={setReason}
        onEnter={go}
      />
    </CustodyPrompt>
  )
}

function toOf({
  organ,
  receiver,
  where,
  who,
}: {
  readonly where: Where
  readonly who: string | undefined
  readonly organ: string
  readonly receiver: string
}): Input<'custody.override'>['to'] | undefined {
  switch (where) {
    case 'COUNTER':
      return { at: 'COUNTER' }
    case 'OFFICER':
      return who ? { at: 'OFFICER', staffId: who as StaffId } : undefined
    case 'DEPARTMENT':
      return organ.trim() && receiver.trim()
        ? { at: 'DEPARTMENT', organ: organ.trim(), receiver: receiver.trim() }
        : undefined
  }
}
