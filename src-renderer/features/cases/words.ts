import { erasedSentence } from '#shared/domain/erasure.ts'
import type { Detail, Refusal } from '#shared/kernel/result.ts'
import type { RefusalCode } from '../../app/desk-client.ts'

type Code = RefusalCode<'case.view'> | RefusalCode<'paper.content'> | RefusalCode<'paper.printed'>

const sentences: Record<Code, (detail: Detail) => string> = {
  'case-unknown': () => '本工作台没有这件。可能是别的工作台办的，请核对编号。',
  'case-erased': () => erasedSentence,
  'paper-unknown': () => '没有找到这份单子，办件不受影响。请按 Esc 回去再打开一次。',
}

export function refusalText({ code, detail }: Refusal<Code>): string {
  return sentences[code](detail)
}
