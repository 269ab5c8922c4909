import { Button } from 'antd'
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { DraftId } from '#shared/kernel/ids.ts'
import { beforeLeaving } from '../../app/before-leaving.ts'
import { ask } from '../../app/desk-client.ts'
import { useRoutes } from '../../app/routes.ts'
import { say } from '../../app/say.ts'
import { useCatalogue } from '../../app/use-catalogue.ts'
import { type Autosave, startAutosave } from './autosave.ts'
import { newDraftId } from './draft-id.ts'
import { IntakeSteps } from './IntakeSteps.tsx'
import { IntakeContext, type IntakeRoom } from './intake-context.ts'
import { useIntake } from './intake-draft.ts'
import { stepAfter } from './steps.ts'
import { refusalText } from './words.ts'

/** The papers come with their own code; fetched when somebody signs in, long before the first decision. */
export const loadPrintStep = () => import('./PrintStep.tsx')
const PrintStep = lazy(() => loadPrintStep().then(({ PrintStep }) => ({ default: PrintStep })))

type Props = { readonly draftId: DraftId | undefined; readonly turn: number; readonly today: string }

/** One intake from 选事 to 下一位. The draft is the window's; everything decided is asked of the desk. */
export function IntakeScreen({ draftId, turn, today }: Props) {
  const { catalogue, failed } = useCatalogue()
  const { ready, sentence } = useOpenDraft(draftId, turn)
  const matterId = useIntake(({ draft }) => draft.matterId)
  const answers = useIntake(({ draft }) => draft.answers)
  const decided = useIntake(({ decided }) => decided)
  const merged = useMemo(() => {
    const known = catalogue?.matters.some((matter) => matter.matterId === matterId)
    return catalogue && matterId !== undefined && known
      ? mergeMatter(catalogue, matterId, answers)
      : undefined
  }, [catalogue, matterId, answers])
  const flush = useAutosave(merged, ready)

  const room = useMemo<IntakeRoom | undefined>(() => {
    if (!catalogue) return undefined
    const goTo: IntakeRoom['goTo'] = (step, how) => {
      useIntake.getState().goTo(step, how)
      void flush()
    }
    const finish: IntakeRoom['finish'] = (step) => {
      const { draft, mending } = useIntake.getState()
      // Two keys at once: the second one still meets the step that the first one has finished.
      if (draft.step !== step) return
      goTo(mending ? 'review' : stepAfter(step, merged))
    }
    return { catalogue, merged, today, goTo, finish, flush }
  }, [catalogue, merged, today, flush])

  if (sentence) return <NoDraft sentence={sentence} />
  if (failed && !catalogue)
    return <NoDraft sentence="事项目录没有打开。已保存的内容不受影响，请按 Alt+1 回今天再试。" />
  if (!ready || !room) return <p className="starting">正在打开</p>
  if (room.catalogue.matters.length === 0) {
    return <NoDraft sentence="还没有事项目录。请负责人在【设置-目录】导入。" />
  }
  return (
    <IntakeContext value={room}>
      {decided ? (
        <Suspense fallback={<p className="starting">{decided.said}</p>}>
          <PrintStep decided={decided} />
        </Suspense>
      ) : (
        <IntakeSteps />
      )}
    </IntakeContext>
  )
}

/** Begins a new draft, or opens a kept one at the step where it was left; one in hand stays in hand. */
function useOpenDraft(
  draftId: DraftId | undefined,
  turn: number,
): { readonly ready: boolean; readonly sentence: string | undefined } {
  const [state, setState] = useState<{ ready: boolean; sentence?: string }>({ ready: false })
  useLayoutEffect(() => {
    const { begin, load, turn: inHand } = useIntake.getState()
    if (inHand === turn) return setState({ ready: true })
    if (!draftId) {
      begin(newDraftId(), turn)
      return setState({ ready: true })
    }
    let gone = false
    ask('draft.open', { draftId }).then(
      (answer) => {
        if (gone) return
        if (answer.ok) load(answer.value.draft, turn)
        setState(answer.ok ? { ready: true } : { ready: false, sentence: refusalText(answer.refusal) })
      },
      () => setState({ ready: false, sentence: '草稿没有打开，仍保存在本机。请按 Alt+1 回今天再试。' }),
    )
    return () => {
      gone = true
    }
  }, [draftId, turn])
  return { ready: state.ready, sentence: state.sentence }
}

function useAutosave(merged: IntakeRoom['merged'], ready: boolean): () => Promise<boolean> {
  const latest = useRef(merged)
  latest.current = merged
  const autosave = useRef<Autosave>(undefined)
  const flush = useCallback(() => autosave.current?.flush() ?? Promise.resolve(true), [])
  useEffect(() => {
    if (!ready) return
    const started = startAutosave(() => latest.current)
    autosave.current = started
    const forget = beforeLeaving(started.flush)
    return () => {
      forget()
      started.stop()
      if (useIntake.getState().draft.matterId && !useIntake.getState().decided) say('草稿已保存')
    }
  }, [ready])
  return flush
}

function NoDraft({ sentence }: { readonly sentence: string }) {
  const { go, newIntake } = useRoutes()
  return (
    <div className="screen">
      <div className="screen-body">
        <h1>新建受理</h1>
        <p role="alert">{sentence}</p>
      </div>
      <div className="action-bar">
        <Button onClick={() => go({ at: 'today' })}>
          回今天 <kbd>Alt+1</kbd>
        </Button>
        <Button type="primary" onClick={newIntake}>
          新建受理 <kbd>F2</kbd>
        </Button>
      </div>
    </div>
  )
}
