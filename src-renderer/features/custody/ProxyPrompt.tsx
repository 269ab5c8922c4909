import { Button } from 'antd'
import { useState } from 'react'
import type { Input } from '#shared/contract/desk.ts'
import { parseTypedDay } from '#shared/domain/date-text.ts'
import { slipText } from '#shared/domain/slip-text.ts'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { CapturePanel } from '../../app/pictures/CapturePanel.tsx'
import { SigningPanel } from '../../app/SigningPanel.tsx'
import { useLive } from '../../app/use-live.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { PinField } from '../../components/PinField.tsx'
import type { Things } from './acts.ts'
import { CustodyPrompt } from './CustodyPrompt.tsx'
import type { Board } from './CustodyScreen.tsx'
import { usePeople } from './people.ts'
import type { SlipMade } from './SlipDone.tsx'
import { aboutWord, namedThings } from './things.ts'
import { useAct } from './use-act.ts'

type Props = {
  readonly things: Things
  readonly board: Pick<Board, 'centreName' | 'me' | 'today'>
  readonly onBack: () => void
  readonly onDone: (made: SlipMade) => void
}
type Ground = 'LETTER' | 'HEIR'
type Instead = NonNullable<Input<'custody.returnTo'>['instead']>
type Wish = { readonly bearer: string; readonly instead: Instead }

const grounds = [
  { value: 'LETTER', label: '拿着主人的委托书' },
  { value: 'HEIR', label: '主人去世，继承人来领' },
] as const

/**
 * Somebody comes in the owner's place: with a second letter, or as heir. The paper is photographed, a
 * colleague looks at it too, and whoever takes the things signs (ui.md UX-413).
 */
export function ProxyPrompt({ board, onBack, onDone, things }: Props) {
  const { answer } = useLive('custody.signers', { thingIds: things.map(({ thingId }) => thingId) }, [])
  const owners = answer?.ok ? answer.value.names : []
  const people = usePeople(board.me)
  const [ground, setGround] = useState<Ground>('LETTER')
  const [said, setSaid] = useState({ bearer: '', proof: '', owner: '', from: '', through: '', pin: '' })
  const [photo, setPhoto] = useState<string>()
  const [second, setSecond] = useState('')
  const [at, setAt] = useState<'ask' | 'shoot' | 'sign'>('ask')
  const { busy, refuse, refused, run } = useAct(custodyRefusalText)
  const who = people.find(({ staffId }) => staffId === second) ?? people[0]
  const wish = wishOf({ ground, said, owner: said.owner || (owners[0] ?? ''), photo, today: board.today })
  const field = (key: keyof typeof said, label: string, next: string, hint?: string) => (
    <FastField
      label={label}
      fieldId={`proxy.${key}`}
      value={said[key]}
      maxLength={60}
      required
      hint={hint}
      onInput={(typed) => setSaid({ ...said, [key]: typed })}
      onEnter={() => focusPlace(next)}
    />
  )
  const sign = () => {
    if (typeof wish === 'string') return refuse(wish)
    if (said.pin.length < 6) return void focusPlace('proxy.pin')
    refuse(undefined)
    setAt('sign')
  }
  if (at === 'shoot')
    return (
      <CapturePanel
        label={ground === 'LETTER' ? '领取委托书' : '继承证明'}
        ofCase={things[0].caseId}
        pages={photo ? 1 : 0}
        onKept={(pictureId, more) => {
          setPhoto(pictureId)
          if (!more) setAt('ask')
        }}
        onLeave={() => setAt('ask')}
      />
    )
  if (at === 'sign' && typeof wish !== 'string')
    return (
      <SigningPanel
        text={wordsOf(wish, things, board)}
        title="请代领人看清后签名"
        who="代领人"
        name={wish.bearer}
        parties={[wish.bearer]}
        verb="签好了，归还"
        busy={busy}
        refused={refused}
        onBack={() => setAt('ask')}
        onSigned={(signature) =>
          void run(
            () =>
              ask('custody.returnTo', {
                things: namedThings(things),
                signedBy: wish.bearer,
                signature,
                instead: wish.instead,
                ...(who ? { second: { staffId: who.staffId, pin: said.pin } } : {}),
              }),
            ({ slip }) => onDone({ slip, said: `由${wish.bearer}代领` }),
          )
        }
      />
    )
  return (
    <CustodyPrompt
      title="别人代领"
      about={aboutWord(things)}
      first="proxy.ground"
      verb="请代领人签名"
      wide
      busy={busy}
      refused={refused}
      onBack={onBack}
      onGo={sign}
      keys={{ F8: () => setAt('shoot') }}
    >
      <ChoiceField
        label="凭什么来领"
        fieldId="proxy.ground"
        options={grounds}
        value={ground}
        onChoose={(value) => setGround(value as Ground)}
        onPicked={() => focusPlace('proxy.bearer')}
        onEnter={() => focusPlace('proxy.bearer')}
      />
      {ground === 'LETTER' && owners.length > 1 ? (
        <ChoiceField
          label="谁委托的"
          fieldId="proxy.owner"
          options={owners.map((name) => ({ value: name, label: name }))}
          value={said.owner || (owners[0] ?? '')}
          onChoose={(owner) => setSaid({ ...said, owner })}
        />
      ) : null}
      <div className="fields">
        {field('bearer', '来领的人', 'proxy.proof')}
        {field(
          'proof',
          ground === 'LETTER' ? '委托书编号，没有的写“手写委托书”' : '什么证明（名称、编号）',
          ground === 'LETTER' ? 'proxy.from' : 'proxy.pin',
        )}
        {ground === 'LETTER' ? (
          <>
            {field('from', '委托书从哪天起', 'proxy.through', '像 20261201 这样填')}
            {field('through', '到哪天止', 'proxy.pin')}
          </>
        ) : null}
      </div>
      <ProofPhoto
        of={ground === 'LETTER' ? '委托书' : '证明'}
        taken={photo !== undefined}
        onShoot={() => setAt('shoot')}
      />
      <ChoiceField
        label="一起核对的同事"
        fieldId="proxy.second"
        options={people.map(({ name, staffId }) => ({ value: staffId, label: name }))}
        value={who?.staffId ?? ''}
        onChoose={setSecond}
        onPicked={() => focusPlace('proxy.pin')}
        onEnter={() => focusPlace('proxy.pin')}
      />
      <PinField
        label={`${who?.name ?? '同事'}的 PIN（请本人输入）`}
        fieldId="proxy.pin"
        value={said.pin}
        onInput={(pin) => setSaid({ ...said, pin })}
        onEnter={sign}
      />
    </CustodyPrompt>
  )
}

