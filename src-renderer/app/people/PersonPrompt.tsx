import { Role } from '#shared/domain/staff.ts'
import { roleWords } from '#shared/domain/staff-words.ts'
import { ask } from '../desk-client.ts'
import { FormPrompt, type Said } from '../FormPrompt.tsx'
import { say } from '../say.ts'

type Props = { readonly today: string; readonly onDone: () => void }

const fields = [
  { key: 'name', label: '姓名', kind: 'line', maxLength: 30 },
  {
    key: 'role',
    label: '岗位',
    kind: 'choice',
    options: Role.options.map((value) => ({ value, label: roleWords[value] })),
  },
  { key: 'badge', label: '工号', kind: 'line', maxLength: 20 },
  { key: 'pin', label: '6 位 PIN（请本人输入）', kind: 'pin' },
] as const

/** A colleague more at this desk: the name on a tile of the lock screen, the PIN typed by whose it is. */
export function PersonPrompt({ onDone, today }: Props) {
  return (
    <FormPrompt
      title="登记一位工作人员"
      today={today}
      start={{ role: 'clerk' }}
      fieldsOf={() => fields}
      doWord="登记"
      onBack={onDone}
      onDo={async (said) => {
        const refused = await added(said)
        if (!refused) onDone()
        return refused
      }}
    />
  )
}

async function added({ badge = '', name = '', pin = '', role }: Said): Promise<string | undefined> {
  if (!name.trim()) return '请填姓名。'
  if (pin.length < 6) return '请本人输入 6 位 PIN。'
  const person = { name: name.trim(), role: Role.parse(role), badge: badge.trim(), pin }
  const answer = await ask('staff.add', person)
  if (answer.ok) say(`${answer.value.name}登记好了，锁屏时按 ${answer.value.number} 登录`)
  else
    return answer.refusal.code === 'pin-too-simple'
      ? '这个 PIN 太好猜，请换一个。'
      : '锁屏上的位置满了，不能再登记。'
  return undefined
}
