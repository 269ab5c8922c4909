import { Button } from 'antd'
import { useState } from 'react'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { CapturePanel } from '../../app/pictures/CapturePanel.tsx'
import { useLive } from '../../app/use-live.ts'
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

const another = '另一个部门'

/** To the window of a department: known by its stamp on the slip, which is photographed (T-B4). */
export function WindowPrompt({ onBack, onDone, things }: Props) {
  const { answer } = useLive('custody.organs', { thingIds: things.map(({ thingId }) => thingId) }, [])
  const organs = answer?.ok ? answer.value.organs : undefined
  const [chosen, setChosen] = useState<string>()
  const [typed, setTyped] = useState('')
  const [receiver, setReceiver] = useState<string>()
  const [photo, setPhoto] = useState<string>()
  const [shooting, setShooting] = useState(false)
  const { busy, refuse, refused, run } = useAct(custodyRefusalText)
  if (!organs) return null
  const choice = chosen ?? organs[0]?.organ ?? another
  const known = organs.find(({ organ }) => organ === choice)
  const organ = choice === another ? typed.trim() : choice
  // Without a name the stamp speaks for whoever took it.
  const taker = (receiver ?? (known?.receiver || '窗口')).trim()
  const onward = (value: string) => focusPlace(value === another ? 'window.organ' : 'window.receiver')
  const go = () => {
    if (!organ) {
      refuse('请写明交给哪个部门。')
      return void focusPlace('window.organ')
    }
    void run(
      () =>
        ask('custody.handOver', {
          things: namedThings(things),
          to: { at: 'DEPARTMENT', organ, receiver: taker, ...(photo ? { slipPhoto: photo } : {}) },
        }),
      ({ slip }) => onDone({ slip, said: `交${organ}窗口` }),
    )
  }
  if (shooting)
    return (
      <CapturePanel
        label={`盖章回执，${organ}`.slice(0, 60)}
        ofCase={things[0].caseId}
        pages={photo ? 1 : 0}
        onKept={(pictureId, more) => {
          setPhoto(pictureId)
          if (!more) setShooting(false)
        }}
        onLeave={() => setShooting(false)}
      />
    )
  return (
    <CustodyPrompt
      title={`交${organ || '部门'}窗口`}
      about={aboutWord(things)}
      first={photo ? 'window.receiver' : 'window.choice'}
      verb="交窗口"
      wide
      busy={busy}
      refused={refused}
      onBack={onBack}
      onGo={go}
      keys={{ F8: () => setShooting(true) }}
    >
      <ChoiceField
        label="哪个窗口"
        fieldId="window.choice"
        options={[...organs.map(({ organ: each }) => each), another].map((value) => ({
          value,
          label: value,
        }))}
        value={choice}
        onChoose={(value) => {
          setChosen(value)
          setReceiver(undefined)
        }}
        onPicked={onward}
        onEnter={() => onward(choice)}
      />
      {choice === another ? (
        <FastField
          label="部门名称"
          fieldId="window.organ"
          value={typed}
          maxLength={80}
          required
          onInput={setTyped}
          onEnter={() => focusPlace('window.receiver')}
        />
      ) : null}
      <FastField
        label="谁收的（不知道可以不填）"
        fieldId="window.receiver"
        value={receiver ?? known?.receiver ?? ''}
        maxLength={60}
        onInput={setReceiver}
        onEnter={go}
      />
      <p className="window-photo">
        <Button onClick={() => setShooting(true)}>
          {photo ? '重拍盖章的清单' : '拍盖章的清单'} <kbd>F8</kbd>
        </Button>{' '}
        {photo ? '已拍好，随交接留存。' : '窗口在交接清单上盖章后拍一张。'}
      </p>
    </CustodyPrompt>
  )
}
