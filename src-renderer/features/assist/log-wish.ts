import type { AssistWish } from '#shared/contract/assist.ts'
import { type AssistMode, CrossRegionMode, needsOfficer, needsPerson } from '#shared/domain/assist.ts'
import type { AssistDetail, EnterpriseProfile, PersonCategory } from '#shared/domain/assist-order.ts'
import { StaffId } from '#shared/kernel/ids.ts'
import type { About } from '../../app/MatterField.tsx'

/** Ways of helping in the order of their keys (ui.md 2.c); an appointment is booked in its own sheet. */
export const quickModes = [
  'COUNSEL',
  'ESCORT',
  'HOME_VISIT',
  'APPOINTMENT',
  'SELF_SERVICE',
  'POLICY',
  'CROSS_REGION',
  'ACCOMPANY',
  'GUIDE',
  'COACHING',
  'PROJECT',
] as const
export type QuickMode = Exclude<(typeof quickModes)[number], 'APPOINTMENT'>

export type Log = {
  readonly mode: QuickMode
  readonly about: About
  /** Where to go; for 异地通办 which organ it goes to, for 导办 which window. */
  readonly place: string
  readonly way: CrossRegionMode
  /** Empty until somebody chooses; it then follows from the number. */
  readonly category: PersonCategory | ''
  readonly elderly: boolean
  readonly certificate: string
  readonly reason: string
  readonly name: string
  readonly idNumber: string
  readonly phone: string
  readonly officerId: string
  /** What the person said; nothing is ticked for anybody beforehand. */
  readonly consent: '' | 'PLAIN' | 'SENSITIVE'
  readonly size: EnterpriseProfile['size'] | ''
  readonly sector: string
  readonly foundedOn: string
  readonly employees: string
  readonly projectKind: 'KEY_PROJECT' | 'LARGE_ENTERPRISE'
  readonly projectName: string
  readonly listNo: string
  readonly needed: readonly { readonly matterId: string; readonly name: string }[]
  readonly policyIds: readonly string[]
}
export type Place = keyof Log | 'result'

export const emptyLog: Log = {
  mode: 'COUNSEL',
  about: { words: '' },
  place: '',
  way: 'COLLECT_AND_FORWARD',
  category: '',
  elderly: false,
  certificate: '',
  reason: '',
  name: '',
  idNumber: '',
  phone: '',
  officerId: '',
  consent: '',
  size: '',
  sector: '',
  foundedOn: '',
  employees: '',
  projectKind: 'KEY_PROJECT',
  projectName: '',
  listNo: '',
  needed: [],
  policyIds: [],
}

export function categoryOf({ category, elderly, mode, projectKind }: Log): PersonCategory {
  if (mode === 'PROJECT') return projectKind
  return category || (elderly ? 'ELDERLY' : 'OTHER')
}

/** Which lines a way of helping asks for, in the order they stand. */
export function placesOf(log: Log): readonly Place[] {
  const { mode } = log
  const person = needsPerson(mode)
  return [
    'mode',
    'name',
    'idNumber',
    'consent',
    ...(person ? (['phone'] as const) : []),
    ...detailPlaces(mode),
    ...(mode === 'POLICY' || mode === 'PROJECT' ? [] : (['category'] as const)),
    ...(log.category === 'DISABLED' ? (['certificate'] as const) : []),
    ...(person && mode !== 'PROJECT' ? (['reason'] as const) : []),
    ...(needsOfficer(mode) ? (['officerId'] as const) : []),
    'result',
  ]
}

function detailPlaces(mode: QuickMode): readonly Place[] {
  switch (mode) {
    case 'POLICY':
      return ['size', 'sector', 'foundedOn', 'employees']
    case 'PROJECT':
      return ['projectKind', 'projectName', 'listNo', 'needed']
    case 'CROSS_REGION':
      return ['about', 'way', 'place']
    case 'HOME_VISIT':
    case 'ESCORT':
    case 'GUIDE':
      return ['about', 'place']
    case 'ACCOMPANY':
    case 'COACHING':
    case 'COUNSEL':
    case 'SELF_SERVICE':
      return ['about']
  }
}

/** The next line that still has to be said; what is known or may stay empty is passed over. */
export function nextPlace(log: Log, from: Place): Place {
  const places = placesOf(log)
  if (from === 'mode') return 'name'
  if (from === 'name' && log.name.trim() !== '' && log.idNumber === '') return 'idNumber'
  if (from === 'needed') return 'needed'
  const rest = places.slice(places.indexOf(from) + 1)
  return rest.find((place) => isWanting(log, place)) ?? 'result'
}

