import { create } from 'zustand'
import type { AssistWish } from '#shared/contract/assist.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { ErrandLine } from '#shared/contract/errand.ts'
import type { PersonCategory } from '#shared/domain/assist-order.ts'
import type { LetterAct } from '#shared/domain/letter.ts'
import type { Signature } from '#shared/domain/signature.ts'
import { AssistOrderId, type CaseId, LetterId, StaffId } from '#shared/kernel/ids.ts'
import { freshId } from '../../app/fresh-id.ts'

export type Outlook = Extract<Answer<'errand.outlook'>, { ok: true }>['value']
export type Drafted = Extract<Answer<'errand.draft'>, { ok: true }>['value']

/** What is chosen before the letter is shown. */
export type Scope = {
  readonly category: PersonCategory
  readonly certificate: string
  /** Why this person goes first, or what kind of other person it is. */
  readonly ground: string
  readonly officerId: string
  readonly acts: readonly LetterAct[]
  readonly otherAct: string
  readonly validTo: string
  readonly subDelegation: boolean
  readonly sensitive: boolean
  readonly signer: 'SELF' | 'GUARDIAN'
  readonly guardianName: string
  readonly guardianId: string
  readonly relation: string
  readonly proof: string
}

/** A paper as it lies on the desk. */
export type Laid = Omit<ErrandLine, 'fee'> & { readonly key: string; readonly fee?: ErrandLine['fee'] }

export type Errand = {
  readonly step: 'scope' | 'letter' | 'items' | 'slip'
  readonly orderId: AssistOrderId
  readonly letterId: LetterId
  readonly scope: Scope
  readonly drafted?: Drafted | undefined
  /** Under the letter as it was drafted; another text voids it. */
  readonly signature?: Signature | undefined
  readonly laid: readonly Laid[]
  /** Rows the catalogue does not have. */
  readonly added: readonly { readonly key: string; readonly name: string }[]
}

type Errands = {
  readonly inHand: ReadonlyMap<CaseId, Errand>
  readonly take: (caseId: CaseId, errand: Errand) => void
  readonly drop: (caseId: CaseId) => void
  readonly dropAll: () => void
}

/** A half-signed errand outlives its screen: a scan or a lock leads back to it. Never a PIN. */
export const useErrands = create<Errands>()((set) => {
  const changed = (change: (all: Map<CaseId, Errand>) => void) =>
    set(({ inHand }) => {
      const all = new Map(inHand)
      change(all)
      return { inHand: all }
    })
  return {
    inHand: new Map(),
    take: (caseId, errand) => changed((all) => all.set(caseId, errand)),
    drop: (caseId) => changed((all) => all.delete(caseId)),
    dropAll: () => set({ inHand: new Map() }),
  }
})

/** What nobody has to choose: the usual ticks, the promised days and ten more, whoever is at the window. */
export function newErrand({ category, guardian, officers, period, principal }: Outlook): Errand {
  return {
    step: 'scope',
    orderId: AssistOrderId.parse(freshId()),
    letterId: LetterId.parse(freshId()),
    scope: {
      category,
      certificate: '',
      ground: '',
      officerId: officers[0]?.staffId ?? '',
      acts: ['SUBMIT', 'COLLECT_RESULT'],
      otherAct: '',
      validTo: period.validTo,
      subDelegation: false,
      sensitive: false,
      signer: principal.minor || guardian ? 'GUARDIAN' : 'SELF',
      guardianName: guardian?.name ?? '',
      guardianId: guardian?.idNumber ?? '',
      relation: guardian?.relation ?? '',
      proof: '',
    },
    laid: [],
    added: [],
  }
}

/** Whether a tick of its own is needed for what is nobody's business. */
export function needsSensitive({ category }: Scope, { principal }: Outlook): boolean {
  return category === 'DISABLED' || category === 'HARDSHIP' || principal.child
}

export function wishOf({ category, certificate, ground, officerId }: Scope): AssistWish {
  const said = ground.trim()
  const claimed = category === 'HARDSHIP' || category === 'KEY_PROJECT' || category === 'LARGE_ENTERPRISE'
  return {
    source: 'WINDOW',
    category,
    ...(category === 'OTHER' ? { otherCategory: said || '一般群众' } : {}),
    detail: { mode: 'DELEGATE' },
    needs: [],
    ...(officerId ? { officerId: StaffId.parse(officerId) } : {}),
    claim: {
      ...(category === 'DISABLED' && certificate.trim() ? { disabledCertificate: certificate.trim() } : {}),
      ...(claimed && said ? { otherReason: said } : {}),
    },
    // What is agreed to stands in the letter and is agreed to by signing it.
    consent: { voluntary: false, privacy: false, sensitive: false },
  }
}

export function letterOf(scope: Scope, renews: boolean): Input<'errand.draft'>['letter'] {
  const { acts, guardianId, guardianName, otherAct, proof, relation, signer, subDelegation, validTo } = scope
  return {
    acts: [...acts],
    ...(acts.includes('OTHER') && otherAct.trim() ? { otherAct: otherAct.trim() } : {}),
    subDelegation,
    dataConsent: true,
    sensitiveConsent: scope.sensitive,
    ...(validTo ? { validTo } : {}),
    ...(scope.officerId ? { officerId: StaffId.parse(scope.officerId) } : {}),
    ...(signer === 'GUARDIAN'
      ? {
          signer: {
            as: 'GUARDIAN' as const,
            name: guardianName.trim(),
            ...(guardianId.trim() ? { idNumber: guardianId.trim() } : {}),
            ...(relation.trim() ? { relation: relation.trim() } : {}),
            ...(proof.trim() ? { proof: proof.trim() } : {}),
          },
        }
      : {}),
    renews,
  }
}

export function linesOf(laid: readonly Laid[]): ErrandLine[] {
  return laid.map(({ key: _, ...line }) => line)
}
