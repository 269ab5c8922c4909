import { Button } from 'antd'
import { useLayoutEffect, useMemo, useState } from 'react'
import { matterSheet, missingOf } from '#shared/catalogue/matter-sheet.ts'
import { openMatter } from '#shared/catalogue/open-matter.ts'
import type { Catalogue } from '#shared/catalogue/schema.ts'
import { useKeys } from '../../app/keys.ts'
import { RatingView } from '../../app/RatingView.tsx'
import { isTextField } from '../../components/chord.ts'
import { focusPlace } from '../../components/focus-place.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import type { Overview } from './ConsultScreen.tsx'
import { type SheetChoice, useConsult } from './consult-draft.ts'
import { TalkMaterials } from './TalkMaterials.tsx'
import { TalkQuestions } from './TalkQuestions.tsx'
import { TalkSide } from './TalkSide.tsx'
import { useLog } from './use-log.ts'

type Props = { readonly catalogue: Catalogue; readonly overview: Overview; readonly matterId: string }

const forms: readonly SheetChoice[] = ['A5', 'LARGE', 'ROLL']

/** Situation by digits, what is there already by Space; every key shows at once what it changes on the sheet. */
export function TalkStage({ catalogue, matterId, overview }: Props) {
  const talk = useConsult()
  const logging = useLog()
  const [at, setAt] = useState(0)
  const [rating, setRating] = useState(false)
  const { answers, has, skipped } = talk
  const open = useMemo(() => openMatter(catalogue, matterId, answers), [catalogue, matterId, answers])
  const sheet = useMemo(() => matterSheet(catalogue, matterId, answers), [catalogue, matterId, answers])
  const { had, missing } = useMemo(() => missingOf(sheet, has), [sheet, has])

  const { questions } = open
  const current = questions.find(
    ({ answer, situationId }) => answer === undefined && !skipped.includes(situationId),
  )
  const rows = sheet.materials
  const here = Math.min(at, Math.max(0, rows.length - 1))
  const row = rows[here]
  const place = current ? `question ${current.situationId}` : `material ${row?.rowId}`
  useLayoutEffect(() => {
    if (!isTextField(document.activeElement)) focusPlace(place)
  }, [place])

  const back = () => {
    if (isTextField(document.activeElement)) return focusPlace(place)
    talk.set({ stage: 'matter' })
  }
  const previous = () => {
    const done = questions.filter(
      ({ answer, situationId }) => answer !== undefined || skipped.includes(situationId),
    )
    const last = done.at(-1)
    if (last) talk.reopen(last.situationId)
  }
  const digits = Object.fromEntries(
    (current?.options ?? []).map(({ optionId }, n) => [
      String(n + 1),
      () => current && talk.answer(current.situationId, optionId),
    ]),
  )
  // What is rated must be written down first.
  const rate = () => void logging.keep().then((kept) => kept && setRating(true))
  const nextForm = () => talk.set({ form: forms[(forms.indexOf(talk.form) + 1) % forms.length] ?? 'A5' })
  useKeys('step', {
    ...digits,
    Enter: () => current && talk.answer(current.situationId, undefined),
    Backspace: previous,
    ArrowDown: () => setAt(Math.min(here + 1, rows.length - 1)),
    ArrowUp: () => setAt(Math.max(here - 1, 0)),
    Space: () => row && talk.toggle(row.rowId),
    N: () => focusPlace('talk-name'),
    G: rate,
    L: nextForm,
    'Ctrl+P': logging.print,
    'Ctrl+Enter': logging.finish,
    Escape: back,
  })
  return (
    <div className="screen">
      <div className="screen-body two-panes">
        <section className="pane talk-pane">
          <h1>
            {sheet.matterName}
            <span className="count">{`还差 ${missing.length} 样材料`}</span>
          </h1>
          <TalkQuestions
            questions={questions}
            skipped={skipped}
            current={current}
            onChoose={(situationId, optionId) => talk.answer(situationId, optionId)}
            onReopen={talk.reopen}
          />
          <TalkMaterials rows={rows} has={has} at={here} onStand={setAt} onToggle={talk.toggle} />
        </section>
        <aside className="side-pane talk-side" aria-label="告知单">
          <TalkSide
            sheet={sheet}
            missing={missing}
            had={had}
            overview={overview}
            logging={logging}
            onNextForm={nextForm}
            onDone={() => focusPlace(place)}
          />
        </aside>
      </div>
      <div className="action-bar">
        <KeyHint keys="↑↓ Space">勾已有的</KeyHint>
        <KeyHint keys="Backspace">上一题</KeyHint>
        <KeyHint keys="N">留姓名电话</KeyHint>
        <KeyHint keys="G">请评价</KeyHint>
        <span className="spacer" />
        <KeyHint keys="Esc">重新选事项</KeyHint>
        <Button onClick={logging.print}>
          打印告知单 <kbd>Ctrl+P</kbd>
        </Button>
        <Button type="primary" data-field="next" onClick={logging.finish}>
          记下，下一位 <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
      {rating ? (
        <RatingView
          subject={{ of: 'CONSULTATION', consultationId: talk.consultationId }}
          onDone={() => setRating(false)}
        />
      ) : null}
    </div>
  )
}
