import { z } from 'zod'
import { Choice, RefusalGround } from '#shared/domain/decision.ts'
import { Paper } from '#shared/domain/events.ts'
import { CentreRole, Clocks, ItemState } from '#shared/domain/item-case.ts'
import { JudgedMaterial } from '#shared/domain/material.ts'
import { IdentityMethod, Representative } from '#shared/domain/party.ts'
import { Confirmation } from '#shared/domain/staff.ts'
import { CaseId, DateText, DraftId } from '#shared/kernel/ids.ts'
import { WorkingDaysLeft } from './case.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const

/** The applicant as typed so far; nothing in a draft has been checked yet. */
export const ApplicantDraft = z.object({
  kind: z.enum(['PERSON', 'ORGANISATION']),
  name: z.string().max(60),
  idNumber: z.string().max(30),
  identityMethod: IdentityMethod,
  phone: z.string().max(20),
  noPhoneReason: z.string().max(60),
  address: z.string().max(80),
  legalRepresentative: z.string().max(30),
})
export type ApplicantDraft = z.infer<typeof ApplicantDraft>

/** An intake before its decision. Kept by the desk on every pause in typing, gone once decided. */
export const IntakeDraft = z.object({
  draftId: DraftId,
  step: z.enum(['matter', 'applicant', 'situation', 'form', 'materials', 'review']),
  matterId: z.string().max(40).optional(),
  applicant: ApplicantDraft,
  representative: Representative,
  answers: z.record(z.string().max(60), z.string().max(60)),
  form: z.record(z.string().max(60), z.string().max(500)),
  materials: z.array(JudgedMaterial).max(200),
})
export type IntakeDraft = z.infer<typeof IntakeDraft>

/** Something that stands in the way, and the place in the draft where it is mended. */
export const DraftFault = z.object({
  code: z.enum([
    'matter-missing',
    'applicant-kind-wrong',
    'applicant-name-missing',
    'id-length',
    'id-form',
    'id-birth-date',
    'id-check-digit',
    'credit-code-length',
    'credit-code-form',
    'credit-code-check-character',
    'phone-form',
    'phone-missing',
    'representative-missing',
    'answer-missing',
    'field-missing',
    'field-form',
    'field-unknown',
    'row-unknown',
    'material-judged-twice',
    'never-hold-original',
    'not-waivable',
    'not-deferrable',
    'deferral-too-long',
  ]),
  step: IntakeDraft.shape.step,
  /** Field id, situation id or material row id to put the focus on. */
  at: z.string(),
  detail: z.record(z.string(), z.string()),
})
export type DraftFault = z.infer<typeof DraftFault>

/** One of the choices of the decision strip: what it would do, or why it cannot be taken. */
export const ChoiceOutlook = z.object({
  choice: Choice,
  allowed: z.boolean(),
  /** Refusal code of `decideMatter` and its detail when not allowed. */
  why: z.object({ code: z.string(), detail: z.record(z.string(), z.string()) }).optional(),
  outcomes: z.array(
    z.object({
      itemNo: z.string(),
      name: z.string(),
      role: CentreRole,
      state: ItemState,
      clocks: Clocks,
      workingDaysLeft: WorkingDaysLeft,
    }),
  ),
})
export type ChoiceOutlook = z.infer<typeof ChoiceOutlook>

export const DraftSummary = z.object({
  draftId: DraftId,
  matterName: z.string().optional(),
  applicantName: z.string(),
  step: IntakeDraft.shape.step,
  savedMs: z.number(),
  owner: z.string(),
  /** Saved by an earlier run of the program: shown as 「恢复件」 until opened once. */
  recovered: z.boolean(),
})
export type DraftSummary = z.infer<typeof DraftSummary>

export const intakeProcedures = {
  /** Saves a draft whole; drafts of another person are refused. */
  'draft.save': {
    roles: counter,
    input: z.object({ draft: IntakeDraft }),
    output: z.object({ savedMs: z.number() }),
    refusals: ['draft-not-yours', 'draft-already-decided'],
  },
  'draft.list': {
    roles: counter,
    input: z.object({}),
    output: z.object({ drafts: z.array(DraftSummary) }),
    refusals: [],
  },
  'draft.open': {
    roles: counter,
    input: z.object({ draftId: DraftId }),
    output: z.object({ draft: IntakeDraft, recovered: z.boolean() }),
    refusals: ['draft-unknown', 'draft-not-yours'],
  },
  'draft.discard': {
    roles: counter,
    input: z.object({ draftId: DraftId }),
    output: z.object({}),
    refusals: ['draft-unknown', 'draft-not-yours'],
  },
  /** What the desk knows of a number just typed or read: derivations, the person, open cases. */
  'party.lookup': {
    roles: counter,
    input: z.object({
      kind: z.enum(['PERSON', 'ORGANISATION']),
      idNumber: z.string().max(40),
      matterId: z.string().optional(),
    }),
    output: z.object({
      idNumber: z.string(),
      birthDate: DateText.optional(),
      sex: z.enum(['MALE', 'FEMALE']).optional(),
      age: z.number().optional(),
      elderly: z.boolean(),
      areaUnknown: z.boolean(),
      known: z
        .object({
          name: z.string(),
          phone: z.string().optional(),
          address: z.string().optional(),
          lastSeen: DateText,
        })
        .optional(),
      openCases: z.array(
        z.object({
          caseId: CaseId,
          caseNo: z.string(),
          matterName: z.string(),
          receivedOn: DateText,
          sameMatter: z.boolean(),
        }),
      ),
    }),
    refusals: [
      'id-length',
      'id-form',
      'id-birth-date',
      'id-check-digit',
      'credit-code-length',
      'credit-code-form',
      'credit-code-check-character',
    ],
  },
  /** Checks a saved draft and says what each choice would do today. Changes nothing. */
  'intake.review': {
    roles: counter,
    input: z.object({ draftId: DraftId }),
    output: z.object({
      faults: z.array(DraftFault),
      choices: z.array(ChoiceOutlook),
      defaultChoice: Choice,
    }),
    refusals: ['draft-unknown', 'draft-not-yours', 'matter-unknown'],
  },
  /**
   * The act: matter, items, materials, decision, clocks, number and papers in one commit.
   *
   * `draft-faulty` detail: `code`, `at`, `n` of the first fault and their count.
   */
  'intake.decide': {
    roles: counter,
    input: z.object({
      draftId: DraftId,
      choice: Choice,
      ground: RefusalGround.optional(),
      /** Asked for by 不予受理 and 不受理. */
      confirm: Confirmation.optional(),
    }),
    output: z.object({
      caseId: CaseId,
      caseNo: z.string(),
      papers: z.array(Paper),
      outcomes: ChoiceOutlook.shape.outcomes,
    }),
    refusals: [
      'draft-unknown',
      'draft-not-yours',
      'draft-faulty',
      'matter-unknown',
      'rows-unjudged',
      'rows-open',
      'nothing-deferred',
      'deficiency-not-allowed',
      'nothing-to-correct',
      'no-power-to-accept',
      'no-power-to-decide',
      'must-be-accepted',
      'right-organ-missing',
      'refusal-ground-missing',
      'numbers-used-up',
      'pin-missing',
      'pin-wrong',
      'pin-locked',
      'staff-unknown',
    ],
  },
} as const
