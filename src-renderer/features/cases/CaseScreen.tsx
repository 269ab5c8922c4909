import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { CaseId } from '#shared/kernel/ids.ts'
import { useKeys } from '../../app/keys.ts'
import { RatingView } from '../../app/RatingView.tsx'
import { type CaseOrigin, type Route, useRoutes } from '../../app/routes.ts'
import { useTyping } from '../../app/typing.ts'
import { useLive } from '../../app/use-live.ts'
import { CaseFile } from './CaseFile.tsx'
import { ErasedCase } from './ErasedCase.tsx'
import { refusalText } from './words.ts'

type Props = {
  readonly caseId: CaseId
  readonly from: CaseOrigin
  readonly scanned?: { readonly back: Route } | undefined
}

/** One matter as the desk knows it: its items and what may be done with each, its papers and its past. */
export function CaseScreen({ caseId, from, scanned }: Props) {
  const view = useLive('case.view', { caseId }, ['journal', 'sync'])
  const acts = useLive('case.acts', { caseId }, ['journal'])
  const go = useRoutes(({ go }) => go)
  const back = () => go(scanned?.back ?? { at: from })
  const openTyping = useTyping(({ open }) => open)
  const [rating, setRating] = useState(false)
  const erased = view.answer?.ok ? view.answer.value.erased : undefined
  useKeys('screen', {
    Escape: back,
    ...(erased ? {} : { 'Alt+C': () => openTyping(caseId), G: () => setRating(true) }),
  })
  if (view.answer?.ok && acts.answer?.ok && erased)
    return <ErasedCase view={view.answer.value} erased={erased} acts={acts.answer.value} onBack={back} />
  if (view.answer?.ok && acts.answer?.ok)
    return (
      <>
        <CaseFile
          view={view.answer.value}
          acts={acts.answer.value}
          scanned={scanned !== undefined}
          onBack={back}
          onDelegate={() => go({ at: 'errand', caseId, from })}
        />
        {rating ? <RatingView subject={{ of: 'CASE', caseId }} onDone={() => setRating(false)} /> : null}
      </>
    )
  const refused = view.answer && !view.answer.ok ? view.answer.refusal : undefined
  const failed = view.failed || acts.failed
  return (
    <div className="screen">
      <div className="screen-body">
        <h1>办件</h1>
        {refused ? <p role="alert">{refusalText(refused)}</p> : null}
        {failed ? (
          <p role="alert">
            这件没有打开，仍保存在本机。
            <Button
              onClick={() => {
                view.again()
                acts.again()
              }}
            >
              再打开一次
            </Button>
          </p>
        ) : null}
        {refused || failed ? null : <Skeleton active={false} paragraph={{ rows: 8 }} title={false} />}
      </div>
      <div className="action-bar">
        <Button onClick={back}>
          回去 <kbd>Esc</kbd>
        </Button>
      </div>
    </div>
  )
}
