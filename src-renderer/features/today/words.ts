import type { Detail, Refusal } from '#shared/kernel/result.ts'
import type { RefusalCode } from '../../app/desk-client.ts'

type Code = RefusalCode<'draft.discard'>

const sentences: Record<Code, (detail: Detail) => string> = {
  'draft-unknown': () => '这份草稿已经不在了，可能已经办完。',
  'draft-not-yours': () => '这份草稿是别人的，没有删除。',
}

export function refusalText({ code, detail }: Refusal<Code>): string {
  return sentences[code](detail)
}
