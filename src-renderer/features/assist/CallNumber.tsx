import { useState } from 'react'
import type { OrderView } from '#shared/contract/assist.ts'
import { erasedSentence } from '#shared/domain/erasure.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'

type Props = {
  readonly order: Pick<OrderView, 'orderId' | 'phone'>
  readonly onRefused: (sentence: string) => void
}

const sentences = {
  'order-unknown': '没有这次帮办了，请回列表看一眼。',
  'case-erased': erasedSentence,
  'nobody-to-call': '没有留电话，或者还没到回访的时候。',
  'too-many-cases': '1 小时内已经看过 20 件的完整信息，先停一停。急用请找负责人。',
} as const

/** The number to dial: masked until somebody asks for it, and gone with the dialog. */
export function CallNumber({ onRefused, order: { orderId, phone } }: Props) {
  const [full, setFull] = useState<string>()
  const show = async () => {
    const answer = await ask('assist.phone', { orderId }).catch(() => undefined)
    if (!answer) return onRefused('没有取到电话，请再按一次 F9。')
    if (answer.ok) setFull(answer.value.phone)
    else onRefused(sentences[answer.refusal.code])
  }
  useKeys('overlay', { F9: () => void show() }, phone !== undefined && full === undefined)
  return (
    <p className="call-number">
      电话 <b className="code">{full ?? phone ?? '没有留'}</b>{' '}
      {phone && !full ? (
        <span className="weak">
          按 <kbd>F9</kbd> 看完整号码，会留下记录
        </span>
      ) : null}
    </p>
  )
}
