import type { Limit } from '#shared/domain/item-case.ts'
import type { MatterSheet, SheetItem, SheetMaterial } from '#shared/domain/matter-sheet.ts'
import type { Answers, Condition } from './condition.ts'
import { byQuestion, conditionWords } from './condition-words.ts'
import { asFarAsKnown, isConfirmed, openWord } from './confirmed.ts'
import { roughWorkingDays } from './limits.ts'
import { settleAnswers } from './merge.ts'
import type { MergedItem } from './merged.ts'
import { type OpenMatter, openMatter } from './open-matter.ts'
import type { Catalogue, CustodyPolicy } from './schema.ts'

export const notSaid = '不清楚'

/** A matter as it is told to somebody who asks, in words; nothing is left to a screen or a sheet to work out. */
export function matterSheet(catalogue: Catalogue, matterId: string, given: Answers): MatterSheet {
  const open = openMatter(catalogue, matterId, given)
  const { matter, questions, widest } = open
  const { answers } = settleAnswers(matter.situations, given)
  const whenItem = (itemId: string) => matter.joined.find((joined) => joined.itemId === itemId)?.when
  return {
    matterId,
    matterName: matter.name,
    kindWord: matter.kind === 'THEME' ? '一件事' : '单事项',
    leadDept: widest.leadDept,
    relatedDepts: relatedDepts(catalogue, open),
    answers: questions.map(({ answer, options, question }) => ({
      question,
      answer: options.find(({ optionId }) => optionId === answer)?.label ?? notSaid,
    })),
    items: open.items.map((item, at) => ({
      ...itemWords(item, at + 1),
      maybe: item.maybe,
      when: item.maybe ? conditionWords(whenItem(item.itemId), matter.situations, answers) : '',
    })),
    materials: open.rows.map((row, at) => ({
      n: at + 1,
      rowId: row.rowId,
      name: row.name,
      required: requiredWord(row),
      howToObtain: sentence(row.howToObtain),
      notes: row.notes.map(sentence),
      depts: row.usedByDepts,
      optional: row.necessity === 'OPTIONAL',
      deferrable: row.mayDefer,
      maybe: row.maybe,
      when: row.maybe ? whenRow(open, row.lines, answers, whenItem) : '',
    })),
    timeWord: timeOf(open),
    feeWord: feeOf(open),
    open: !open.complete,
    catalogueVersion: catalogue.version,
    effectiveFrom: catalogue.effectiveFrom,
    source: catalogue.source,
  }
}

/** 部门 with an item of their own first, then those who only co-operate; the lead stands apart. */
function relatedDepts(catalogue: Catalogue, { items, matter, widest }: OpenMatter): readonly string[] {
  const others = (matter.relatedDeptIds ?? []).flatMap(
    (id) => catalogue.departments.find(({ deptId }) => deptId === id)?.name ?? [],
  )
  const all = [...items.map(({ deptName }) => deptName), ...others]
  return [...new Set(all)].filter((name) => name !== widest.leadDept)
}

type ItemWords = Omit<SheetItem, 'maybe' | 'when'>

function itemWords(item: MergedItem, n: number): ItemWords {
  const timeKnown = isConfirmed(item, 'promised')
  return {
    n,
    itemId: item.itemId,
    name: item.name,
    deptName: item.deptName,
    roleWord: asFarAsKnown(roleWords[item.role], isConfirmed(item, 'role')),
    timeWord: asFarAsKnown(
      item.caseKind === 'IMMEDIATE' ? '当场办结' : limitWord(item.promised ?? item.statutory),
      timeKnown,
    ),
    feeWord: asFarAsKnown(feeWord(item.feeFen, item.feeNote), isConfirmed(item, 'fee')),
    legalBasis: asFarAsKnown(item.legalBasis, isConfirmed(item, 'legalBasis')),
    condition: item.acceptCondition ? asFarAsKnown(item.acceptCondition, isConfirmed(item, 'condition')) : '',
    presence: presenceWord(item),
    dependsOn: item.dependsOn,
  }
}

function presenceWord({ allowsDelegation, presenceReason, requiresPresence }: MergedItem): string {
  if (requiresPresence) return `要本人到场${presenceReason ? `：${presenceReason}` : ''}`
  return allowsDelegation ? '可以委托别人代办' : '由本人或者法定代理人申请'
}