function wordsOf({ bearer }: Wish, lines: Things, { centreName, today }: Props['board']): string {
  return slipText({ act: 'GIVE_BACK', centreName, on: today, signer: bearer, lines })
}

function ProofPhoto({
  of,
  onShoot,
  taken,
}: {
  readonly of: string
  readonly onShoot: () => void
  readonly taken: boolean
}) {
  return (
    <p className="window-photo">
      <Button onClick={onShoot}>
        {taken ? '重拍' : `拍${of}`} <kbd>F8</kbd>
      </Button>{' '}
      {taken ? '已拍好。' : '连同来领的人的身份证一起看过再拍。'}
    </p>
  )
}

/** What is said in full, or what is still missing. */
function wishOf({
  ground,
  owner,
  photo,
  said,
  today,
}: {
  readonly ground: Ground
  readonly owner: string
  readonly photo: string | undefined
  readonly today: string
  readonly said: {
    readonly bearer: string
    readonly proof: string
    readonly from: string
    readonly through: string
  }
}): Wish | string {
  const [bearer, proof] = [said.bearer.trim(), said.proof.trim()]
  if (!bearer) return '请填来领的人的姓名。'
  if (!proof) return ground === 'LETTER' ? '请填委托书编号。' : '请填是什么证明。'
  if (!photo) return `还没拍${ground === 'LETTER' ? '委托书' : '证明'}，请按 F8。`
  if (ground === 'HEIR') return { bearer, instead: { ground, proof, photo } }
  const [from, through] = [parseTypedDay(said.from, today), parseTypedDay(said.through, today)]
  if (!from.ok || !through.ok) return '请填委托书从哪天到哪天，像 20261201 这样。'
  const letter = { by: owner, to: bearer, from: from.value, through: through.value }
  return { bearer, instead: { ground, proof, photo, letter } }
}
