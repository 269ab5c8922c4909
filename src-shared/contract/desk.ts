import { z } from 'zod'
import { Staff } from '#shared/domain/staff.ts'
import { DateText } from '#shared/kernel/ids.ts'
import { assistProcedures } from './assist.ts'
import { assistLedgerProcedures } from './assist-ledger.ts'
import { assistPaperProcedures } from './assist-paper.ts'
import { bundleProcedures } from './bundle.ts'
import { CaseRow, caseProcedures } from './case.ts'
import { catalogueProcedures } from './catalogue.ts'
import { catalogueImportProcedures } from './catalogue-import.ts'
import { certificateProcedures } from './certificate.ts'
import { consultationProcedures } from './consultation.ts'
import { custodyProcedures } from './custody.ts'
import { custodyBoardProcedures } from './custody-board.ts'
import { custodyIncidentProcedures } from './custody-incident.ts'
import { custodyOfferProcedures } from './custody-offer.ts'
import { custodyRoundProcedures } from './custody-rounds.ts'
import { custodySlipProcedures } from './custody-slip.ts'
import { dayProcedures } from './day.ts'
import { epochProcedures } from './epoch.ts'
import { errandProcedures } from './errand.ts'
import { findProcedures } from './find.ts'
import { DraftSummary, intakeProcedures } from './intake.ts'
import { letterProcedures } from './letter.ts'
import { lifecycleProcedures } from './lifecycle.ts'
import { lineProcedures } from './line.ts'
import { officerProcedures } from './officer.ts'
import { paperProcedures } from './paper.ts'
import { pictureProcedures } from './picture.ts'
import { type AnswerOf, type Client, contract } from './procedure.ts'
import { ratingProcedures } from './rating.ts'
import { staffProcedures } from './staff.ts'
import { syncProcedures } from './sync.ts'
import { typingProcedures } from './typing.ts'

/** All that may be asked of a desk. What is not in here cannot cross. */
export const deskContract = contract({
  /** Known before anyone signs in; no personal data. */
  'desk.overview': {
    roles: ['nobody', 'clerk', 'assistOfficer', 'centreManager', 'auditor'],
    input: z.object({}),
    output: z.object({
      centreId: z.string(),
      centreName: z.string(),
      deskPart: z.string(),
      practice: z.boolean(),
      catalogueVersion: z.string(),
      today: DateText,
      /** Last year of the working-day table; later dates are 「暂定」. */
      calendarThrough: z.number(),
      signedIn: Staff.optional(),
      idleLockMs: z.number(),
    }),
    refusals: [],
  },
  /** The home screen 今天. */
  'desk.today': {
    roles: ['clerk', 'assistOfficer', 'centreManager'],
    input: z.object({}),
    output: z.object({
      receivedToday: z.number(),
      acceptedToday: z.number(),
      correctionToday: z.number(),
      dueToday: z.number(),
      /** Results a department has ready: the applicant is told, until one arrives or is handed over. */
      pickUps: z.array(
        z.object({ row: CaseRow, itemNo: z.string(), resultName: z.string(), since: DateText }),
      ),
      dueSoon: z.array(CaseRow),
      latest: z.array(CaseRow),
      drafts: z.array(DraftSummary),
    }),
    refusals: [],
  },
  ...staffProcedures,
  ...catalogueProcedures,
  ...catalogueImportProcedures,
  ...intakeProcedures,
  ...caseProcedures,
  ...paperProcedures,
  ...pictureProcedures,
  ...lifecycleProcedures,
  ...consultationProcedures,
  ...custodyProcedures,
  ...custodyBoardProcedures,
  ...custodyOfferProcedures,
  ...custodyIncidentProcedures,
  ...custodySlipProcedures,
  ...custodyRoundProcedures,
  ...dayProcedures,
  ...typingProcedures,
  ...findProcedures,
  ...assistProcedures,
  ...letterProcedures,
  ...errandProcedures,
  ...assistPaperProcedures,
  ...assistLedgerProcedures,
  ...officerProcedures,
  ...ratingProcedures,
  ...syncProcedures,
  ...bundleProcedures,
  ...lineProcedures,
  ...certificateProcedures,
  ...epochProcedures,
})

export type DeskContract = typeof deskContract
export type Ask = Client<DeskContract>
export type Name = keyof DeskContract & string
export type Input<N extends Name> = z.output<DeskContract[N]['input']>
export type Answer<N extends Name> = AnswerOf<DeskContract[N]>

/** Pushed to every window when something changed; the window asks again, nothing is copied. */
export type Change = 'journal' | 'sync' | 'drafts' | 'session' | 'catalogue'
