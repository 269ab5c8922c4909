import type { DraftSummary } from '#shared/contract/intake.ts'
import { Confirm } from '../../app/Confirm.tsx'
import { ask } from '../../app/desk-client.ts'
import { say } from '../../app/say.ts'
import { refusalText } from './words.ts'

/** A deleted draft does not come back, so the question names it. */
export function DiscardPrompt({
  draft,
  onDone,
}: {
  readonly draft: DraftSummary
  readonly onDone: () => void
}) {
  const discard = async () => {
    onDone()
    const answer = await ask('draft.discard', { draftId: draft.draftId })
    say(answer.ok ? '草稿已删除' : refusalText(answer.refusal))
  }
  const name = [draft.applicantName, draft.matterName].filter(Boolean).join('的')
  return (
    <Confirm
      title={`删除草稿“${name || '还没选事'}”？`}
      text="这份草稿里填的内容会从本机删除，找不回来。已经办的件不受影响。"
      yes="删除这份草稿"
      no="留着"
      danger
      onYes={() => void discard()}
      onNo={onDone}
    />
  )
}
