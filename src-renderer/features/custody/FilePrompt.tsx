import { useState } from 'react'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { PinField } from '../../components/PinField.tsx'
import { type Things, toFile } from './acts.ts'
import { CustodyPrompt } from './CustodyPrompt.tsx'
import { usePeople } from './people.ts'
import type { SlipMade } from './SlipDone.tsx'
import { aboutWord, namedThings } from './things.ts'
import { useAct } from './use-act.ts'

type Props = {
  readonly things: Things
  readonly me: string
  readonly onBack: () => void
  readonly onDone: (made: SlipMade) => void
}

/** 归卷: copies and forms that nobody gets back stay in the file for good, seen by two. */
export function FilePrompt({ me, onBack, onDone, things }: Props) {
  const people = usePeople(me)
  const filed = toFile(things)
  const others = things.length - filed.length
  const [why, setWhy] = useState('随案卷保存')
  const [second, setSecond] = useState('')
  const [pin, setPin] = useState('')
  const { busy, refused, run } = useAct(custodyRefusalText)
  const who = people.find(({ staffId }) => staffId === second) ?? people[0]
  const go = () =>
    void run(
      () =>
        ask('custody.handOver', {
          things: namedThings(filed),
          to: { at: 'FILED', why },
          ...(who ? { second: { staffId: who.staffId, pin } } : {}),
        }),
      ({ slip }) => onDone({ slip, said: '已归卷' }),
    )
  return (
    <CustodyPrompt
      title="归卷"
      about={`${aboutWord(filed)}。归卷以后不再退还。${others > 0 ? `另外 ${others} 件原件不归卷，要还给本人。` : ''}`}
      first="file.why"
      verb="归卷"
      wide
      busy={busy}
      refused={refused}
      onBack={onBack}
      onGo={go}
    >
      <FastField
        label="为什么归卷"
        fieldId="file.why"
        value={why}
        maxLength={80}
        required
        onInput={setWhy}
        onEnter={() => focusPlace('file.second')}
      />
      <ChoiceField
        label="一起归卷的同事"
        fieldId="file.second"
        options={people.map(({ name, staffId }) => ({ value: staffId, label: name }))}
        value={who?.staffId ?? ''}
        onChoose={setSecond}
        onPicked={() => focusPlace('file.pin')}
        onEnter={() => focusPlace('file.pin')}
      />
      <PinField
        label={`${who?.name ?? '同事'}的 PIN（请本人输入）`}
        fieldId="file.pin"
        value={pin}
        onInput={setPin}
        onEnter={go}
      />
    </CustodyPrompt>
  )
}
