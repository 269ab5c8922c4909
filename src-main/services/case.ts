import {
  findMatter,
  findMatterByNo,
  type ItemRow,
  listItems,
  listMaterials,
  listMatters,
  listPapers,
  type MatterRow,
} from '#main/store/queries/case.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { listMoves } from '#main/store/queries/item.ts'
import { listOfCase, seqAt } from '#main/store/queries/journal.ts'
import { findStaff, listStaff } from '#main/store/queries/staff.ts'
import { findCaseDisposition, listDisposed, stateAt } from '#main/store/queries/sync.ts'
import { ItemFact } from '#shared/catalogue/schema.ts'
import type { CaseRow, CaseView, SyncState } from '#shared/contract/case.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { checkCaseNo } from '#shared/domain/case-number.ts'
import { DeskEvent, type MatterReceived } from '#shared/domain/events.ts'
import { ageOn, isElderly } from '#shared/domain/id-number.ts'
import { matterState } from '#shared/domain/item-case.ts'
import { actWords } from '#shared/domain/lifecycle-words.ts'
import { maskAddress, maskIdNumber, maskName, maskPhone } from '#shared/domain/masking.ts'
import { paperWords } from '#shared/domain/paper.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { daysLeft, dueDays } from './days-left.ts'
import { type Desk, type Rules, rulesOf, today } from './desk.ts'
import { maskField } from './mask-field.ts'
import { isOpen } from './open-facts.ts'
import { syncPoints } from './sync.ts'
import { choiceWords, pastWords } from './words.ts'

export function list(desk: Desk, { after, limit, scope }: Input<'case.list'>): Answer<'case.list'> {
  return desk.store.read((reader) => {
    const rows = listMatters(reader, {
      from: scope === 'today' ? today(desk) : undefined,
      openOnly: scope === 'open',
      after,
      limit: limit + 1,
    })
    return ok({
      rows: rows.slice(0, limit).map((row) => caseRow(desk, reader, row)),
      more: rows.length > limit,
    })
  })
}

export function find(desk: Desk, input: Input<'case.find'>): Answer<'case.find'> {
  const read = checkCaseNo(input.caseNo)
  if (!read.ok) return read
  return desk.store.read((reader) => {
    const matter = findMatterByNo(reader, read.value.caseNo)
    if (matter) return ok({ caseId: matter.caseId })
    const { deskPart } = read.value
    return deskPart === getInstallation(reader).deskPart
      ? refuse('case-unknown')
      : refuse('case-of-another-desk', { desk: deskPart })
  })
}

export function view(desk: Desk, { caseId }: Input<'case.view'>): Answer<'case.view'> {
  return desk.store.read((reader) => {
    const matter = findMatter(reader, caseId)
    if (!matter) return refuse('case-unknown')
    const { applicant, representative } = matter
    const items = listItems(reader, caseId)
    const seen: CaseView = {
      ...caseRow(desk, reader, matter),
      workingDaysLeft: daysLeft(
        desk,
        items.flatMap(({ clocks }) => dueDays(clocks)),
      ),
      leadDept: matter.leadDept,
      catalogueVersion: matter.catalogueVersion,
      clerkName: findStaff(reader, matter.clerk)?.name ?? '',
      representative: {
        capacity: representative.capacity,
        ...(representative.name ? { name: maskName(representative.name) } : {}),
        ...(representative.relation ? { relation: representative.relation } : {}),
      },
      ...(applicant.phone ? { phone: maskPhone(applicant.phone) } : {}),
      ...(applicant.address ? { address: maskAddress(applicant.address) } : {}),
      itemCases: items.map((row) => itemCase(rulesOf(desk, matter), row)),
      materials: listMaterials(reader, caseId).map(({ judgement, usedBy, ...row }) => ({
        rowId: row.rowId,
        materialId: row.materialId,
        name: row.name,
        copies: row.copies,
        form: row.form,
        custodyPolicy: row.custodyPolicy,
        necessity: row.necessity,
        howToObtain: row.howToObtain,
        usedBy: [...usedBy],
        ...(judgement ? { judgement } : {}),
      })),
      form: formLines(rulesOf(desk, matter), matter.form),
      papers: listPapers(reader, caseId).map((paper) => ({
        paperId: paper.paperId,
        kind: paper.kind,
        docNo: paper.docNo,
        serial: paper.serial,
        itemNos: [...paper.itemNos],
        issuedOn: paper.issuedOn,
        printed: paper.printed,
      })),
      history: history(reader, caseId),
    }
    return ok(seen)
  })
}

