import { LinePlan } from '#shared/domain/line-plan.ts'
import { ask } from '../../app/desk-client.ts'
import { type FormField, FormPrompt, type Said } from '../../app/FormPrompt.tsx'
import { say } from '../../app/say.ts'

type Props = { readonly plan: LinePlan; readonly today: string; readonly onDone: () => void }

/** 按流量计费: whether this line costs by the byte, how much of it pictures may take, and when. */
export function LinePrompt({ onDone, plan, today }: Props) {
  return (
    <FormPrompt
      title="这台工作台的网络"
      note="记录随时上传，一天几百 KB；照片按下面的来。"
      today={today}
      start={saidOf(plan)}
      fieldsOf={fieldsOf}
      doWord="照这样用"
      onBack={onDone}
      onDo={async (said) => {
        const told = planOf(said)
        if (typeof told === 'string') return told
        await ask('line.keepPlan', { plan: told })
        say(told.metered ? '已按流量计费来用' : '已按不计流量来用')
        onDone()
        return undefined
      }}
    />
  )
}

const choice = (key: string, label: string, words: Readonly<Record<string, string>>): FormField => ({
  key,
  label,
  kind: 'choice',
  options: Object.entries(words).map(([value, label]) => ({ value, label })),
})
const metered = choice('metered', '怎么计费', { NO: '不计流量（宽带）', YES: '按流量计费（手机卡、热点）' })
const cap = choice('per', '照片最多用', { NONE: '不限', DAY: '每天限量', MONTH: '每月限量' })
const hours = choice('hours', '照片什么时候传', { ANY: '随时', SOME: '只在一段时间' })
const number = (key: string, label: string, hint: string): FormField => ({
  key,
  label,
  hint,
  kind: 'line',
  numeric: true,
  maxLength: 7,
})

function fieldsOf(said: Said): readonly FormField[] {
  if (said['metered'] !== 'YES') return [metered]
  return [
    metered,
    cap,
    ...(said['per'] === 'NONE' ? [] : [number('megabytes', '多少 MB', '一张照片约 0.3 MB')]),
    hours,
    ...(said['hours'] === 'ANY'
      ? []
      : [number('from', '从几点', '0—23'), number('to', '到几点', '0—23，比前面小就是到第二天')]),
  ]
}

function saidOf({ cap, hours, metered }: LinePlan): Said {
  return {
    metered: metered ? 'YES' : 'NO',
    per: cap?.per ?? 'NONE',
    megabytes: cap ? `${cap.megabytes}` : '',
    hours: hours ? 'SOME' : 'ANY',
    from: hours ? `${hours.from}` : '',
    to: hours ? `${hours.to}` : '',
  }
}

/** The plan as it was said, or the sentence that says what is missing. */
export function planOf(said: Said): LinePlan | string {
  if (said['metered'] !== 'YES') return { metered: false }
  const { from = '', hours, megabytes = '', per, to = '' } = said
  const isCapped = per === 'DAY' || per === 'MONTH'
  const isTimed = hours === 'SOME'
  if (isCapped && !/^[1-9]\d{0,5}$/.test(megabytes)) return '请填照片最多用多少 MB，一到六位数。'
  if (isTimed && !(isHour(from) && isHour(to))) return '请填从几点到几点，0 到 23。'
  if (isTimed && Number(from) === Number(to)) return '起止是同一个钟点。要随时传，请选“随时”。'
  return LinePlan.parse({
    metered: true,
    ...(isCapped ? { cap: { per, megabytes: Number(megabytes) } } : {}),
    ...(isTimed ? { hours: { from: Number(from), to: Number(to) } } : {}),
  })
}

function isHour(text: string): boolean {
  return /^\d{1,2}$/.test(text) && Number(text) < 24
}
