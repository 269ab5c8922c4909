import { useState } from 'react'
import type { CataloguePreview } from '#shared/contract/catalogue-import.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { ask } from '../../app/desk-client.ts'
import { type ChosenFile, readChosen } from './read-file.ts'
import { refusalText } from './words.ts'

export type Import = {
  readonly stage: 'rest' | 'reading' | 'shown' | 'adopting'
  readonly file: ChosenFile | undefined
  readonly preview: CataloguePreview | undefined
  /** Why it went no further. */
  readonly refused: string | undefined
  /** What came of it. */
  readonly done: string | undefined
  readonly choose: (file: File) => void
  readonly adopt: () => void
  readonly leave: () => void
}

type State = Pick<Import, 'stage' | 'file' | 'preview' | 'refused' | 'done'>

const atRest: State = {
  stage: 'rest',
  file: undefined,
  preview: undefined,
  refused: undefined,
  done: undefined,
}
const brokenOff = '没有读完，现用的目录不变。请按 O 再选一次文件。'

/** One file from its choice to its adoption. The desk reads and checks it again before it adopts. */
export function useImport(): Import {
  const [state, setState] = useState<State>(atRest)
  const refuse = (refused: string) => setState({ ...atRest, refused })

  const choose = async (chosen: File) => {
    setState({ ...atRest, stage: 'reading' })
    const file = await readChosen(chosen)
    if ('code' in file) return refuse(refusalText(file))
    setState({ ...atRest, stage: 'reading', file })
    const answer = await ask('catalogue.preview', { file: file.text })
    if (!answer.ok) return refuse(refusalText(answer.refusal))
    setState({ ...atRest, stage: 'shown', file, preview: answer.value })
  }

  const adopt = async () => {
    const { file, preview } = state
    if (state.stage !== 'shown' || !file || !preview || !mayAdopt(preview)) return
    setState({ ...state, stage: 'adopting' })
    const answer = await ask('catalogue.adopt', { file: file.text, sha256: preview.sha256 ?? '' })
    if (!answer.ok) return setState({ ...state, refused: refusalText(answer.refusal) })
    const { effectiveFrom, inForce, version } = answer.value
    setState({
      ...atRest,
      done: inForce
        ? `目录 ${version} 已启用，新收的件按它办。`
        : `目录 ${version} 已导入，${longDayText(effectiveFrom)}零点自动换上。`,
    })
  }
  return {
    ...state,
    choose: (file) => void choose(file).catch(() => refuse(brokenOff)),
    adopt: () => void adopt().catch(() => setState({ ...state, refused: brokenOff })),
    leave: () => setState(atRest),
  }
}

export function mayAdopt({ faults, sha256, signed }: CataloguePreview): boolean {
  return signed && faults.length === 0 && sha256 !== undefined
}
