import type { OrderView } from '#shared/contract/assist.ts'
import type { AssistAct } from '#shared/domain/assist.ts'
import { AssistMove, AssistResult, PauseCause } from '#shared/domain/assist-order.ts'
import { CourierCompany } from '#shared/domain/waybill.ts'
import { assistResultWords, letterActShort, pauseCauseWords } from '../../app/assist-words.ts'
import type { ChoiceOption } from '../../components/ChoiceField.tsx'
import { companyWords } from './words.ts'

/** What an act asks for before it is done: at most one choice and two lines. */
export type ActForm = {
  readonly word: string
  readonly choice?: { readonly label: string; readonly options: readonly ChoiceOption[] }
  readonly lines?: readonly { readonly key: string; readonly label: string }[]
  /** Turning somebody away asks for the own PIN once more. */
  readonly pin?: boolean
}

export type ActSaid = { readonly choice: string; readonly lines: Readonly<Record<string, string>> }

const optionsOf = <K extends string>(keys: readonly K[], words: Readonly<Record<K, string>>) =>
  keys.map((value) => ({ value, label: words[value] }))
/** Whose end of a letter it was the desk finds out by itself. */
const causes = optionsOf(
  PauseCause.options.filter((cause) => cause !== 'LETTER_ENDED'),
  pauseCauseWords,
)
const companies = optionsOf(CourierCompany.options, companyWords)
const noMatter = { value: '', label: '整个项目' }
const note = { key: 'note', label: '说明' }

export type FormView = Pick<OrderView, 'letter' | 'mode'> & {
  /** The needed matters of a project that are not done yet, each with its next stage. */
  readonly ahead?: readonly ChoiceOption[]
}

/** The form of each act a person does here; a letter authorises by itself, and a new officer is named in one. */
export function formOf(act: AssistAct, view: FormView): ActForm | undefined {
  switch (act) {
    case 'AUTHORISE':
    case 'REASSIGN':
      return undefined
    case 'TAKE_MATERIALS':
      return { word: '材料已收' }
    case 'START':
      return { word: '开始办理' }
    case 'PROGRESS': {
      const choice = { label: '按哪项权限', options: optionsOf(view.letter?.acts ?? [], letterActShort) }
      const lines = [{ key: 'where', label: '在哪里办' }, note]
      if (view.mode === 'DELEGATE') return { word: '记一步', choice, lines }
      const ahead = view.ahead ?? []
      return ahead.length > 0
        ? { word: '记进展', choice: { label: '哪件事', options: [...ahead, noMatter] }, lines }
        : { word: '记一步', lines }
    }
    case 'SEND':
      return {
        word: '登记寄送',
        choice: { label: '哪家寄的', options: companies },
        lines: [
          { key: 'waybill', label: '运单号' },
          { key: 'carrier', label: '公司名称（前两家不用写）' },
        ],
      }
    case 'PAUSE':
      return { word: '中止', choice: { label: '原因', options: causes }, lines: [note] }
    case 'RESUME':
      return { word: '续办', lines: [note] }
    case 'FINISH':
      return {
        word: '办结',
        choice: { label: '结果', options: optionsOf(AssistResult.options, assistResultWords) },
        lines: [note],
      }
    case 'RETURN_MATERIALS':
      return { word: '材料已还', lines: [{ key: 'signedBy', label: '签收人' }] }
    case 'CALL_MISSED':
      return { word: '回访没接通', lines: [note] }
    case 'FOLLOW_UP':
      return {
        word: '记回访',
        choice: {
          label: '是否满意',
          options: [
            { value: 'yes', label: '满意' },
            { value: 'no', label: '不满意' },
          ],
        },
        lines: [
          { key: 'spokeWith', label: '和谁通话' },
          { key: 'said', label: '怎么说' },
        ],
      }
    case 'CLOSE':
      return { word: '关闭' }
    case 'STOP':
      return {
        word: '终止',
        choice: { label: '原因', options: causes },
        lines: [{ key: 'signedBy', label: '委托人签字' }, note],
      }
    case 'REFUSE':
      return { word: '不予帮办', lines: [{ key: 'reason', label: '原因' }], pin: true }
  }
}

/** The act with what was said; a line left empty is left out, so that the desk says what is missing. */
export function moveOf(act: AssistAct, { choice, lines }: ActSaid): AssistMove {
  const said = Object.fromEntries(
    Object.entries(lines).flatMap(([key, line]) => (line.trim() ? [[key, line.trim()]] : [])),
  )
  return AssistMove.parse({ act, ...said, ...chosen(act, choice) })
}

/** Of a 代办 the tick of the letter; of a project `A01:BEGUN`, one of its matters and how far it is. */
function progressOf(choice: string): object {
  const [matterId, stage] = choice.split(':')
  if (stage) return { matter: { matterId, stage } }
  return choice ? { did: choice } : {}
}

function chosen(act: AssistAct, choice: string): object {
  if (act === 'PROGRESS') return progressOf(choice)
  if (act === 'SEND') return { company: choice }
  if (act === 'PAUSE' || act === 'STOP') return { cause: choice }
  if (act === 'FINISH') return { result: choice }
  return act === 'FOLLOW_UP' ? { satisfied: choice === 'yes' } : {}
}
