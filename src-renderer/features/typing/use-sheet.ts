import { useCallback, useEffect, useRef, useState } from 'react'
import type { SheetLine, TypingSheet } from '#shared/contract/typing.ts'
import type { TypingMark } from '#shared/domain/typing.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { ask } from '../../app/desk-client.ts'
import { put } from './clipboard.ts'
import { noAnswer, notCopied, refusalText } from './words.ts'

export type Sheet = {
  readonly sheet: TypingSheet | undefined
  /** The line the next key is about. */
  readonly current: SheetLine | undefined
  readonly sentence: string | undefined
  readonly failed: boolean
  readonly choose: (profileId: string) => void
  readonly again: () => void
  readonly step: (by: 1 | -1) => void
  readonly stand: (n: number) => void
  readonly copy: () => void
  readonly skip: () => void
  readonly takeBack: () => void
}

/** A case's sheet and where on it the clerk is. Values pass through to the clipboard and are not kept. */
export function useSheet(caseId: CaseId, place: Window): Sheet {
  const [sheet, setSheet] = useState<TypingSheet>()
  const [n, setN] = useState(0)
  const [sentence, setSentence] = useState<string>()
  const [failed, setFailed] = useState(false)
  const busy = useRef(false)

  const load = useCallback(
    (profileId?: string) => {
      setFailed(false)
      ask('typing.sheet', { caseId, ...(profileId ? { profileId } : {}) }).then(
        (answer) => {
          if (!answer.ok) return setSentence(refusalText(answer.refusal))
          setSentence(undefined)
          setSheet(answer.value)
          setN(nextOpen(answer.value, 0) ?? filledOf(answer.value)[0]?.n ?? 0)
        },
        () => setFailed(true),
      )
    },
    [caseId],
  )
  useEffect(() => load(), [load])

  /** One key at a time: a second press before the first is done would copy the same line twice. */
  const once = (work: (sheet: TypingSheet) => Promise<string | undefined>) => {
    if (!sheet || busy.current) return
    busy.current = true
    void work(sheet)
      .catch(() => noAnswer)
      .then((said) => {
        busy.current = false
        setSentence(said)
      })
  }
  const marked = async (line: Line, mark: TypingMark | undefined) => {
    const answer = await ask('typing.mark', { ...line, ...(mark ? { mark } : {}) })
    if (!answer.ok) return refusalText(answer.refusal)
    setSheet(answer.value)
    setN(mark ? (nextOpen(answer.value, line.n) ?? line.n) : line.n)
    return undefined
  }
  const current = sheet?.lines.find((line) => line.n === n)
  const step = (by: 1 | -1) => {
    const filled = sheet ? filledOf(sheet) : []
    const at = filled.findIndex((line) => line.n === n)
    setN(filled[Math.max(0, Math.min(filled.length - 1, at + by))]?.n ?? n)
  }
  return {
    sheet,
    current,
    sentence,
    failed,
    choose: load,
    again: () => load(sheet?.profileId),
    step,
    stand: setN,
    copy: () =>
      once(async (sheet) => {
        if (!current) return undefined
        const line = lineOf(caseId, sheet, current.n)
        const answer = await ask('typing.value', line)
        if (!answer.ok) return refusalText(answer.refusal)
        if (!(await put(place, answer.value.value, current.label))) return notCopied
        return marked(line, 'ENTERED')
      }),
    skip: () => once(async (sheet) => current && marked(lineOf(caseId, sheet, current.n), 'SKIPPED')),
    takeBack: () =>
      once(async (sheet) => {
        const filled = filledOf(sheet)
        const back = current?.mark ? current : filled[filled.findIndex((line) => line.n === n) - 1]
        return back && marked(lineOf(caseId, sheet, back.n), undefined)
      }),
  }
}

type Line = {
  readonly caseId: CaseId
  readonly profileId: string
  readonly version: string
  readonly n: number
}

function lineOf(caseId: CaseId, { profileId, version }: TypingSheet, n: number): Line {
  return { caseId, profileId, version, n }
}

function filledOf({ lines }: TypingSheet): readonly SheetLine[] {
  return lines.filter(({ filled }) => filled)
}

/** The next line to enter after this one, and then from the top; none when all are marked. */
function nextOpen(sheet: TypingSheet, after: number): number | undefined {
  const open = filledOf(sheet).filter(({ mark }) => !mark)
  return (open.find(({ n }) => n > after) ?? open[0])?.n
}
