import { create } from 'zustand'
import type { Answer } from '#shared/contract/desk.ts'
import type { ApplicantDraft, IntakeDraft, PastData } from '#shared/contract/intake.ts'
import type { Judgement } from '#shared/domain/material.ts'
import type { Representative } from '#shared/domain/party.ts'
import type { DraftId } from '#shared/kernel/ids.ts'
import { unsettled, withoutPast } from './past-values.ts'
import type { Step } from './steps.ts'

export type Decided = (Answer<'intake.decide'> & { ok: true })['value'] & { readonly said: string }

export type IntakeStore = {
  readonly draft: IntakeDraft
  /** Steps the clerk has stood on, for 「未看」 against 「看过，缺 n 项」. */
  readonly seen: ReadonlySet<Step>
  /** Going back from 核对 to mend something returns there. */
  readonly mending: boolean
  /** Place to put the focus on when a step opens. */
  readonly goal: string | undefined
  readonly decided: Decided | undefined
  /** The visit this draft is in hand for: unlocking finds it as it was, opening a draft asks the desk. */
  readonly turn: number | undefined
  /** Values of earlier cases, while the person at the counter agrees; never kept with the draft. */
  readonly past: PastData | undefined
  readonly begin: (draftId: DraftId, turn: number) => void
  readonly load: (draft: IntakeDraft, turn: number) => void
  readonly goTo: (step: Step, how?: { readonly mending?: boolean; readonly goal?: string }) => void
  readonly chooseMatter: (matterId: string, kind: ApplicantDraft['kind'] | undefined) => void
  readonly setApplicant: (part: Partial<ApplicantDraft>) => void
  readonly setRepresentative: (part: Partial<Representative>) => void
  readonly answer: (situationId: string, optionId: string) => void
  readonly setField: (fieldId: string, value: string) => void
  readonly fill: (values: Readonly<Record<string, string>>) => void
  readonly settle: (part: Partial<Pick<IntakeDraft, 'besidesReason' | 'notSame'>>) => void
  readonly agree: (past: PastData, consent: IntakeDraft['consent']) => void
  /** Another number is another person: what came from the one before leaves with them. */
  readonly forgetPerson: () => void
  readonly judge: (rowId: string, judgement: Judgement | undefined) => void
  /** A page of this row was photographed, or thrown away again. */
  readonly addPicture: (rowId: string, pictureId: string) => void
  readonly dropPicture: (pictureId: string) => void
  readonly decide: (decided: Decided) => void
}

const fresh = { mending: false, goal: undefined, decided: undefined, past: undefined } as const

/** The intake in hand. What is typed here belongs to the window; what was decided belongs to the desk. */
export const useIntake = create<IntakeStore>()((set) => {
  const change = (change: (draft: IntakeDraft) => Partial<IntakeDraft>) =>
    set(({ draft }) => ({ draft: { ...draft, ...change(draft) } }))
  return {
    draft: emptyDraft('' as DraftId),
    seen: new Set(),
    mending: false,
    goal: undefined,
    decided: undefined,
    turn: undefined,
    past: undefined,
    begin: (draftId, turn) => set({ ...fresh, draft: emptyDraft(draftId), seen: new Set(['matter']), turn }),
    load: (draft, turn) => set({ ...fresh, draft, seen: stepsThrough(draft.step), turn }),
    goTo: (step, how) =>
      set(({ draft, seen }) => ({
        draft: { ...draft, step },
        seen: new Set([...seen, step]),
        mending: how?.mending ?? false,
        goal: how?.goal,
      })),
    chooseMatter: (matterId, kind) =>
      change(({ applicant }) => ({ matterId, applicant: kind ? { ...applicant, kind } : applicant })),
    setApplicant: (part) => change(({ applicant }) => ({ applicant: { ...applicant, ...part } })),
    setRepresentative: (part) =>
      change(({ representative }) => ({ representative: { ...representative, ...part } })),
    answer: (situationId, optionId) =>
      change(({ answers }) => ({ answers: { ...answers, [situationId]: optionId } })),
    setField: (fieldId, value) => change(({ form }) => ({ form: { ...form, [fieldId]: value } })),
    fill: (values) => change(({ form }) => ({ form: { ...form, ...values } })),
    settle: (part) => change(() => part),
    agree: (past, consent) => set(({ draft }) => ({ past, draft: { ...draft, consent } })),
    forgetPerson: () =>
      set(({ draft, past }) => ({
        past: undefined,
        draft: past ? withoutPast(draft, past) : unsettled(draft),
      })),
    judge: (rowId, judgement) =>
      change(({ materials }) => ({ materials: judged(materials, rowId, judgement) })),
    addPicture: (rowId, pictureId) =>
      change(({ pictures = [] }) => ({ pictures: [...pictures, { rowId, pictureId }] })),
    dropPicture: (pictureId) =>
      change(({ pictures = [] }) => ({ pictures: pictures.filter((each) => each.pictureId !== pictureId) })),
    decide: (decided) => set({ decided }),
  }
})

export function emptyDraft(draftId: DraftId): IntakeDraft {
  return {
    draftId,
    step: 'matter',
    applicant: {
      kind: 'PERSON',
      name: '',
      idNumber: '',
      identityMethod: 'TYPED',
      phone: '',
      noPhoneReason: '',
      address: '',
      legalRepresentative: '',
    },
    representative: { capacity: 'SELF' },
    answers: {},
    form: {},
    materials: [],
  }
}

function judged(
  materials: IntakeDraft['materials'],
  rowId: string,
  judgement: Judgement | undefined,
): IntakeDraft['materials'] {
  const others = materials.filter((each) => each.rowId !== rowId)
  return judgement ? [...others, { rowId, judgement }] : others
}

function stepsThrough(step: Step): ReadonlySet<Step> {
  const order: readonly Step[] = ['matter', 'applicant', 'situation', 'form', 'materials', 'review']
  return new Set(order.slice(0, order.indexOf(step) + 1))
}