/** One line of a list, masked here and not in the window (security.md 4.6). */
export function caseRow(desk: Desk, reader: Reader, matter: MatterRow): CaseRow {
  const items = listItems(reader, matter.caseId)
  const { applicant } = matter
  const age = applicant.birthDate ? ageOn(applicant.birthDate, today(desk)) : 0
  return {
    caseId: matter.caseId,
    caseNo: matter.caseNo,
    matterId: matter.matterId,
    matterName: matter.matterName,
    applicantName: applicant.kind === 'PERSON' ? maskName(applicant.name) : applicant.name,
    applicantId: maskIdNumber(applicant.idNumber),
    elderly: isElderly(age),
    receivedOn: matter.receivedOn,
    receivedMs: matter.receivedMs,
    state: matterState(items),
    items: items.map(({ itemNo, name, state }) => ({ itemNo, name, state })),
    ...(matter.nextDue ? { nextDue: matter.nextDue } : {}),
    workingDaysLeft: daysLeft(desk, [matter.nextDue ?? undefined]),
    provisional: items.some(({ clocks }) => clocks.provisional),
    sync: stateAt(
      seqAt(reader, matter.changedAt),
      syncPoints(reader),
      findCaseDisposition(reader, matter.caseId),
    ),
  }
}

function itemCase(rules: Rules, row: ItemRow): CaseView['itemCases'][number] {
  const unconfirmed = ItemFact.options.filter((fact) => isOpen(rules, [row], fact))
  return {
    itemNo: row.itemNo,
    itemId: row.itemId,
    name: row.name,
    deptName: row.deptName,
    role: row.role,
    caseKind: row.caseKind,
    ...(row.promised ? { promised: row.promised } : {}),
    ...(row.statutory ? { statutory: row.statutory } : {}),
    state: row.state,
    clocks: row.clocks,
    ...(unconfirmed.length > 0 ? { unconfirmed } : {}),
  }
}

function formLines(rules: Rules, form: Readonly<Record<string, string>>): CaseView['form'] {
  return rules.catalogue.fields.flatMap((field) => {
    const value = form[field.fieldId]
    if (!value) return []
    const label = field.options?.find((option) => option.value === value)?.label ?? value
    return [{ label: field.label, value: maskField(field, label) }]
  })
}

function history(reader: Reader, caseId: CaseId): CaseView['history'] {
  const names = new Map<string, string>(listStaff(reader).map((person) => [person.staffId, person.name]))
  const points = syncPoints(reader)
  const papers = new Map<string, string>(
    listPapers(reader, caseId).map((each) => [each.paperId, paperWords[each.kind]]),
  )
  const overtaken = new Set(
    listMoves(reader, caseId).flatMap(({ changedAt, overtakenAt }) => (overtakenAt ? [changedAt] : [])),
  )
  return foldReveals(listOfCase(reader, caseId)).map(({ row, times }) => {
    const disposed = listDisposed(reader, row.epoch).find((each) => each.seq === row.seq)
    const sync: SyncState = stateAt(row.seq, points, disposed?.state)
    const { note, who } = toldBy(row.body, papers)
    const late = overtaken.has(row.position)
      ? `${note ?? ''}：部门已先办理，这一步没有生效，请核对`
      : undefined
    const said = late ?? disposed?.detail ?? note
    return {
      atMs: row.wallMs,
      who: who ?? names.get(row.actor) ?? '',
      kind: row.kind,
      sync,
      ...(times > 1 ? { note: `${times} 项` } : said ? { note: said } : {}),
    }
  })
}

/** Values taken out one after the other by the same person are one line: the last, and how many. */
function foldReveals(
  rows: ReturnType<typeof listOfCase>,
): readonly { readonly row: (typeof rows)[number]; readonly times: number }[] {
  const folded: { row: (typeof rows)[number]; times: number }[] = []
  for (const row of rows) {
    const before = folded.at(-1)
    if (row.kind === 'value-revealed' && before?.row.kind === row.kind && before.row.actor === row.actor)
      folded.splice(-1, 1, { row, times: before.times + 1 })
    else folded.push({ row, times: 1 })
  }
  return folded
}

/** Which decision, which paper: what tells one line of the history from the next; and a department by name. */
function toldBy(
  body: string,
  papers: ReadonlyMap<string, string>,
): { readonly note?: string; readonly who?: string } {
  const read = DeskEvent.safeParse(JSON.parse(body))
  if (!read.success) return {}
  const event = read.data
  if (event.type === 'matter-decided') return { note: choiceWords[event.choice] }
  if (event.type === 'matter-received') return noteOfReceipt(event)
  if (event.type === 'item-moved') return { note: actWords[event.move.act] }
  if (event.type === 'typing-done') return { note: event.name }
  if (event.type === 'department-acted') {
    const { by, move, office } = event
    const docNo = by.organ === 'department' ? `，${by.docNo}` : ''
    return {
      note: `${actWords[move.act]}${docNo}`,
      who: office.handler ? `${office.name} ${office.handler}` : office.name,
    }
  }
  if (event.type === 'paper-printed') return { note: papers.get(event.paperId) ?? '' }
  return {}
}

/** Why the matter was begun beside an open one, and what was taken over with the person's consent. */
function noteOfReceipt({ besides, reuse }: MatterReceived): { readonly note?: string } {
  const notes = [
    besides && `同一件事另有在办，仍然新建：${besides.reason}`,
    reuse && `经本人同意沿用以前登记的${reuse.categories.map((each) => pastWords[each]).join('、')}`,
  ].filter(Boolean)
  return notes.length > 0 ? { note: notes.join('；') } : {}
}
