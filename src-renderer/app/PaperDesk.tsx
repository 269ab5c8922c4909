import { useCallback, useEffect, useState } from 'react'
import type { PaperContent } from '#shared/contract/paper.ts'
import type { Paper } from '#shared/domain/paper.ts'
import { paperWords } from '#shared/domain/paper.ts'
import type { PaperId } from '#shared/kernel/ids.ts'
import { PaperSheet } from '../papers/PaperSheet.tsx'
import type { PaperForm } from '../papers/paper-size.ts'
import { useKeys } from './keys.ts'
import { contentsOf, printSheets } from './print-papers.ts'

type Listed = Pick<Paper, 'paperId' | 'kind' | 'docNo'>

export type Papers = {
  readonly contents: readonly PaperContent[]
  readonly shown: readonly PaperContent[]
  /** Numbered and owed, but without a sheet of their own yet: to be printed later. */
  readonly undrawn: readonly Listed[]
  readonly chosen: PaperId | undefined
  readonly state: 'loading' | 'ready' | 'printing' | 'printed' | 'failed'
  /** How they leave the printer; what was printed is the same paper in any form. */
  readonly form: PaperForm
  readonly choose: (paperId: PaperId) => void
  readonly nextForm: () => void
  readonly print: (paperIds: readonly PaperId[]) => void
}

/** The papers of an act: looked at one by one, printed one or all, reprinted at will. */
export function usePapers(papers: readonly Listed[]): Papers {
  const [contents, setContents] = useState<readonly PaperContent[]>([])
  const [chosen, setChosen] = useState<PaperId | undefined>(papers[0]?.paperId)
  const [printing, setPrinting] = useState<PaperId>()
  const [form, setForm] = useState<PaperForm>('NORMAL')
  const [state, setState] = useState<Papers['state']>('loading')
  const ids = papers.map(({ paperId }) => paperId).join()

  const load = useCallback(async () => {
    setContents(await contentsOf(ids === '' ? [] : (ids.split(',') as PaperId[])))
  }, [ids])
  useEffect(() => {
    load().then(
      () => setState('ready'),
      () => setState('failed'),
    )
  }, [load])

  /** One job a paper, so that each has its own size and counts its own pages; the first that fails ends it. */
  const printAll = async (paperIds: readonly PaperId[]): Promise<boolean> => {
    for (const paperId of paperIds) {
      setPrinting(paperId)
      if (!(await printSheets([paperId]))) return false
    }
    return true
  }
  const print = (paperIds: readonly PaperId[]) => {
    if (paperIds.length === 0 || state === 'printing') return
    setState('printing')
    printAll(paperIds)
      .catch(() => false)
      .then(async (taken) => {
        await load()
        setState(taken ? 'printed' : 'failed')
      })
      .catch(() => setState('failed'))
      .finally(() => setPrinting(undefined))
  }
  const forms = formsFor(contents)
  const wanted = printing ?? chosen
  return {
    contents,
    undrawn:
      state === 'loading'
        ? []
        : papers.filter(({ paperId }) => !contents.some((content) => content.paperId === paperId)),
    shown: contents.filter(({ paperId }) => paperId === wanted),
    chosen,
    state,
    form,
    choose: setChosen,
    nextForm: () => setForm(forms[(forms.indexOf(form) + 1) % forms.length] ?? 'NORMAL'),
    print,
  }
}

/** The sheet as it will leave the printer, made small enough for the window. */
export function PaperPreview({ papers }: { readonly papers: Papers }) {
  return (
    <div className="preview" role="region" aria-label="预览" tabIndex={0}>
      <div className="preview-sheet">
        {papers.shown.map((content) => (
          <PaperSheet key={`${content.paperId} ${papers.form}`} content={content} form={papers.form} />
        ))}
      </div>
    </div>
  )
}

const formWords: Readonly<Record<PaperForm, string>> = {
  NORMAL: '平常大小',
  LARGE: '大字',
  ROLL: '收件凭证用 80 毫米小条',
}

/** Only the slip fits on a roll. */
function formsFor(contents: readonly PaperContent[]): readonly PaperForm[] {
  return contents.some(({ kind }) => kind === 'D1') ? ['NORMAL', 'LARGE', 'ROLL'] : ['NORMAL', 'LARGE']
}

/** The papers by number, with how often each was printed, and in which form the next one comes. */
export function PaperList({ papers }: { readonly papers: Papers }) {
  useKeys('step', { L: papers.nextForm })
  return (
    <>
      <PaperChoice papers={papers} />
      <button type="button" className="plain paper-form" tabIndex={-1} onClick={papers.nextForm}>
        <kbd>L</kbd> 换纸：<strong>{formWords[papers.form]}</strong>
      </button>
    </>
  )
}

function PaperChoice({ papers }: { readonly papers: Papers }) {
  return (
    <div className="paper-list" role="radiogroup" aria-label="单子">
      {papers.contents.map((content, n) => (
        <button
          key={content.paperId}
          type="button"
          role="radio"
          aria-checked={content.paperId === papers.chosen}
          tabIndex={content.paperId === papers.chosen ? 0 : -1}
          onClick={() => papers.choose(content.paperId)}
        >
          <kbd>{n + 1}</kbd>
          <span>
            {paperWords[content.kind]}
            <small className="code">{content.docNo}</small>
          </span>
          <span className="weak">{content.printed === 0 ? '还没打' : `打过 ${content.printed} 次`}</span>
        </button>
      ))}
      {papers.undrawn.map(({ docNo, kind, paperId }) => (
        <p key={paperId} className="paper-undrawn">
          {paperWords[kind]}
          <small className="code">{docNo}</small>
          <span className="weak">编号已留好，样式启用后可以补打</span>
        </p>
      ))}
    </div>
  )
}
