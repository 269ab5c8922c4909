import { asFarAsKnown, isConfirmed } from '#shared/catalogue/confirmed.ts'
import { assert } from '#shared/kernel/fault.ts'
import { catalogued } from './open-facts.ts'
import { deferredRows } from './paper-materials.ts'
import { type D, isPermit, itemLine, onPaper, type Source } from './paper-source.ts'

/** D5 即时告知单: told at once that nothing has to be applied for (art. 32(1)(1)). */
export function notRequiredNotice(source: Source): D<'D5'> {
  const { behind, frame, items, paper, receivedAt, rules } = source
  const shown = onPaper(items, paper)
  const { event } = behind
  const advice =
    event.type === 'item-moved' && event.move.act === 'NOT_REQUIRED' ? event.move.advice : undefined
  const basis = isPermit(rules, shown)
    ? '依据《中华人民共和国行政许可法》第三十二条第一款第（一）项，下列事项依法不需要取得行政许可'
    : '下列事项依法不需要办理'
  return {
    kind: 'D5',
    ...frame,
    askedAt: receivedAt,
    items: shown.map(itemLine),
    opening: `你（单位）于${receivedAt}到本窗口询问、申请办理“${source.matter.matterName}”。经核对，${basis}，现即时告知不受理。`,
    ...(advice ? { advice } : {}),
  }
}

/** D6 容缺受理承诺书: what follows, how and by when, promised by the applicant and accepted by the centre. */
export function deficiencyPledge({ behind, frame, items, materials, paper, rules }: Source): D<'D6'> {
  const shown = onPaper(items, paper)
  const rows = deferredRows(rules, materials, paper)
  const primary = new Set(
    catalogued(rules, shown).flatMap(({ lines }) =>
      lines.filter((line) => line.primary).map(({ materialId }) => materialId),
    ),
  )
  const { event } = behind
  const signedBy =
    event.type === 'item-moved' && event.move.act === 'ACCEPT_WITH_DEFICIENCY'
      ? event.move.signedBy
      : undefined
  return {
    kind: 'D6',
    ...frame,
    acceptedOn: paper.issuedOn,
    items: shown.map(itemLine),
    primaries: materials
      .filter(({ usedBy }) => usedBy.some((no) => paper.itemNos.includes(no)))
      .filter(({ judgement, materialId }) => primary.has(materialId) && judgement?.state === 'SUPPLIED')
      .map(({ name }) => name),
    rows: rows.map(({ dueWord, name, required, way }, at) => ({ n: at + 1, name, required, way, dueWord })),
    ...(signedBy ? { signedBy } : {}),
    provisional: rows.some(({ provisional }) => provisional),
  }
}

/** D7 告知承诺书: the rows that a written promise stands for, and on what each item rests. */
export function commitmentDeclaration(source: Source): D<'D7'> {
  const { frame, items, materials, matter, paper, rules } = source
  const rows = materials.filter(
    ({ judgement, usedBy }) =>
      judgement?.state === 'WAIVED' &&
      judgement.by === 'commitment' &&
      usedBy.some((no) => paper.itemNos.includes(no)),
  )
  assert(rows.length > 0, 'a promise stands for something')
  const shown = onPaper(items, paper).filter(({ itemNo }) =>
    rows.some(({ usedBy }) => usedBy.includes(itemNo)),
  )
  return {
    kind: 'D7',
    ...frame,
    applicantId: matter.applicant.idNumber,
    items: shown.map((item) => {
      const [known] = catalogued(rules, [item])
      return {
        ...itemLine(item),
        basis: known ? asFarAsKnown(known.legalBasis, isConfirmed(known, 'legalBasis')) : '以部门答复为准',
        ...(known?.acceptCondition
          ? { condition: asFarAsKnown(known.acceptCondition, isConfirmed(known, 'condition')) }
          : {}),
      }
    }),
    rows: rows.map((row, at) => {
      const proves = catalogued(rules, shown)
        .flatMap(({ lines }) => lines)
        .find(({ materialId, note }) => materialId === row.materialId && note)?.note
      return {
        n: at + 1,
        name: row.name,
        ...(proves ? { proves } : {}),
        usedFor: row.usedBy
          .filter((no) => shown.some(({ itemNo }) => itemNo === no))
          .map((no) => `事项${no}`)
          .join('、'),
      }
    }),
  }
}
