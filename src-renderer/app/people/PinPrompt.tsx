import { ask } from '../desk-client.ts'
import { type FormField, FormPrompt, type Said } from '../FormPrompt.tsx'
import { pinSentences } from '../pin-words.ts'
import { say } from '../say.ts'
import type { Tile } from './tile.ts'

type Props = {
  readonly tile: Tile
  /** Whose PIN confirms it: the person's own old one, or the manager's. */
  readonly mine: boolean
  readonly today: string
  readonly onDone: () => void
}

/** A new PIN, typed twice by whose it is. */
export function PinPrompt({ mine, onDone, tile, today }: Props) {
  const fields: readonly FormField[] = [
    { key: 'confirm', label: mine ? '现在的 PIN' : '您自己的 PIN', kind: 'pin' },
    { key: 'pin', label: `${tile.name}的新 PIN（请本人输入）`, kind: 'pin' },
    { key: 'again', label: '新 PIN 再输一次', kind: 'pin' },
  ]
  return (
    <FormPrompt
      title={mine ? '换我的 PIN' : `给${tile.name}设新的 PIN`}
      note={mine ? undefined : '本人忘了 PIN 或输错被锁时用。会留下记录，但不记是几。'}
      today={today}
      start={{}}
      fieldsOf={() => fields}
      doWord="换好"
      onBack={onDone}
      onDo={async (said) => {
        const refused = await set(tile, said)
        if (!refused) onDone()
        return refused
      }}
    />
  )
}

async function set({ name, staffId }: Tile, said: Said): Promise<string | undefined> {
  const { again = '', confirm = '', pin = '' } = said
  if (confirm.length < 6 || pin.length < 6) return '每一格都要输 6 位。'
  if (pin !== again) return '两次输的新 PIN 不一样，请再输。'
  const answer = await ask('staff.setPin', { staffId, pin, confirm: { pin: confirm } })
  if (answer.ok) {
    say(`${name}的 PIN 换好了`)
    return undefined
  }
  switch (answer.refusal.code) {
    case 'pin-too-simple':
      return '这个 PIN 太好猜，请换一个。'
    case 'manager-needed':
      return '别人的 PIN 要中心负责人来设。'
    case 'staff-unknown':
    case 'pin-wrong':
    case 'pin-locked':
      return pinSentences[answer.refusal.code](answer.refusal.detail)
  }
}
