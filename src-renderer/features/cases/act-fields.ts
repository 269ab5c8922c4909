import type { ActOutlook, ItemActs } from '#shared/contract/lifecycle.ts'
import { saysNo } from '#shared/domain/lifecycle.ts'
import { DeliveryMethod, EndCause, PauseKind, pauseWords } from '#shared/domain/move.ts'
import { endWords, methodWords } from './lifecycle-words.ts'

export type ActField = {
  readonly id: string
  readonly label: string
  readonly kind: 'text' | 'number' | 'date' | 'choice' | 'pin'
  readonly required: boolean
  readonly max?: number
  readonly options?: readonly {
    readonly value: string
    readonly label: string
    readonly disabled?: boolean
  }[]
}

export type Values = Readonly<Record<string, string>>
export type Manager = { readonly staffId: string; readonly name: string }

type Asked = {
  readonly outlook: ActOutlook
  readonly item: ItemActs
  readonly values: Values
  /** Who may agree to a second correction, or to a promise after a broken one: managers other than the person acting. */
  readonly managers: readonly Manager[]
}

/** Exactly what an act must say, in the order it is asked; the day of the act and the PIN come last. */
export function fieldsOf(asked: Asked): readonly ActField[] {
  const { act, organ } = asked.outlook
  return [
    ...(organ === 'department' ? [text('docNo', '部门文书的文号', 60)] : []),
    ...ownFields(asked),
    { id: 'on', label: '日期', kind: 'date', required: true },
    ...(asked.outlook.needsSecond ? [pin('请这位负责人输入自己的 PIN')] : []),
    ...(saysNo(act) ? [pin('您的 PIN（再确认一次）')] : []),
  ]
}

function ownFields({ item, managers, outlook, values }: Asked): readonly ActField[] {
  switch (outlook.act) {
    case 'ACCEPT_WITH_DEFICIENCY':
      return [
        text('signedBy', '谁签的容缺受理承诺书', 60),
        ...(outlook.needsSecond ? agreed('以前有容缺承诺没履行，后来怎么补救的', managers) : []),
      ]
    case 'CORRECT':
      return outlook.needsSecond ? agreed('新发现了什么（第一次告知时看不出来的）', managers) : []
    case 'REFUSE':
      return [
        choice('category', '属于哪一类', grounds),
        text('reason', '理由（写进不予受理通知书）', 200),
        ...(values['category'] === 'NOT_OURS' ? [text('rightOrgan', '该去哪个机关（地址、电话）', 80)] : []),
      ]
    case 'NOT_REQUIRED':
      return [optional('advice', '告诉办事人的话', 200)]
    case 'FORWARD':
      return [text('toOrgan', '送到哪个部门', 80), text('receivedBy', '部门谁签收的', 60)]
    case 'SUSPEND':
      return suspension(values)
    case 'EXTEND':
      return [
        {
          id: 'days',
          label: '延几个工作日（最多 10，联合办理最多 15）',
          kind: 'number',
          required: true,
          max: 2,
        },
        text('approver', '批准的负责人', 60),
        text('reason', '理由（写进延期告知书）', 200),
      ]
    case 'DEMAND':
      return [text('what', '要补充什么', 200)]
    case 'APPROVE':
      return outlook.organ === 'centre' ? [optional('decisionNo', '决定文号', 60)] : []
    case 'REJECT':
      return [
        ...(outlook.organ === 'centre' ? [optional('decisionNo', '决定文号', 60)] : []),
        text('reason', '理由（写进决定书）', 500),
        text('remedies', '复议和诉讼的途径、期限', 500),
      ]
    case 'COMPLETE':
      return [
        optional('resultName', '结果的名称（如营业执照、批复）', 80),
        optional('resultNumber', '编号', 60),
        { id: 'validUntil', label: '有效期到（没有可不填）', kind: 'date', required: false },
      ]
    case 'RESULT_ARRIVED':
      return [optional('what', '到了什么', 80), optional('told', '怎么通知的（如电话、短信）', 80)]
    case 'DELIVER':
      return delivery(values, item)
    case 'WITHDRAW':
      return [text('signedBy', '谁签的撤回申请书', 60), optional('reason', '原因', 200)]
    case 'TERMINATE':
      return [choice('cause', '为什么终止', causes(item)), termination(values)]
    case 'SUPPLY':
    case 'ACCEPT':
    case 'DEEM_ACCEPTED':
    case 'REVIEW':
    case 'RESUME':
    case 'BACK_TO_REVIEW':
    case 'DEMAND_MET':
    case 'ARCHIVE':
      return []
  }
}

const grounds = [
  { value: 'NOT_OURS', label: '不归本机关办' },
  { value: 'CONDITIONS', label: '不符合申请条件' },
]

/** A reason, and the manager who agrees to go on for it. */
function agreed(reason: string, managers: readonly Manager[]): readonly ActField[] {
  return [
    text('reason', reason, 200),
    choice(
      'manager',
      '哪位负责人同意',
      managers.map(({ name, staffId }) => ({ value: staffId, label: name })),
    ),
  ]
}

function suspension(values: Values): readonly ActField[] {
  const own = values['kind'] === 'OWN_LAW'
  const kinds = PauseKind.options.map((value) => ({ value, label: pauseWords[value] }))
  return [
    choice('kind', '哪一种特别程序', kinds),
    own
      ? text('basis', '依据（哪部法律第几条）', 200)
      : optional('basis', '依据（不填为行政许可法第四十五条）', 200),
    { id: 'expectedDays', label: '预计几个工作日', kind: 'number', required: true, max: 3 },
  ]
}

function delivery(values: Values, { state }: ItemActs): readonly ActField[] {
  const method = values['method']
  const byHand = method === 'WINDOW' || method === 'ASSIST'
  const methods = DeliveryMethod.options.map((value) => ({
    value,
    label: methodWords[value],
    disabled: state === 'COMPLETED' && (value === 'WINDOW' || value === 'ASSIST'),
  }))
  return [
    choice('method', '怎么送达', methods),
    ...(byHand
      ? [text('signedBy', '谁签收的', 60), optional('relation', '与申请人的关系（本人可不填）', 30)]
      : []),
    ...(method && !byHand ? [text('reference', proofLabels[method] ?? '凭据', 80)] : []),
  ]
}

const proofLabels: Readonly<Record<string, string>> = {
  POST: '邮单号',
  ELECTRONIC: '电子回执号',
  PUBLIC_NOTICE: '在哪里公告的',
}

function causes({ endCauses }: ItemActs): NonNullable<ActField['options']> {
  return EndCause.options.map((value) => ({
    value,
    label: endWords[value],
    disabled: !endCauses.includes(value),
  }))
}

function termination(values: Values): ActField {
  const label = '说明（写进终止告知书）'
  return values['cause'] === 'IMPOSSIBLE' ? text('reason', label, 200) : optional('reason', label, 200)
}

function text(id: string, label: string, max: number): ActField {
  return { id, label, kind: 'text', required: true, max }
}

function optional(id: string, label: string, max: number): ActField {
  return {
    id,
    label: label.includes('不填') ? label : `${label}（可不填）`,
    kind: 'text',
    required: false,
    max,
  }
}

function choice(id: string, label: string, options: NonNullable<ActField['options']>): ActField {
  return { id, label, kind: 'choice', required: true, options }
}

function pin(label: string): ActField {
  return { id: 'pin', label, kind: 'pin', required: true }
}
