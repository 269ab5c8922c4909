import type { Detail, Refusal } from '#shared/kernel/result.ts'
import { assistSentences } from './assist-refusals.ts'
import { custodySentences } from './custody-words.ts'
import type { RefusalCode } from './desk-client.ts'

type Code = RefusalCode<'errand.outlook'> | RefusalCode<'errand.draft'> | RefusalCode<'errand.begin'>

/** A code that both know is about the order and its letter here; the lines come after. */
const sentences: Record<Code, (detail: Detail) => string> = {
  ...custodySentences,
  ...assistSentences,
  'errand-open': () => '这件已经在代办了，请按 Alt+3 接着办。',
}

export function errandRefusalText({ code, detail }: Refusal<Code>): string {
  return sentences[code](detail)
}
