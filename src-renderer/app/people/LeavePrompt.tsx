import { ask } from '../desk-client.ts'
import { FormPrompt } from '../FormPrompt.tsx'
import { pinSentences } from '../pin-words.ts'
import { say } from '../say.ts'
import type { Tile } from './tile.ts'

type Props = { readonly tile: Tile; readonly today: string; readonly onDone: () => void }

/** Somebody leaves for good. What they did keeps their name; what they hold is handed over before. */
export function LeavePrompt({ onDone, tile, today }: Props) {
  return (
    <FormPrompt
      title={`${tile.name}调离`}
      note="从今天起不能再登录；有专员备案的同时注销。以前办的件仍写着本人的名字。不能撤销。"
      today={today}
      start={{}}
      fieldsOf={() => [{ key: 'confirm', label: '您自己的 PIN', kind: 'pin' }]}
      doWord="确认调离"
      onBack={onDone}
      onDo={async ({ confirm = '' }) => {
        if (confirm.length < 6) return pinSentences['pin-missing']()
        const answer = await ask('staff.leave', { staffId: tile.staffId, confirm: { pin: confirm } })
        if (answer.ok) {
          say(`${tile.name}已调离，锁屏上不再有这个人`)
          onDone()
          return undefined
        }
        const { code, detail } = answer.refusal
        switch (code) {
          case 'own-leaving':
            return '自己调离要请另一位负责人来办。'
          case 'still-holds':
            return `手里还有 ${detail['n']} 件材料。请先到“保管”按 D 离岗移交。`
          case 'staff-unknown':
          case 'pin-wrong':
          case 'pin-locked':
            return pinSentences[code](detail)
        }
      }}
    />
  )
}
