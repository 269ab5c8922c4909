import {
  type ConsultationRow,
  countConsultationsOn,
  findConsultation,
  findConsultationByCode,
  lastConsultationNumbers,
  listAskedMatterIds,
  listConsultationsOn,
} from '#main/store/queries/consultation.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { findStaff } from '#main/store/queries/staff.ts'
import { record } from '#main/store/record.ts'
import { openMatter } from '#shared/catalogue/open-matter.ts'
import type { OneMatter } from '#shared/catalogue/schema.ts'
import type { Consultation } from '#shared/contract/consultation.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import {
  type Asked,
  type ConsultationLogged,
  checkConsultationCode,
  makeConsultationCode,
} from '#shared/domain/consultation.ts'
import { addDays } from '#shared/domain/day.ts'
import { maskName } from '#shared/domain/masking.ts'
import { checkPhone } from '#shared/domain/phone.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { ConsultationId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { actOf, type Desk, today } from './desk.ts'
import { documentNo } from './numbers.ts'

const frequentMax = 12
const listMax = 200

/** Writes down what was asked. The same words said twice are one record, so printing first costs nothing. */
export function log(
  desk: Desk,
  { asked, consultationId }: Input<'consultation.log'>,
): Answer<'consultation.log'> {
  return desk.store.write((writer) => {
    const said = trimmed(asked)
    if (!said.matterId && !said.question) return refuse('nothing-asked')
    const matter = desk.rules.catalogue.matters.find(({ matterId }) => matterId === said.matterId)
    if (said.matterId && !matter) return refuse('matter-unknown')
    const phone = said.phone ? checkPhone(said.phone) : undefined
    if (phone && !phone.ok) return phone
    const before = findConsultation(writer, consultationId)
    const on = today(desk)
    if (before && before.loggedOn !== on) return refuse('consultation-of-another-day')

    const event: ConsultationLogged = {
      type: 'consultation-logged',
      ...(before ? numbersOf(before) : nextNumbers(writer, desk, consultationId, on)),
      catalogueVersion: desk.rules.catalogue.version,
      ...(matter ? { matterName: matter.name } : {}),
      ...said,
      ...(phone ? { phone: phone.value.phone } : {}),
      ...(matter ? known(desk, matter, said) : { answers: {}, has: [] }),
    }
    if (!before || !sameWords(before, event)) record(writer, actOf(desk), event)
    return ok(shown(writer, consultationId))
  })
}

export function open(desk: Desk, input: Input<'consultation.open'>): Answer<'consultation.open'> {
  const code = checkConsultationCode(input.code)
  if (!code.ok) return code
  return desk.store.read((reader) => {
    const row = findConsultationByCode(reader, code.value)
    return row ? ok(shown(reader, row.consultationId)) : refuse('consultation-unknown', { code: code.value })
  })
}

export function list(desk: Desk): Answer<'consultation.list'> {
  const day = today(desk)
  return desk.store.read((reader) =>
    ok({
      total: countConsultationsOn(reader, day),
      rows: listConsultationsOn(reader, day, listMax).map((row) => ({
        consultationId: row.consultationId,
        code: row.code,
        atMs: row.loggedMs,
        about: row.matterName ?? row.question ?? '',
        name: maskName(row.name ?? ''),
        clerkName: clerkName(reader, row),
      })),
    }),
  )
}

/** What is asked about today comes first; a desk with little history fills up in catalogue order. */
export function frequent(desk: Desk): Answer<'consultation.frequent'> {
  const day = today(desk)
  const all = desk.rules.catalogue.matters.map(({ matterId }) => matterId)
  const asked = desk.store.read((reader) => [
    ...listAskedMatterIds(reader, day, frequentMax),
    ...listAskedMatterIds(reader, addDays(day, -30), frequentMax),
  ])
  const known = asked.filter((matterId) => all.includes(matterId))
  return ok({ matterIds: [...new Set([...known, ...all])].slice(0, frequentMax) })
}

type Numbers = Pick<
  ConsultationLogged,
  'consultationId' | 'code' | 'docNo' | 'number' | 'serial' | 'on' | 'atMs'
>

function nextNumbers(reader: Reader, desk: Desk, consultationId: ConsultationId, on: string): Numbers {
  const self = getInstallation(reader)
  const year = Number(on.slice(0, 4))
  const last = lastConsultationNumbers(reader, year)
  const number = last.number + 1
  const serial = last.serial + 1
  return {
    consultationId,
    code: makeConsultationCode({ deskPart: self.deskPart, number }),
    docNo: documentNo(self, 'D16-CONSULTATION', year, serial),
    number,
    serial,
    on,
    atMs: desk.seams.wallMs(),
  }
}

function numbersOf({
  code,
  consultationId,
  docNo,
  loggedMs,
  loggedOn,
  number,
  serial,
}: ConsultationRow): Numbers {
  return { consultationId, code, docNo, number, serial, on: loggedOn, atMs: loggedMs }
}

/** Only answers and rows the matter knows are kept; what a window sends beyond that says nothing. */
function known(desk: Desk, matter: OneMatter, { answers, has }: Asked): Pick<Asked, 'answers' | 'has'> {
  const { questions, rows } = openMatter(desk.rules.catalogue, matter.matterId, answers)
  const rowIds = new Set(rows.map(({ rowId }) => rowId))
  return {
    answers: Object.fromEntries(
      questions.flatMap(({ answer, situationId }) => (answer === undefined ? [] : [[situationId, answer]])),
    ),
    has: [...new Set(has)].filter((rowId) => rowIds.has(rowId)),
  }
}

/** Blanks alone are no name and no question. */
function trimmed({ name, phone, question, ...asked }: Asked): Asked {
  const worded = Object.entries({ name, phone, question }).flatMap(([key, words]) =>
    words?.trim() ? [[key, words.trim()]] : [],
  )
  return { ...asked, ...Object.fromEntries(worded) }
}

function sameWords(before: ConsultationRow, event: ConsultationLogged): boolean {
  const words = (each: ConsultationRow | ConsultationLogged) =>
    JSON.stringify(
      [
        each.answers,
        each.catalogueVersion,
        each.has,
        each.matterId,
        each.name,
        each.phone,
        each.question,
      ].map((part) => part ?? null),
    )
  return words(before) === words(event)
}

function shown(reader: Reader, consultationId: ConsultationId): Consultation {
  const row = findConsultation(reader, consultationId)
  assert(row, 'a consultation stands where it was written')
  const {
    answers,
    catalogueVersion,
    code,
    docNo,
    has,
    loggedOn,
    matterId,
    matterName,
    name,
    phone,
    question,
  } = row
  return {
    consultationId,
    code,
    docNo,
    on: loggedOn,
    catalogueVersion,
    clerkName: clerkName(reader, row),
    answers,
    has: [...has],
    ...(matterId === null ? {} : { matterId }),
    ...(matterName === null ? {} : { matterName }),
    ...(name === null ? {} : { name }),
    ...(phone === null ? {} : { phone }),
    ...(question === null ? {} : { question }),
  }
}

function clerkName(reader: Reader, { clerk }: ConsultationRow): string {
  return clerk === 'desk' ? '' : (findStaff(reader, clerk)?.name ?? '')
}
