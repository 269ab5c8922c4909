import { hash } from '#shared/crypto/suite.ts'
import { itemCaseNo } from '#shared/domain/case-number.ts'
import type { MaterialItem } from '#shared/domain/events.ts'
import { type CaseCourse, caseCourse } from './case-course.ts'
import {
  applicantType,
  atTheWindow,
  type CodeSet,
  pageType,
  projectTypes,
  resultTypes,
  specialTypes,
  takenAs,
} from './codes.ts'
import type { CaseHistory, Told } from './history.ts'
import type { ItemCourse, SpecialProcedure, Step } from './item-course.ts'
import type { NationalKind, NationalRow } from './record.ts'
import { dayText } from './times.ts'

/** Every record a case has after these entries, item by item, in the order the exchange has its tables. */
export function rowsOf(
  { caseId, centreId }: Pick<CaseHistory, 'centreId' | 'caseId'>,
  told: readonly Told[],
  codes: CodeSet,
): readonly NationalRow[] {
  const course = caseCourse(told)
  if (!course) return []
  return [...course.items.values()].flatMap((item) => {
    const { itemNo } = item.item
    const project_no = item.projectNo ?? itemCaseNo(course.received.caseNo, Number(itemNo))
    const named = (kind: NationalKind, part = '') => ({
      row_guid: guidOf([centreId, caseId, itemNo, kind, part]),
      project_no,
    })
    return [
      ...(item.acceptance ? [acceptanceRow(named('acceptance'), course, item, codes)] : []),
      ...item.steps.map((step) => processRow(named('process', step.entryId), step)),
      ...(item.result ? [resultRow(named('result'), course, item, item.result)] : []),
      ...item.specials.map((special) => specialRow(named('special', special.entryId), special)),
      ...course.materials
        .filter(({ usedBy }) => usedBy.includes(itemNo))
        .flatMap((row) => materialRow(named('material', row.rowId), row)),
    ]
  })
}

type Named = Pick<NationalRow, 'row_guid' | 'project_no'>

function acceptanceRow(named: Named, course: CaseCourse, item: ItemCourse, codes: CodeSet): NationalRow {
  const { applicant, catalogueVersion, receivedOn, representative } = course.received
  const { caseKind, deptName, handlingItemCode = '', name, taskCode = '' } = item.item
  const { docNo = '', on, user = '' } = item.acceptance ?? {}
  const self = representative.capacity === 'SELF'
  const code = self ? applicant.idNumber : (representative.idNumber ?? '')
  return {
    kind: 'acceptance',
    ...named,
    task_code: taskCode,
    task_handle_item: handlingItemCode,
    task_name: name,
    task_version: catalogueVersion,
    applyer_name: applicant.name,
    applyer_type: applicantType(codes, applicant),
    applyer_page_type: pageType(applicant.kind, applicant.idNumber, receivedOn),
    applyer_page_code: applicant.idNumber,
    contact_name: self ? applicant.name : (representative.name ?? ''),
    contact_type: pageType(self ? applicant.kind : 'PERSON', code, receivedOn),
    contact_code: code,
    contact_mobile: (self ? applicant.phone : representative.phone) ?? '',
    legal: applicant.legalRepresentative ?? '',
    address: applicant.address ?? '',
    zip_code: '',
    apply_type: atTheWindow,
    apply_date: dayText(receivedOn),
    accept_date: dayText(item.clocks.acceptedOn ?? on),
    accept_doc_no: docNo,
    promise_date: dayText(item.clocks.promisedDue),
    // The body that answers for the item is part of the code of the item (domain.md 2.4).
    org_code: taskCode.slice(0, 18),
    org_name: deptName,
    handle_user_name: user,
    project_type: projectTypes[caseKind],
  }
}

function processRow(named: Named, step: Step): NationalRow {
  return {
    kind: 'process',
    ...named,
    process_name: step.process,
    event_name: step.name,
    handle_user_name: step.user,
    handle_explain: step.explain,
    event_start_time: step.start,
    event_end_time: step.time,
  }
}

function resultRow(
  named: Named,
  { grade }: CaseCourse,
  { delivered }: ItemCourse,
  result: NonNullable<ItemCourse['result']>,
): NationalRow {
  return {
    kind: 'result',
    ...named,
    result_type: resultTypes[result.type],
    result_date: dayText(result.on),
    result_cetr_name: result.name,
    result_cetr_no: result.number,
    result_explain: result.explain,
    is_delivery_results: delivered ? '1' : '0',
    satisfaction: grade === undefined ? '' : String(grade),
  }
}

function specialRow(named: Named, special: SpecialProcedure): NationalRow {
  return {
    kind: 'special',
    ...named,
    special_type: specialTypes[special.kind],
    special_name: special.name,
    special_reason: special.reason,
    special_time: special.time,
    applyer_user_name: special.asker,
    end_time: special.end?.time ?? '',
    result: special.end?.result ?? '',
    special_explain: special.explain,
    handle_user: special.user,
  }
}

function materialRow(named: Named, { copies, judgement, name }: MaterialItem): readonly NationalRow[] {
  const taken = judgement && takenAs(judgement)
  if (!judgement || !taken) return []
  // An original that was looked at or kept is one paper, whatever copies went with it.
  const onPaper = judgement.state === 'SUPPLIED' ? Math.max(1, copies) : 0
  return [
    {
      kind: 'material',
      ...named,
      material_name: name,
      get_type: taken.getType,
      get_num: String(onPaper),
      material_attach_name: '',
      remark: taken.remark,
    },
  ]
}

/** From what the row is about and nothing else, so that every export gives it the same number (RFC 9562, v8). */
function guidOf(parts: readonly string[]): string {
  const bytes = hash('gsc/national/1', parts.join('\n')).subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
