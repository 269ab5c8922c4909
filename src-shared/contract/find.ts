import { z } from 'zod'
import { PaperKind } from '#shared/domain/paper.ts'
import { PriorityShown } from '#shared/domain/priority.ts'
import { CaseId, DateText, PaperId, PartyId } from '#shared/kernel/ids.ts'
import { CaseRow } from './case.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const

/** Somebody this desk knows, masked as in every list (ui.md UX-462). */
export const FoundParty = z.object({
  partyId: PartyId,
  kind: z.enum(['PERSON', 'ORGANISATION']),
  name: z.string(),
  idNumber: z.string(),
  age: z.number().int().optional(),
  priority: PriorityShown,
  /** Down to the village. */
  address: z.string().optional(),
  phone: z.string().optional(),
  lastSeen: DateText,
  cases: z.number().int(),
})
export type FoundParty = z.infer<typeof FoundParty>

export const FoundPaper = z.object({
  paperId: PaperId,
  caseId: CaseId,
  kind: PaperKind,
  docNo: z.string(),
  matterName: z.string(),
})
export type FoundPaper = z.infer<typeof FoundPaper>

export const findProcedures = {
  /** What was meant is told from its shape: a number, a tail, the number of a case or paper, letters, words. */
  'find.anything': {
    roles: counter,
    input: z.object({ typed: z.string().max(60) }),
    output: z.object({
      parties: z.array(FoundParty),
      cases: z.array(CaseRow),
      papers: z.array(FoundPaper),
    }),
    refusals: [],
  },
  /** Somebody who was found, with what is open first. */
  'find.person': {
    roles: counter,
    input: z.object({ partyId: PartyId }),
    output: z.object({ party: FoundParty, cases: z.array(CaseRow), originalsHeld: z.number().int() }),
    refusals: ['party-unknown'],
  },
} as const
