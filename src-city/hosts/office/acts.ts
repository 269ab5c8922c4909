import type { departmentActs } from '#shared/domain/department-act.ts'
import { defectWords } from '#shared/domain/lifecycle-words.ts'
import { JudgedMaterial } from '#shared/domain/material.ts'
import { Move, pauseWords } from '#shared/domain/move.ts'
import { Fault } from '#shared/kernel/fault.ts'

/** What was typed behind the options of an act. */
export type Typed = Readonly<Record<string, string | undefined>>

type ActCommand = {
  readonly act: (typeof departmentActs)[number]
  /** Options of this act, each with what to write behind it; a starred one cannot be left out. */
  readonly options: Readonly<Record<string, string>>
  readonly move?: (typed: Typed) => object
}

const groundWords = { NOT_OURS: '不属于本机关', CONDITIONS: '不符合条件' } as const
const sentWords = { COUNTER: '窗口', APPLICANT: '申请人' } as const

/** What a department can do by hand, one word of the command line each. */
export const actCommands = {
  accept: { act: 'ACCEPT', options: {} },
  correct: { act: 'CORRECT', options: { 'ask*': '材料行=问题[:说明]（可写多个）' } },
  refuse: {
    act: 'REFUSE',
    options: { 'ground*': choices(groundWords), 'reason*': '理由', 'right-organ': '该去的机关' },
    move: (typed) => ({
      ground: {
        category: chosen('ground', groundWords, typed['ground']),
        reason: typed['reason'],
        rightOrgan: typed['right-organ'],
      },
    }),
  },
  review: { act: 'REVIEW', options: { note: '说明' } },
  suspend: {
    act: 'SUSPEND',
    options: { 'kind*': choices(pauseWords), 'days*': '预计工作日', basis: '法律依据' },
    move: (typed) => ({
      kind: chosen('kind', pauseWords, typed['kind']),
      expectedDays: counted('days', typed['days']),
      basis: typed['basis'],
    }),
  },
  resume: { act: 'RESUME', options: { note: '说明' } },
  extend: {
    act: 'EXTEND',
    options: { 'days*': '延长工作日', approver: '批准人', reason: '理由' },
    move: (typed) => ({ ...typed, days: counted('days', typed['days']) }),
  },
  back: { act: 'BACK_TO_REVIEW', options: {} },
  demand: { act: 'DEMAND', options: { what: '要补充什么' } },
  met: { act: 'DEMAND_MET', options: {} },
  approve: { act: 'APPROVE', options: { note: '说明' } },
  reject: { act: 'REJECT', options: { reason: '理由', remedies: '复议、诉讼途径' } },
  complete: {
    act: 'COMPLETE',
    options: {
      result: '证照或文书名称',
      number: '证照号',
      'valid-until': '有效期至',
      to: choices(sentWords),
    },
    move: (typed) =>
      typed['result'] === undefined
        ? {}
        : {
            result: {
              name: typed['result'],
              number: typed['number'],
              validUntil: typed['valid-until'],
              sentTo: typed['to'] === undefined ? undefined : chosen('to', sentWords, typed['to']),
            },
          },
  },
} as const satisfies Readonly<Record<string, ActCommand>>

export type ActName = keyof typeof actCommands

/** The options of every act by their bare names. */
export function optionsOf(name: ActName): readonly { readonly option: string; readonly needed: boolean }[] {
  return Object.keys(actCommands[name].options).map((option) => ({
    option: option.replace('*', ''),
    needed: option.endsWith('*'),
  }))
}

/** The act with what it must say; what the rules of the counter ask beyond its shape is the city's to refuse. */
export function moveOf(name: ActName, typed: Typed): Move {
  const { act, move }: ActCommand = actCommands[name]
  const read = Move.safeParse({ ...(move ? move(typed) : typed), act })
  if (read.success) return read.data
  const at = read.error.issues[0]?.path.at(-1)
  const option = {
    expectedDays: 'days',
    validUntil: 'valid-until',
    rightOrgan: 'right-organ',
    name: 'result',
  }[String(at)]
  throw unfit(option ?? String(at))
}

/** `m1=缺少:请补户口簿` — the row as `show` lists it, what is wrong with it, and a word on it. */
export function askOf(text: string): JudgedMaterial {
  const [, rowId = '', problem = '', note] = /^([^=]+)=([^:：]+)(?:[:：](.*))?$/.exec(text) ?? []
  const reason = chosen('ask', defectWords, problem)
  const read = JudgedMaterial.safeParse({
    rowId,
    judgement: { state: 'EXPECTED', reason, note: note || undefined },
  })
  if (!read.success) throw unfit('ask')
  return read.data
}

/** Either the code or its Chinese word is understood. */
function chosen<Code extends string>(
  option: string,
  words: Readonly<Record<Code, string>>,
  typed: string | undefined,
): Code {
  const found = (Object.keys(words) as Code[]).find((code) => code === typed || words[code] === typed)
  if (found === undefined) throw unfit(option, choices(words))
  return found
}

function counted(option: string, typed: string | undefined): number {
  if (!/^\d{1,3}$/.test(typed ?? '')) throw unfit(option, '整数')
  return Number(typed)
}

function choices(words: Readonly<Record<string, string>>): string {
  return Object.values(words).join('|')
}

/** A value that cannot be meant; what may stand there is said where it is a short list. */
export function unfit(option: string, allowed?: string): Fault {
  return new Fault(
    'argument-malformed',
    option,
    `--${option} 写得不对${allowed === undefined ? '' : `，应当是：${allowed}`}。没有向市级登记任何内容。`,
  )
}
