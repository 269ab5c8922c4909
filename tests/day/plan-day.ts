import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { Catalogue } from '#shared/catalogue/schema.ts'
import type { LineMode } from '../support/faulty-line.ts'
import type { Lottery } from '../support/lottery.ts'
import type { DayStep, Visit } from './day-file.ts'

export type Plan = { readonly cases: number; readonly offlineHours: number }

const openMin = 8 * 60 + 30
const closeMin = 17 * 60 + 30
const faults: readonly LineMode[] = ['hang', 'portal', 'lose-answer', 'bad-gateway', 'cut-request', 'slow']
const families = ['陈', '刘', '李', '彭', '欧阳', '王', '周', '黄', '易', '钟', '贺', '曾', '单', '𠮷']
const givens = [
  '桂香',
  '建国',
  '秋萍',
  '德福',
  '美华',
  '志强',
  '春兰',
  '子涵',
  '水生',
  '䶮',
  '金莲',
  '文斌',
  '阿依古丽·买买提',
]
const companies = [
  '萍乡市金山源农业发展有限公司',
  '上栗县福田鞭炮烟花材料厂',
  '萍乡市桐木建材有限责任公司',
  '上栗县山口岩种养专业合作社',
]
const areas = ['360302', '360313', '360321', '360322', '360323', '360311', '362431']
const villages = ['山口岩村', '金山村', '新益村', '万石村', '高山村', '白鹤村']

/** A whole day from one seed: people of all kinds, all decisions, a stretch without network, faults. */
export function planDay(
  catalogue: Catalogue,
  lottery: Lottery,
  { cases, offlineHours }: Plan,
): readonly DayStep[] {
  const steps: DayStep[] = []
  const minutesEach = (closeMin - openMin) / Math.max(1, cases)
  const downFrom = openMin + 60 + lottery.below(60)
  const downTo = Math.min(closeMin - 10, downFrom + offlineHours * 60)
  let line: LineMode = 'up'
  for (let n = 0; n < cases; n += 1) {
    const minute = openMin + n * minutesEach
    const wanted = nextLine(line, minute, { downFrom, downTo, offlineHours }, lottery)
    if (wanted !== line) steps.push({ at: clock(minute), line: wanted })
    line = wanted
    steps.push(planVisit(catalogue, lottery, clock(minute)))
  }
  return steps
}

function nextLine(
  line: LineMode,
  minute: number,
  {
    downFrom,
    downTo,
    offlineHours,
  }: { readonly downFrom: number; readonly downTo: number; readonly offlineHours: number },
  lottery: Lottery,
): LineMode {
  if (offlineHours > 0 && minute >= downFrom && minute < downTo) return 'down'
  if (line !== 'up') return lottery.chance(0.35) || line === 'down' ? 'up' : line
  return lottery.chance(0.06) ? lottery.pick(faults) : 'up'
}

function planVisit(catalogue: Catalogue, lottery: Lottery, at: string): Visit {
  const matter = lottery.pick(catalogue.matters)
  const answers = drawnAnswers(catalogue, matter.matterId, lottery)
  const merged = mergeMatter(catalogue, matter.matterId, answers)
  const company =
    matter.applicantType === 'ORGANISATION' || (matter.applicantType === 'EITHER' && lottery.chance(0.4))
  const visit: Visit = {
    at,
    staff: lottery.chance(0.85) ? 1 : 2,
    matter: matter.matterId,
    applicant: {
      ...(company
        ? { kind: 'ORGANISATION', name: lottery.pick(companies), idNumber: aCreditCode(lottery) }
        : {
            kind: 'PERSON',
            name: lottery.pick(families) + lottery.pick(givens),
            idNumber: anIdNumber(lottery),
          }),
      phone: lottery.chance(0.9)
        ? `1${lottery.pick(['38', '39', '50', '86'])}${String(lottery.below(1e8)).padStart(8, '0')}`
        : '',
      noPhoneReason: '老人没有电话，联系村干部',
      address: `上栗县金山镇${lottery.pick(villages)}${1 + lottery.below(12)}组`,
      legalRepresentative: company ? lottery.pick(families) + lottery.pick(givens) : '',
      pending: false,
    },
    representative: lottery.chance(0.2)
      ? {
          capacity: 'FAMILY',
          name: lottery.pick(families) + lottery.pick(givens),
          idNumber: anIdNumber(lottery),
          relation: '女儿',
        }
      : { capacity: 'SELF' },
    answers,
    form: {},
    materials: [],
    fill: 'all',
    print: lottery.chance(0.9),
  }
  return withDecision(visit, merged, lottery)
}

