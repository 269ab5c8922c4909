import type { MergedMaterial } from '#shared/catalogue/merged.ts'
import type { WaivedBy } from '#shared/catalogue/schema.ts'
import type { DefectReason, Judgement, SupplyWay } from '#shared/domain/material.ts'
import { defectWords, supplyWords, waivedWords } from './words.ts'

/** What the row keys must know of a row, at the intake and when papers are brought later. */
export type RowToJudge = Pick<
  MergedMaterial,
  | 'rowId'
  | 'name'
  | 'custodyPolicy'
  | 'howToObtain'
  | 'waivableBy'
  | 'eLicenseType'
  | 'form'
  | 'copies'
  | 'necessity'
  | 'primary'
  | 'usedByDepts'
  | 'notes'
  | 'mayDefer'
  | 'mayCommit'
>

export type Verdict =
  | { readonly do: 'judge'; readonly judgement: Judgement }
  | { readonly do: 'ask'; readonly what: 'defer' | 'defect' | 'notApplicable' }
  | { readonly do: 'barred'; readonly sentence: string }

/** The row keys of a material, in the order they are shown. */
export const rowKeys = ['1', '2', '3', '4', '0', 'R', 'B', '-'] as const
export type RowKey = (typeof rowKeys)[number]

export const rowKeyWords: Readonly<Record<RowKey, string>> = {
  '1': '核验原件退回',
  '2': '收原件',
  '3': '收复印件',
  '4': '电子/共享',
  '0': '缺',
  R: '容缺',
  B: '需补正',
  '-': '不适用',
}

/** What one key means for one row, or why it means nothing here (ui.md 2.a step 7). */
export function judgeByKey(row: RowToJudge, key: RowKey, before?: Judgement): Verdict {
  switch (key) {
    case '1':
      return supplied('SIGHT_ORIGINAL')
    case '2':
      return row.custodyPolicy === 'NEVER_HOLD'
        ? { do: 'barred', sentence: `${row.name}只看不收：核对后当场还给本人，请按 1。` }
        : supplied('ORIGINAL')
    case '3':
      return wantsBoth(row) ? seenAndCopied : supplied('COPY')
    case '4':
      return waive(row, before)
    case '0':
      return { do: 'judge', judgement: { state: 'EXPECTED', reason: 'MISSING' } }
    case 'R':
      return row.mayDefer ? { do: 'ask', what: 'defer' } : { do: 'barred', sentence: whyNotDeferred(row) }
    case 'B':
      return { do: 'ask', what: 'defect' }
    case '-':
      return row.necessity === 'OPTIONAL'
        ? { do: 'judge', judgement: { state: 'NOT_APPLICABLE' } }
        : { do: 'ask', what: 'notApplicable' }
  }
}

/** The state of a row as one big word. */
export function judgementWord(judgement: Judgement): string {
  switch (judgement.state) {
    case 'SUPPLIED':
      if (judgement.sighted) return '已核原件·收了复印件'
      return { SIGHT_ORIGINAL: '已核原件·已还', ORIGINAL: '收了原件', COPY: '收了复印件' }[judgement.taken]
    case 'WAIVED':
      return waivedWords[judgement.by]
    case 'DEFERRED':
      return `容缺·${judgement.days} 个工作日·${supplyWords[judgement.way]}`
    case 'EXPECTED':
      return judgement.reason === 'MISSING' ? '缺' : `补正·${defectWords[judgement.reason]}`
    case 'NOT_APPLICABLE':
      return judgement.reason ? `不适用·${judgement.reason}` : '不适用'
  }
}

export const supplyWays = ['COUNTER', 'POST', 'ONLINE', 'ASSIST'] as const satisfies readonly SupplyWay[]

/** Why a paper everybody has to bring is not needed this time; the last one is written out. */
export const notApplicableReasons = ['这种情形用不到', '别的材料里已有', '部门答复可以不交'] as const

export const defectReasons = [
  'WRONG_FORM',
  'WRONG_CONTENT',
  'EXPIRED',
  'ORIGINAL_NEEDED',
  'MISSING',
] as const satisfies readonly DefectReason[]

/** A line that asks for the original to look at and a copy to keep: one key, and both are recorded. */
export function wantsBoth({ form }: Pick<RowToJudge, 'form'>): boolean {
  return form === 'ORIGINAL_AND_COPY'
}

const seenAndCopied: Verdict = {
  do: 'judge',
  judgement: { state: 'SUPPLIED', taken: 'COPY', sighted: true },
}

function supplied(taken: 'SIGHT_ORIGINAL' | 'ORIGINAL' | 'COPY'): Verdict {
  return { do: 'judge', judgement: { state: 'SUPPLIED', taken } }
}

/** The same key again takes the next way, where a row has several. */
function waive(row: RowToJudge, before: Judgement | undefined): Verdict {
  const ways = waysToWaive(row)
  const last = before?.state === 'WAIVED' ? ways.indexOf(before.by) : -1
  const by = ways[(last + 1) % Math.max(1, ways.length)]
  if (!by) return { do: 'barred', sentence: `${row.name}没有电子证照或共享数据可用，请收纸质的。` }
  return { do: 'judge', judgement: { state: 'WAIVED', by } }
}

export function waysToWaive(row: RowToJudge): readonly WaivedBy[] {
  return row.mayCommit && !row.waivableBy.includes('commitment')
    ? [...row.waivableBy, 'commitment']
    : row.waivableBy
}

function whyNotDeferred(row: RowToJudge): string {
  if (row.primary) return `${row.name}是主要材料，不能容缺。没带来请按 0。`
  if (row.necessity === 'REQUIRED') return `${row.name}是必要材料，不能后补。没带来请按 0。`
  return `用到${row.name}的事项不办容缺。没带来请按 0。`
}
