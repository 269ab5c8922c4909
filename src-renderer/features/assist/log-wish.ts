import type { AssistWish } from '#shared/contract/assist.ts'
import { type AssistMode, needsOfficer, needsPerson } from '#shared/domain/assist.ts'
import type { AssistDetail, PersonCategory } from '#shared/domain/assist-order.ts'
import { StaffId } from '#shared/kernel/ids.ts'

/** Ways of helping that are written down in one line; a 代办 begins at its case. */
export const quickModes = [
  'COUNSEL',
  'ESCORT',
  'HOME_VISIT',
  'ACCOMPANY',
  'SELF_SERVICE',
  'GUIDE',
  'CROSS_REGION',
] as const satisfies readonly AssistMode[]
export type QuickMode = (typeof quickModes)[number]

export type Log = {
  readonly mode: QuickMode
  readonly about: string
  /** Where to go, or for 异地通办 which organ it goes to. */
  readonly place: string
  readonly category: PersonCategory
  readonly name: string
  readonly idNumber: string
  readonly phone: string
  readonly officerId: string
  /** What the person said; nothing is ticked for anybody beforehand. */
  readonly consent: '' | 'PLAIN' | 'SENSITIVE'
}

export const emptyLog: Log = {
  mode: 'COUNSEL',
  about: '',
  place: '',
  category: 'OTHER',
  name: '',
  idNumber: '',
  phone: '',
  officerId: '',
  consent: '',
}

/** Which lines a way of helping asks for, in the order they are typed. */
export function placesOf(mode: QuickMode): readonly (keyof Log | 'result')[] {
  const person = ['category', 'name', 'idNumber', 'phone', 'officerId'] as const
  return [
    'mode',
    'about',
    ...(placeLabel(mode) ? (['place'] as const) : []),
    ...(needsPerson(mode) ? person : []),
    'consent',
    'result',
  ]
}

export function placeLabel(mode: QuickMode): string | undefined {
  if (mode === 'CROSS_REGION') return '送往哪里的哪个部门'
  return mode === 'HOME_VISIT' || mode === 'ESCORT' ? '地点' : undefined
}

export function wishOf(log: Log): AssistWish {
  const { about, category, consent, idNumber, mode, name, officerId, phone } = log
  const known = needsPerson(mode) && name.trim()
  return {
    source: 'WINDOW',
    category,
    ...(category === 'OTHER' ? { otherCategory: '一般群众' } : {}),
    ...(known
      ? {
          served: {
            kind: 'PERSON',
            name: name.trim(),
            ...(idNumber.trim() ? { idNumber: idNumber.trim() } : {}),
            ...(phone.trim() ? { phone: phone.trim() } : {}),
          },
        }
      : {}),
    ...(about.trim() ? { about: about.trim() } : {}),
    detail: detailOf(log),
    needs: [],
    ...(needsOfficer(mode) && officerId ? { officerId: StaffId.parse(officerId) } : {}),
    claim: {},
    consent: { voluntary: consent !== '', privacy: consent !== '', sensitive: consent === 'SENSITIVE' },
  }
}

function detailOf({ mode, place }: Log): AssistDetail {
  const where = place.trim() ? { place: place.trim() } : {}
  switch (mode) {
    case 'HOME_VISIT':
    case 'ESCORT':
      return { mode, ...where }
    case 'CROSS_REGION':
      return { mode, way: 'COLLECT_AND_FORWARD', ...(place.trim() ? { toOrgan: place.trim() } : {}) }
    case 'COUNSEL':
    case 'ACCOMPANY':
    case 'SELF_SERVICE':
    case 'GUIDE':
      return { mode }
  }
}
