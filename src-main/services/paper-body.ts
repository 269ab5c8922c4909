import type { ItemRow, MaterialRow } from '#main/store/queries/case.ts'
import { asFarAsKnown, isConfirmed } from '#shared/catalogue/confirmed.ts'
import { defectWords } from '#shared/domain/lifecycle-words.ts'
import { addWorkingDays } from '#shared/domain/working-days.ts'
import type { Rules } from './desk.ts'
import { catalogued, departmentSays, endsBy, isOpen, told, toldDay } from './open-facts.ts'
import { deferredRows, receivedLines, requiredWord, returnedLater } from './paper-materials.ts'
import { basisOf, type D, itemLine, onPaper, openWords, type Source } from './paper-source.ts'
import { remediesOf } from './remedies.ts'
import { dueWord, limitWord, necessityWords, roleWords } from './words.ts'

/** D1 收件凭证: what was handed in, in which form, and that this is no acceptance where it is none. */
export function receiptSlip({ frame, items, materials, matter, paper, receivedAt, rules }: Source): D<'D1'> {
  const shown = onPaper(items, paper)
  const handed = materials.filter(({ usedBy }) => usedBy.some((no) => paper.itemNos.includes(no)))
  const last = items.toSorted((a, b) => (backOn(a) < backOn(b) ? 1 : -1))[0]
  const back = dueWord(last && (backOn(last) || undefined), false)
  return {
    kind: 'D1',
    ...frame,
    receivedAt,
    items: shown.map((item) => ({
      itemNo: item.itemNo,
      name: item.name,
      deptName: item.deptName,
      roleWord: roleWords[item.role],
    })),
    materials: receivedLines(handed),
    originalsKept: handed
      .filter(returnedLater)
      .map(({ custodyPolicy, name }) =>
        custodyPolicy === 'SURRENDER'
          ? { name }
          : { name, returnBy: last?.clocks.promisedDue ? toldDay(rules, last, back) : back },
      ),
    notAcceptance: shown.some(({ role }) => role === 'COLLECT' || role === 'ASSIST'),
    nextSteps: shown.map((item) => nextStep(item, rules, matter.receivedOn)),
    enquiryCode: matter.caseNo.slice(-8),
  }
}

/** D2 受理通知书: acceptance is the reference day of both limits (art. 32, 42). */
export function acceptanceNotice({ frame, items, materials, matter, paper, rules }: Source): D<'D2'> {
  const shown = onPaper(items, paper)
  const known = catalogued(rules, shown)
  const fee = known.reduce((sum, item) => sum + item.feeFen, 0)
  return {
    kind: 'D2',
    ...frame,
    appliedOn: matter.receivedOn,
    acceptedOn: paper.issuedOn,
    items: shown.map((item) => ({
      itemNo: item.itemNo,
      name: item.name,
      organ: item.deptName,
      caseKindWord: item.caseKind === 'IMMEDIATE' ? '即办件' : '承诺件',
      statutoryWord: told(rules, item, 'statutory', limitWord(item.statutory)),
      promisedWord: told(rules, item, 'promised', limitWord(item.promised)),
      promisedDueWord:
        item.state === 'COMPLETED'
          ? '已当场办结'
          : toldDay(
              rules,
              item,
              dueWord(item.clocks.promisedDue ?? item.clocks.statutoryDue, item.clocks.provisional),
            ),
      deficiency: item.state === 'ACCEPTED_WITH_DEFICIENCY',
    })),
    feeWord: `${fee === 0 ? '不收费' : `${(fee / 100).toFixed(2)}元`}${isOpen(rules, shown, 'fee') ? departmentSays : ''}`,
    legalBasis: [
      ...new Set(known.map((item) => asFarAsKnown(item.legalBasis, isConfirmed(item, 'legalBasis')))),
    ],
    materials: receivedLines(materials.filter((row) => row.usedBy.some((no) => paper.itemNos.includes(no)))),
    deficiencies: deferredRows(rules, materials, paper).map(({ dueWord: due, name, way }) => ({
      name,
      way,
      dueWord: due,
    })),
    provisional: shown.some(({ clocks }) => clocks.provisional),
  }
}

