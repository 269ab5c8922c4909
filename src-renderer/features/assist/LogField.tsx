import type { ReactNode } from 'react'
import { AssistResult } from '#shared/domain/assist-order.ts'
import { parseTypedDay } from '#shared/domain/date-text.ts'
import { assistResultWords, categoryWords, modeWords } from '../../app/assist-words.ts'
import { MatterField } from '../../app/MatterField.tsx'
import { ChoiceField, type ChoiceOption } from '../../components/ChoiceField.tsx'
import { DateField } from '../../components/DateField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { categoryOf, isFirm, type Log, type Place, placeLabel, quickModes, ways } from './log-wish.ts'
import { NeededField } from './NeededField.tsx'
import type { LogResult } from './use-logging.ts'
import { sectorOptions, sizeOptions, wayWords } from './words.ts'

export type Hands = {
  readonly put: (change: Partial<Log>) => void
  readonly onward: (from: Place, change?: Partial<Log>) => void
  readonly agree: (consent: Log['consent']) => Promise<void>
  readonly chooseMode: (mode: string) => void
  readonly find: (idNumber: string) => Promise<void>
  readonly officers: readonly ChoiceOption[]
  readonly result: LogResult | ''
  readonly setResult: (result: LogResult) => void
}
type Props = { readonly place: Place; readonly log: Log; readonly hands: Hands }

const modes = quickModes.map((value) => ({
  value,
  label: value === 'APPOINTMENT' ? '非工作日预约' : modeWords[value],
}))
const categories = (['ELDERLY', 'DISABLED', 'HARDSHIP', 'OTHER'] as const).map((value) => ({
  value,
  label: value === 'OTHER' ? '一般群众' : categoryWords[value],
}))
const consents = [
  { value: 'PLAIN', label: '本人同意' },
  { value: 'SENSITIVE', label: '另外单独同意敏感信息' },
]
const results = [
  ...AssistResult.options.map((value) => ({ value, label: assistResultWords[value] })),
  { value: 'GOES_ON', label: '还在办，开始计时' },
]
const kinds = (['KEY_PROJECT', 'LARGE_ENTERPRISE'] as const).map((value) => ({
  value,
  label: categoryWords[value],
}))

/** One line of the quick log. */
export function LogField(props: Props): ReactNode {
  const { log, place } = props
  const options = choices[place]
  if (options) return <Choice {...props} {...options} />
  const special = specials[place]
  if (special) return special(props)
  if (place === 'officerId') return <Choice {...props} label="专员" options={props.hands.officers} />
  if (place === 'category')
    return <Choice {...props} label="服务对象" options={categories} shown={categoryOf(log)} />
  return <Line {...props} />
}
/** Lines that are one of a few, and nothing else. */
const choices: Partial<Record<Place, { readonly label: string; readonly options: readonly ChoiceOption[] }>> =
  {
    mode: { label: '方式', options: modes },
    way: { label: '怎么通办', options: ways.map((value) => ({ value, label: wayWords[value] })) },
    size: { label: '企业规模', options: sizeOptions },
    sector: { label: '行业', options: sectorOptions },
    projectKind: { label: '对象', options: kinds },
  }

const specials: Partial<Record<Place, (props: Props) => ReactNode>> = {
  consent: ({ hands, log }) => (
    <ChoiceField
      label="本人自愿，知道免费，已告知个人信息怎么用（问过本人再按 Enter）"
      fieldId="log.consent"
      wide
      options={consents}
      value={log.consent}
      onChoose={(value) => hands.put({ consent: value as Log['consent'] })}
      onPicked={(value) => void hands.agree(value as Log['consent'])}
      onEnter={() => void hands.agree(log.consent || 'PLAIN')}
    />
  ),
  about: ({ hands, log }) => (
    <MatterField
      label="什么事"
      fieldId="log.about"
      value={log.about}
      onChange={(about) => hands.put({ about })}
      onPicked={(about) => hands.onward('about', { about })}
    />
  ),
  needed: ({ hands, log }) => (
    <NeededField needed={log.needed} onChange={(needed) => hands.put({ needed })} />
  ),
  foundedOn: ({ hands, log }) => (
    <DateField
      label="成立日期"
      fieldId="log.foundedOn"
      value={log.foundedOn}
      read={readDay}
      onCommit={(foundedOn) => hands.put({ foundedOn })}
      onEnter={() => hands.onward('foundedOn')}
    />
  ),
  result: ({ hands }) => (
    <ChoiceField
      label="结果"
      fieldId="log.result"
      wide
      options={results}
      value={hands.result}
      onChoose={(value) => hands.setResult(value as LogResult)}
      onEnter={() => hands.onward('result')}
    />
  ),
}

type ChoiceProps = Props & {
  readonly label: string
  readonly options: readonly ChoiceOption[]
  readonly shown?: string
}

function Choice({ hands, label, log, options, place, shown }: ChoiceProps) {
  const change = (value: string) => ({ [place]: value }) as Partial<Log>
  const put = (value: string) => (place === 'mode' ? hands.chooseMode(value) : hands.put(change(value)))
  const now = place === 'result' ? '' : log[place]
  return (
    <ChoiceField
      label={label}
      fieldId={`log.${place}`}
      wide={place !== 'category' && place !== 'officerId'}
      options={options}
      value={shown ?? (typeof now === 'string' ? now : '')}
      onChoose={put}
      onPicked={(value) => value !== 'APPOINTMENT' && hands.onward(place, change(value))}
      onEnter={() => hands.onward(place)}
    />
  )
}

function Line({ hands, log, place }: Props) {
  const key = place as 'name' | 'idNumber' | 'phone' | 'place'
  const digits = key === 'idNumber' || key === 'phone' || place === 'employees'
  return (
    <FastField
      label={lineLabel(place, log)}
      fieldId={`log.${place}`}
      maxLength={place === 'idNumber' ? 18 : 80}
      inputMode={digits ? 'numeric' : 'text'}
      value={log[key]}
      onInput={(value) => hands.put({ [key]: value })}
      onEnter={() => {
        if (place === 'idNumber') void hands.find(log.idNumber)
        hands.onward(place)
      }}
    />
  )
}

const lineLabels: Partial<Record<Place, string>> = {
  phone: '电话',
  certificate: '残疾人证号',
  reason: '别的优先情况（孕妇、重病等，没有空着）',
  employees: '从业人数',
  projectName: '项目（企业）名称',
  listNo: '名单编号',
}

function lineLabel(place: Place, { mode }: Log): string {
  if (place === 'name') return isFirm(mode) ? '企业名称' : '姓名（读身份证按 F7）'
  if (place === 'idNumber') return isFirm(mode) ? '统一社会信用代码' : '身份证号'
  return place === 'place' ? placeLabel(mode) : (lineLabels[place] ?? '')
}

/** A day in full: firms are not founded in the future, but the window has no clock to say so. */
function readDay(typed: string): string | undefined {
  const day = parseTypedDay(typed, '2099-12-31')
  return day.ok ? day.value : undefined
}
