import { countInWords } from './count-words.ts'
import type { Condition, CustodyLine, Identity, ThingForm } from './custody.ts'
import { longDayText } from './date-text.ts'
import type { Day } from './day.ts'

export const thingFormWords: Readonly<Record<ThingForm, string>> = {
  ORIGINAL: '原件',
  COPY: '复印件',
  FORM: '表单',
  RESULT: '办理结果',
  FEE_RECEIPT: '代缴凭据',
}

export const conditionWords: Readonly<Record<Condition, string>> = {
  GOOD: '完好',
  TORN: '破损',
  STAINED: '污损',
}

/** What somebody left as a sign that they let go or took. */
export function identityWord(identity: Identity): string {
  switch (identity.how) {
    case 'STAFF':
      return '本人口令确认'
    case 'SIGNATURE':
      return `${identity.instead ? `凭${identity.instead.proof}` : ''}${identity.signature?.ink?.how === 'FINGERPRINT' ? '按指印，有见证人' : '签名'}`
    case 'STAMPED_SLIP':
      return identity.photo ? '盖章回执（已拍照）' : '当面交回'
    case 'WAYBILL':
      return '快递面单'
  }
}

const counted: readonly (readonly [word: string, forms: readonly ThingForm[]])[] = [
  ['原件', ['ORIGINAL']],
  ['结果', ['RESULT']],
  ['复印', ['COPY', 'FORM']],
  ['代缴凭据', ['FEE_RECEIPT']],
]

/** 原件 3 · 复印 2 · 代缴凭据 1 */
export function contentsText(things: readonly Pick<CustodyLine, 'copies' | 'form'>[]): string {
  return counted
    .map(([word, forms]) => {
      const n = things.filter(({ form }) => forms.includes(form)).reduce((sum, { copies }) => sum + copies, 0)
      return n > 0 ? `${word} ${n}` : ''
    })
    .filter(Boolean)
    .join(' · ')
}

export type SlipTextLine = Pick<CustodyLine, 'condition' | 'copies' | 'docNumber' | 'form' | 'name' | 'pages'>

/**
 * What an applicant signs when things are handed over or come back: the very words on the pad.
 *
 * Window and desk make it of the same facts each by itself, and the desk takes no signature under any
 * other words (ui.md UX-411).
 */
export function slipText(slip: {
  readonly act: 'TAKE_IN' | 'GIVE_BACK'
  readonly centreName: string
  readonly on: Day
  readonly signer: string
  readonly lines: readonly SlipTextLine[]
}): string {
  const { act, centreName, lines, on, signer } = slip
  const sides =
    act === 'TAKE_IN'
      ? `移交人：${signer}　　接收：${centreName}`
      : `移交：${centreName}　　接收人：${signer}`
  const n = lines.reduce((sum, { copies }) => sum + copies, 0)
  return [
    `材料交接清单（${act === 'TAKE_IN' ? '收取' : '归还'}）`,
    `${longDayText(on)}　${sides}`,
    ...lines.map((line, at) => `${at + 1}. ${lineText(line)}`),
    `共 ${lines.length} 项 ${n} 件（${countInWords(n)}件）。`,
    act === 'TAKE_IN' ? '以上材料由中心保管，办完归还。' : '以上材料已当面点清，全部收回。',
  ].join('\n')
}

/** 不动产权证书，原件 1 份，号码 赣(2019)…，12 页，完好 */
function lineText({ condition, copies, docNumber, form, name, pages }: SlipTextLine): string {
  return [
    name,
    `${thingFormWords[form]} ${copies} 份`,
    docNumber && `号码 ${docNumber}`,
    pages && `${pages} 页`,
    conditionWords[condition],
  ]
    .filter(Boolean)
    .join('，')
}
