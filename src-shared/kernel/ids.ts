import { z } from 'zod'

/** A UUIDv7 in its 36-character form; ordered by the time it was made. */
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)

export const CaseId = uuid.brand<'CaseId'>()
export type CaseId = z.infer<typeof CaseId>
export const DraftId = uuid.brand<'DraftId'>()
export type DraftId = z.infer<typeof DraftId>
export const PartyId = uuid.brand<'PartyId'>()
export type PartyId = z.infer<typeof PartyId>
export const ConsultationId = uuid.brand<'ConsultationId'>()
export type ConsultationId = z.infer<typeof ConsultationId>
export const PaperId = uuid.brand<'PaperId'>()
export type PaperId = z.infer<typeof PaperId>
export const StaffId = uuid.brand<'StaffId'>()
export type StaffId = z.infer<typeof StaffId>
export const DeskId = uuid.brand<'DeskId'>()
export type DeskId = z.infer<typeof DeskId>
export const EntryId = uuid.brand<'EntryId'>()
export type EntryId = z.infer<typeof EntryId>
export const AssistOrderId = uuid.brand<'AssistOrderId'>()
export type AssistOrderId = z.infer<typeof AssistOrderId>
export const LetterId = uuid.brand<'LetterId'>()
export type LetterId = z.infer<typeof LetterId>
export const TrainingId = uuid.brand<'TrainingId'>()
export type TrainingId = z.infer<typeof TrainingId>
export const MeetingId = uuid.brand<'MeetingId'>()
export type MeetingId = z.infer<typeof MeetingId>
export const AppointmentId = uuid.brand<'AppointmentId'>()
export type AppointmentId = z.infer<typeof AppointmentId>
export const RatingId = uuid.brand<'RatingId'>()
export type RatingId = z.infer<typeof RatingId>

/** SHA-256 as base64url: of a photo, of pen strokes, of a text. */
export const Sha256 = z.string().regex(/^[\w-]{43}$/)
export type Sha256 = z.infer<typeof Sha256>

/** A picture is called by the hash of its sealed file. */
export const PictureId = Sha256
export type PictureId = Sha256

export const SlipId = uuid.brand<'SlipId'>()
export type SlipId = z.infer<typeof SlipId>
export const OfferId = uuid.brand<'OfferId'>()
export type OfferId = z.infer<typeof OfferId>
export const IncidentId = uuid.brand<'IncidentId'>()
export type IncidentId = z.infer<typeof IncidentId>

export const RoundId = uuid.brand<'RoundId'>()
export type RoundId = z.infer<typeof RoundId>
export const CountId = uuid.brand<'CountId'>()
export type CountId = z.infer<typeof CountId>

/** A physical thing in custody: an id of its own, or case, row and number for an original of an intake. */
export const ThingId = z
  .string()
  .regex(/^[0-9a-f-]{36}(\/.{1,60}\/\d{1,3})?$/)
  .brand<'ThingId'>()
export type ThingId = z.infer<typeof ThingId>

/** A leg of a thing's way, unique within the thing. */
export const LegId = z
  .string()
  .regex(/^[0-9a-z:-]{5,60}$/)
  .brand<'LegId'>()
export type LegId = z.infer<typeof LegId>

/** Region code of the centre: 9 digits for a township, 12 for a village (domain.md 2.3). */
export const CentreId = z
  .string()
  .regex(/^\d{9}(\d{3})?$/)
  .brand<'CentreId'>()
export type CentreId = z.infer<typeof CentreId>

/** A business date `YYYY-MM-DD` in China's time, without a time zone. */
export const DateText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
export type DateText = z.infer<typeof DateText>
