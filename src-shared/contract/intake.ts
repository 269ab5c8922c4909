import { z } from 'zod'
import { Choice, RefusalGround } from '#shared/domain/decision.ts'
import { CentreRole, Clocks, ItemState } from '#shared/domain/item-case.ts'
import { JudgedMaterial } from '#shared/domain/material.ts'
import { Paper } from '#shared/domain/paper.ts'
import { IdentityMethod, Representative } from '#shared/domain/party.ts'
import { PastCategory, PastConsent, PastKind } from '#shared/domain/past.ts'
import { Confirmation } from '#shared/domain/staff.ts'
import { characters } from '#shared/kernel/characters.ts'
import { CaseId, DateText, DraftId, PartyId, PictureId } from '#shared/kernel/ids.ts'
import { WorkingDaysLeft } from './case.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const

/** The applicant as typed so far; nothing in a draft has been checked yet. */
export const ApplicantDraft = z.object({
  kind: z.enum(['PERSON', 'ORGANISATION']),
  name: characters(60),
  idNumber: z.string().max(30),
  identityMethod: IdentityMethod,
  phone: z.string().max(20),
  noPhoneReason: characters(60),
  address: characters(80),
  legalRepresentative: characters(30),
  /** As typed, for somebody whose number is still to be checked. */
  birthDate: z.string().max(20).optional(),
  /** Somebody this desk knows, whom the clerk recognised without a number. */
  partyId: PartyId.optional(),
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
  /** Pages photographed so far, in order, each on the row it belongs to. */
  pictures: z
    .array(z.object({ rowId: z.string().min(1).max(60), pictureId: PictureId }))
    .max(200)
    .optional(),
  consent: PastConsent.optional(),
  /** Why another case of the same matter is begun beside an open one. */
  besidesReason: z.string().max(60).optional(),
  /** Persons who were compared with this applicant and are somebody else. */
  notSame: z.array(PartyId).max(20).optional(),
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
    'reason-missing',
    'same-case-open',
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

/** That somebody has been here before, and what could be taken over from then; none of it yet. */
export const KnownParty = z.object({
  partyId: PartyId,
  /** The age of the newest case. */
  lastSeen: DateText,
  cases: z.number().int(),
  /** Empty when earlier cases hold nothing to take over. */
  categories: z.array(PastCategory),
})
export type KnownParty = z.infer<typeof KnownParty>

export const OpenCase = z.object({
  caseId: CaseId,
  caseNo: z.string(),
  matterName: z.string(),
  receivedOn: DateText,
  sameMatter: z.boolean(),
})

const seen = z.object({ value: z.string(), seenOn: DateText })

/** Values of earlier cases, each with the day it was last registered. */
export const PastData = z.object({
  name: seen.optional(),
  phone: seen.optional(),
  address: seen.optional(),
  /** By field id. */
  household: z.record(z.string(), seen),
  /** People named in earlier forms, newest first; `values` by field id. */
  members: z.array(z.object({ kind: PastKind, seenOn: DateText, values: z.record(z.string(), z.string()) })),
})
export type PastData = z.infer<typeof PastData>

/** Somebody this desk knows who may be the applicant, beside whom the clerk puts the applicant. */
export const Candidate = z.object({
  known: KnownParty,
  name: z.string(),
  sex: z.enum(['MALE', 'FEMALE']).optional(),
  birthDate: DateText.optional(),
  /** Masked; absent for somebody whose number was never seen. */
  idNumber: z.string().optional(),
  phoneTail: z.string().optional(),
  phoneAgrees: z.boolean(),
  /** Down to the village. */
  address: z.string().optional(),
  lastMatter: z.string(),
  openCases: z.array(OpenCase),
})
export type Candidate = z.infer<typeof Candidate>

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
      known: KnownParty.optional(),
      openCases: z.array(OpenCase),
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
  /** Values of earlier cases. `agreed` is the clerk's word that the person at the counter said yes. */
  'party.past': {
    roles: counter,
    input: z.object({ partyId: PartyId, agreed: z.literal(true) }),
    output: z.object({ past: PastData, consent: PastConsent }),
    refusals: ['party-unknown'],
  },
  /** Persons of the same name and birth (or telephone) for an applicant this desk has no number of. */
  'party.candidates': {
    roles: counter,
    input: z.object({
      applicant: ApplicantDraft,
      matterId: z.string().optional(),
      notSame: z.array(PartyId),
    }),
    output: z.object({ candidates: z.array(Candidate) }),
    refusals: [],
  },
  /** Reads the card that lies on the reader of this desk. */
  'device.readCard': {
    roles: counter,
    input: z.object({}),
    output: z.object({
      name: z.string(),
      idNumber: z.string(),
      address: z.string(),
      /** A card of the simulator, of a person who does not exist. */
      practice: z.boolean(),
    }),
    refusals: ['reader-missing', 'card-missing'],
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
      'pledge-broken',
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