function whenRow(
  { items, matter }: OpenMatter,
  lines: readonly { readonly itemId: string; readonly lineId: string }[],
  answers: Answers,
  whenItem: (itemId: string) => Condition | undefined,
): string {
  const needed = lines.map(({ itemId, lineId }): Condition => {
    const line = items.find((item) => item.itemId === itemId)?.lines.find((each) => each.lineId === lineId)
    const both = [whenItem(itemId), line?.when].filter((when) => when !== undefined)
    return both.length === 1 && both[0] ? both[0] : { all: both }
  })
  const all = byQuestion(needed).map((each) => conditionWords(each, matter.situations, answers))
  const said = [...new Set(all)].filter((words) => words !== '')
  return said.length === 0 || said.length > 2 ? '看办哪些事项再定。' : `${said.join('；或者')}时才要。`
}

/** Remarks come from many hands; set one after the other, each must end. */
function sentence(words: string): string {
  return /[。！？；]$/.test(words) ? words : `${words}。`
}

/** The time of the whole; with answers open, the longest it may come to. */
function timeOf({ complete, sure, widest }: OpenMatter): string {
  const now = sure.bill.longest
  const most = widest.bill.longest
  const confirmed = widest.bill.confirmed || widest.items.every((item) => isConfirmed(item, 'promised'))
  if (complete || !most || (now && roughWorkingDays(now) === roughWorkingDays(most)))
    return asFarAsKnown((now ?? most) ? limitWord(now ?? most) : '当场办结', confirmed)
  return asFarAsKnown(`最长 ${limitWord(most)}，视情况`, confirmed)
}

function feeOf({ sure, widest }: OpenMatter): string {
  const confirmed = widest.items.every((item) => isConfirmed(item, 'fee'))
  const notes = widest.items.some(({ feeFen, feeNote }) => feeFen === 0 && feeNote !== undefined)
  if (widest.bill.feeFen === 0)
    return asFarAsKnown(notes ? '窗口不收费，个别事项见说明' : '不收费', confirmed)
  const same = widest.bill.feeFen === sure.bill.feeFen
  return asFarAsKnown(`${same ? '' : '最多 '}${yuan(widest.bill.feeFen)}${same ? '' : '，视情况'}`, confirmed)
}

function feeWord(fen: number, note: string | undefined): string {
  if (fen === 0) return note ?? '不收费'
  return note ? `${yuan(fen)}（${note}）` : yuan(fen)
}

function yuan(fen: number): string {
  return `${(fen / 100).toFixed(fen % 100 === 0 ? 0 : 2)} 元`
}

function limitWord(limit: Limit | undefined): string {
  if (!limit) return openWord
  if (limit.n === 0) return '当场办结'
  return `${limit.n} ${{ W: '个工作日', N: '天', H: '小时', M: '个月' }[limit.unit]}`
}

function requiredWord({ copies, custodyPolicy, form }: OpenMatter['rows'][number]): string {
  const times = copies > 0 ? ` ${copies} 份` : ''
  return {
    SIGHT_ORIGINAL: '带原件，看完就还',
    ORIGINAL: '原件',
    COPY: `复印件${times}`,
    ORIGINAL_AND_COPY: `原件，复印件${times}`,
    DATA: dataWords[custodyPolicy],
    FORM: `填表${times}`,
  }[form]
}

/** What is told or shown instead of a paper: the number of a card that is never kept, a picture, what the desk looks up. */
const dataWords: Readonly<Record<CustodyPolicy, string>> = {
  NEVER_HOLD: '报号码就行',
  KEEP_COPY: '电子版就行',
  DATA: '提供信息就行',
  SHORT_HOLD: '提供信息就行',
  SURRENDER: '提供信息就行',
  FORM: '提供信息就行',
}

const roleWords = {
  DECIDE: '本中心受理并决定',
  FIRST_REVIEW: '本中心受理、初审后上报',
  COLLECT: '本中心代收转送',
  ASSIST: '本中心帮助网上申报',
} as const

/** Those the person still has to find, and the names of those they have. */
export function missingOf(
  sheet: MatterSheet,
  has: readonly string[],
): { readonly missing: readonly SheetMaterial[]; readonly had: readonly string[] } {
  const there = new Set(has)
  return {
    missing: sheet.materials
      .filter(({ rowId }) => !there.has(rowId))
      .map((row, at) => ({ ...row, n: at + 1 })),
    had: sheet.materials.filter(({ rowId }) => there.has(rowId)).map(({ name }) => name),
  }
}
