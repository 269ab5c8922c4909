import { z } from 'zod'
import { PaperId } from '#shared/kernel/ids.ts'
import {
  D12,
  D12Delivery,
  D13,
  D16Archive,
  D16Decision,
  D16Extension,
  D16Return,
  D16Suspension,
  D16Termination,
  D16Withdrawal,
} from './paper-course.ts'
import { D1, D2, D3, D4, D5, D6, D7 } from './paper-intake.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const

/** What is printed on a paper, ready to set: no rule is left to the template (domain.md 4). */
export const PaperContent = z.discriminatedUnion('kind', [
  D1,
  D2,
  D3,
  D4,
  D5,
  D6,
  D7,
  D12,
  D12Delivery,
  D13,
  D16Extension,
  D16Suspension,
  D16Withdrawal,
  D16Return,
  D16Termination,
  D16Decision,
  D16Archive,
])
export type PaperContent = z.infer<typeof PaperContent>

export const paperProcedures = {
  'paper.content': {
    roles: counter,
    input: z.object({ paperId: PaperId }),
    output: PaperContent,
    refusals: ['paper-unknown', 'case-erased'],
  },
  /** Told after the printer took the job: a failed print is never recorded and never undoes an act. */
  'paper.printed': {
    roles: counter,
    input: z.object({ paperId: PaperId }),
    output: z.object({ printed: z.number() }),
    refusals: ['paper-unknown'],
  },
} as const