/** D3 一次性告知(补正)通知书: everything at once, and how to obtain each (art. 32(1)(4)). */
export function correctionNotice({ frame, items, materials, paper, receivedAt, rules }: Source): D<'D3'> {
  const shown = onPaper(items, paper)
  const open = materials.filter(
    ({ judgement, usedBy }) =>
      (judgement?.state === 'EXPECTED' || judgement?.state === 'DEFERRED') &&
      usedBy.some((no) => paper.itemNos.includes(no)),
  )
  const due = shown.find(({ clocks }) => clocks.supplementDue)?.clocks
  return {
    kind: 'D3',
    ...frame,
    receivedAt,
    items: shown.map(({ deptName, itemNo, name }) => ({ itemNo, name, deptName })),
    legalNotice: shown.some(({ role }) => role === 'DECIDE' || role === 'FIRST_REVIEW'),
    rows: open.map((row, index) => ({
      n: index + 1,
      name: row.name,
      problem: problemOf(row),
      required: requiredWord(row),
      howToObtain: row.howToObtain,
      necessityWord: necessityWords[row.necessity] ?? row.necessity,
      mayDefer: row.necessity === 'DEFERRABLE' && mayDefer(rules, shown, row),
    })),
    unconfirmed: openWords(rules, shown, ['materials']),
    supplementDueWord: dueWord(due?.supplementDue, due?.provisional ?? false),
    provisional: shown.some(({ clocks }) => clocks.provisional),
  }
}

/** D4 不予受理通知书: reason, the right organ, and the remedies (art. 32(1)(2), 38). */
export function refusalOfAcceptance({ frame, items, materials, matter, paper, rules }: Source): D<'D4'> {
  const ground = matter.decision?.ground
  const notOurs = ground?.category === 'NOT_OURS'
  return {
    kind: 'D4',
    ...frame,
    appliedOn: matter.receivedOn,
    items: onPaper(items, paper).map(itemLine),
    categoryWord: notOurs ? '不属于本机关职权范围' : '不符合受理条件',
    reason: ground?.reason ?? '',
    ...(ground?.rightOrgan ? { rightOrgan: ground.rightOrgan } : {}),
    legalBasis: notOurs
      ? '《中华人民共和国行政许可法》第三十二条第一款第（二）项'
      : basisOf(rules, onPaper(items, paper)),
    // What an item that goes on still needs stays here and is on its slip.
    givenBack: materials
      .filter(({ judgement }) => judgement?.state === 'SUPPLIED' && judgement.taken !== 'SIGHT_ORIGINAL')
      .filter(({ usedBy }) => usedBy.every((no) => paper.itemNos.includes(no)))
      .map(({ name }) => name),
    remedies: remediesOf(rules, onPaper(items, paper)),
  }
}

/** When an original comes back: with the item, or from the department it was passed on to. */
function backOn({ clocks }: ItemRow): string {
  return clocks.promisedDue ?? clocks.custodyDue ?? ''
}

function problemOf({ judgement }: MaterialRow): string {
  if (judgement?.state === 'DEFERRED') return defectWords.MISSING
  if (judgement?.state !== 'EXPECTED') return ''
  return judgement.note
    ? `${defectWords[judgement.reason]}：${judgement.note}`
    : defectWords[judgement.reason]
}

function mayDefer(rules: Rules, items: readonly ItemRow[], row: MaterialRow): boolean {
  return items
    .filter(({ itemNo }) => row.usedBy.includes(itemNo))
    .every(
      (item) => rules.catalogue.items.find(({ itemId }) => itemId === item.itemId)?.allowsDeficiency ?? false,
    )
}

function nextStep(item: ItemRow, rules: Rules, receivedOn: string): string {
  const { clocks, deptName, name, role } = item
  if (item.state === 'CORRECTION_PENDING')
    return `${name}：请在${dueWord(clocks.supplementDue, clocks.provisional)}前补齐材料。`
  if (role === 'COLLECT')
    return `${name}：${dueWord(clocks.custodyDue ?? addWorkingDays(rules.calendar, receivedOn, 1).due, clocks.provisional)}前转送${deptName}，由其决定是否受理。`
  if (role === 'ASSIST') return `${name}：工作人员帮助网上申报，由${deptName}受理。`
  if (item.state === 'COMPLETED') return `${name}：已当场办结。`
  const due = clocks.promisedDue ?? clocks.statutoryDue
  if (due)
    return `${name}：${dueWord(due, clocks.provisional)}前办结${isOpen(rules, [item], endsBy(item)) ? departmentSays : ''}。`
  if (clocks.acceptedOn) return `${name}：已受理，办结时间以部门答复为准。`
  return `${name}：${dueWord(clocks.noticeDue, clocks.provisional)}前告知是否受理。`
}