/** What has to be said by somebody; the rest is known, follows from the number, or may stay empty. */
const wantedTexts: ReadonlySet<Place> = new Set([
  'certificate',
  'consent',
  'phone',
  'place',
  'size',
  'sector',
  'foundedOn',
  'employees',
  'projectName',
  'listNo',
])

function isWanting(log: Log, place: Place): boolean {
  if (place === 'result') return true
  if (place === 'about') return log.about.words.trim() === ''
  if (place === 'needed') return log.needed.length === 0
  if (place === 'idNumber') return log.idNumber === '' && needsPerson(log.mode)
  return wantedTexts.has(place) && log[place] === ''
}

export function placeLabel(mode: QuickMode): string {
  if (mode === 'CROSS_REGION') return '送往哪里的哪个部门'
  return mode === 'GUIDE' ? '带到哪个窗口' : '地点'
}

/** An enterprise is asked for by its credit code, a person by the identity number. */
export function isFirm(mode: QuickMode): boolean {
  return mode === 'POLICY' || mode === 'PROJECT'
}

export function wishOf(log: Log): AssistWish {
  const { about, certificate, consent, idNumber, mode, name, officerId, phone, reason } = log
  const category = categoryOf(log)
  const text = about.words.trim()
  return {
    source: 'WINDOW',
    category,
    ...(category === 'OTHER' ? { otherCategory: reason.trim() || '一般群众' } : {}),
    ...(name.trim()
      ? {
          served: {
            kind: isFirm(mode) ? 'ORGANISATION' : 'PERSON',
            name: name.trim(),
            ...(idNumber.trim() ? { idNumber: idNumber.trim() } : {}),
            ...(phone.trim() ? { phone: phone.trim() } : {}),
          },
        }
      : {}),
    ...(about.matterId ? { matterId: about.matterId } : {}),
    ...(text ? { about: text } : {}),
    detail: detailOf(log),
    needs: [],
    ...(needsOfficer(mode) && officerId ? { officerId: StaffId.parse(officerId) } : {}),
    claim: {
      ...(certificate.trim() && category === 'DISABLED' ? { disabledCertificate: certificate.trim() } : {}),
      ...(reason.trim() ? { otherReason: reason.trim() } : {}),
    },
    consent: { voluntary: consent !== '', privacy: consent !== '', sensitive: consent === 'SENSITIVE' },
  }
}

function detailOf(log: Log): AssistDetail {
  const { about, mode, needed, place, projectKind, way } = log
  const where = place.trim()
  switch (mode) {
    case 'HOME_VISIT':
    case 'ESCORT':
      return { mode, ...(where ? { place: where } : {}) }
    case 'GUIDE':
      return { mode, ...(where ? { toWindow: where } : {}) }
    case 'CROSS_REGION':
      return { mode, way, ...(where ? { toOrgan: where } : {}) }
    case 'COACHING':
      return { mode, ...(about.matterId ? { matterId: about.matterId } : {}) }
    case 'POLICY': {
      const profile = profileOf(log)
      return { mode, policyIds: [...log.policyIds], ...(profile ? { profile } : {}) }
    }
    case 'PROJECT':
      return {
        mode,
        kind: projectKind,
        ...(log.projectName.trim() ? { projectName: log.projectName.trim() } : {}),
        ...(log.listNo.trim() ? { listNo: log.listNo.trim() } : {}),
        ...(needed.length > 0 ? { matterIds: needed.map(({ matterId }) => matterId) } : {}),
      }
    case 'COUNSEL':
    case 'ACCOMPANY':
    case 'SELF_SERVICE':
      return { mode }
  }
}

/** The firm as policy sheets ask for it, once everything of it is said. */
export function profileOf({ employees, foundedOn, sector, size }: Log): EnterpriseProfile | undefined {
  const count = Number(employees)
  if (!size || !foundedOn || !/^[A-T]$/i.test(sector) || employees === '' || !Number.isInteger(count))
    return undefined
  return { size, sector: sector.toUpperCase(), foundedOn, employees: count }
}

export const ways = CrossRegionMode.options

/** Whether a mode is one of those that are written down in one line; a 代办 begins at its case. */
export function isQuick(mode: AssistMode | 'APPOINTMENT'): mode is QuickMode {
  return mode !== 'APPOINTMENT' && mode !== 'DELEGATE'
}