function drawnAnswers(catalogue: Catalogue, matterId: string, lottery: Lottery): Record<string, string> {
  const answers: Record<string, string> = {}
  for (let guard = 0; guard < 40; guard += 1) {
    const open = mergeMatter(catalogue, matterId, answers).questions.find(
      ({ answer }) => answer === undefined,
    )
    if (!open) break
    answers[open.situationId] = lottery.pick(open.options).optionId
  }
  return answers
}

/** Matters that an officer may run for somebody whatever is answered. */
const delegable = ['A05', 'A07', 'A08', 'A10', 'A12', 'A14', 'V08', 'V14'] as const

/** Somebody in a village who will have it run for them: the papers are looked at, and carried afterwards. */
export function planDelegation(catalogue: Catalogue, lottery: Lottery): Visit {
  const matterId = lottery.pick(delegable)
  const answers = drawnAnswers(catalogue, matterId, lottery)
  const { materials } = mergeMatter(catalogue, matterId, answers)
  return {
    staff: 1,
    matter: matterId,
    applicant: {
      kind: 'PERSON',
      name: lottery.pick(families) + lottery.pick(givens),
      idNumber: anIdNumber(lottery),
      phone: `139${String(lottery.below(1e8)).padStart(8, '0')}`,
      noPhoneReason: '',
      address: `上栗县金山镇山口岩村${1 + lottery.below(12)}组`,
      legalRepresentative: '',
      pending: false,
    },
    representative: { capacity: 'SELF' },
    answers,
    form: {},
    materials: materials
      .filter(({ form }) => form === 'ORIGINAL')
      .map(({ rowId }) => ({ row: rowId, judgement: '1' as const })),
    fill: 'all',
    print: true,
  }
}

/** Most visits go well; some lack a paper, some defer one, a few are not ours. */
function withDecision(visit: Visit, merged: ReturnType<typeof mergeMatter>, lottery: Lottery): Visit {
  const luck = lottery.draw()
  // A missing optional paper is nothing to be told about.
  const asked = merged.materials.filter(({ necessity }) => necessity !== 'OPTIONAL')
  const row = lottery.pick(asked.length > 0 ? asked : merged.materials)
  if (luck < 0.2)
    return {
      ...visit,
      materials: [{ row: row.rowId, judgement: lottery.chance(0.5) ? '0' : 'B' }],
      choice: 'CORRECT',
    }
  const deferrable = merged.materials.find((each) => each.mayDefer)
  if (luck < 0.32 && deferrable)
    return {
      ...visit,
      materials: [{ row: deferrable.rowId, judgement: { state: 'DEFERRED', way: 'COUNTER', days: 1 } }],
    }
  const own = merged.items.some(({ role }) => role === 'DECIDE' || role === 'FIRST_REVIEW')
  if (luck < 0.36 && own)
    return {
      ...visit,
      choice: 'REFUSE',
      ground: {
        category: 'NOT_OURS',
        reason: '申请人户籍不在本镇',
        rightOrgan: '户籍所在地乡镇便民服务中心',
      },
    }
  if (luck < 0.39) return { ...visit, choice: 'NOT_REQUIRED' }
  return visit
}

const codeSigns = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A fictitious credit code with the right last sign (GB 32100-2015, weights 3^i mod 31). */
function aCreditCode(lottery: Lottery): string {
  const body = `91360322MA${String(lottery.below(10_000_000)).padStart(7, '0')}`
  let weight = 1
  let sum = 0
  for (const sign of body) {
    sum += codeSigns.indexOf(sign) * weight
    weight = (weight * 3) % 31
  }
  return body + codeSigns.charAt((31 - (sum % 31)) % 31)
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** A right number with sequence 000, which belongs to nobody (domain.md 2.1). */
function anIdNumber(lottery: Lottery): string {
  const year = 1936 + lottery.below(72)
  const month = String(1 + lottery.below(12)).padStart(2, '0')
  const day = String(1 + lottery.below(28)).padStart(2, '0')
  const body = `${lottery.pick(areas)}${year}${month}${day}000`
  const sum = weights.reduce((total, weight, index) => total + weight * Number(body[index]), 0)
  return body + '10X98765432'.charAt(sum % 11)
}

function clock(minute: number): string {
  const whole = Math.floor(minute)
  return `${String(Math.floor(whole / 60)).padStart(2, '0')}:${String(whole % 60).padStart(2, '0')}`
}
