import { useState } from 'react'
import type { Answer } from '#shared/contract/desk.ts'
import type { ActOutlook, ItemActs } from '#shared/contract/lifecycle.ts'
import { saysNo } from '#shared/domain/lifecycle.ts'
import type { DefectReason } from '#shared/domain/material.ts'
import type { Paper } from '#shared/domain/paper.ts'
import type { CaseId, StaffId } from '#shared/kernel/ids.ts'
import { ask } from '../../app/desk-client.ts'
import type { Values } from './act-fields.ts'
import { moveOf } from './act-move.ts'
import { actRefusal, doneWords } from './lifecycle-words.ts'

/** What happened, said once; with the papers it owes and what was not done beside it. */
export type Done = {
  readonly said: string
  readonly notDone: readonly string[]
  readonly papers: readonly Paper[]
}
export type Refused = Extract<Answer<'case.move'>, { ok: false }>

type Wish = {
  readonly caseId: CaseId
  readonly outlook: ActOutlook
  readonly targets: readonly ItemActs[]
  readonly onDone: (done: Done) => void
  readonly onRefused: (refused: Refused) => void
}

/**
 * Does an act on one item or on several, each recorded on its own: what one is refused undoes no other.
 * When none was done, nothing happened and the panel stays open with the reason.
 */
export function useDoActs({ caseId, onDone, onRefused, outlook, targets }: Wish) {
  const [busy, setBusy] = useState(false)
  const doActs = async (values: Values, wrong: Readonly<Record<string, DefectReason>>) => {
    if (busy) return
    setBusy(true)
    try {
      const answers: { readonly item: ItemActs; readonly answer: Answer<'case.move'> }[] = []
      for (const item of targets)
        answers.push({
          item,
          answer: await ask('case.move', { caseId, itemNo: item.itemNo, ...saidOf(outlook, values, wrong) }),
        })
      const refused = answers.flatMap(({ answer, item }) => (answer.ok ? [] : [{ answer, item }]))
      const [none] = refused
      if (none && refused.length === answers.length) return onRefused(none.answer)
      const papers = answers.flatMap(({ answer }) => (answer.ok ? answer.value.papers : []))
      const n = answers.length - refused.length
      onDone({
        said: `${targets.length > 1 ? `${n} 项` : ''}${doneWords[outlook.act]}，已保存在本机`,
        notDone: refused.map(
          ({ answer, item }) => `${item.itemNo} ${item.name}没有办：${actRefusal(answer.refusal)}`,
        ),
        papers,
      })
    } finally {
      setBusy(false)
    }
  }
  return { busy, doActs }
}

/** What the desk is told: the act, whose it is, on which day, and who stands for it. */
function saidOf(
  { act, needsSecond, organ }: ActOutlook,
  values: Values,
  wrong: Readonly<Record<string, DefectReason>>,
) {
  const pin = values['pin'] ?? ''
  const asks = Object.entries(wrong).map(([rowId, reason]) => ({
    rowId,
    judgement: { state: 'EXPECTED' as const, reason },
  }))
  return {
    move: moveOf(act, values),
    ...(organ === 'department' ? { by: { organ, docNo: values['docNo']?.trim() ?? '' } } : {}),
    ...(values['on'] ? { on: values['on'] } : {}),
    ...(asks.length > 0 ? { asks } : {}),
    ...(needsSecond ? { second: { staffId: values['manager'] as StaffId, pin } } : {}),
    ...(saysNo(act) ? { confirm: { pin } } : {}),
  }
}
