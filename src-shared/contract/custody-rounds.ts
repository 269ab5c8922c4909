import { z } from 'zod'
import { RoundStop } from '#shared/domain/custody-rounds.ts'
import { CaseId, DateText, RoundId, ThingId } from '#shared/kernel/ids.ts'
import { counter, words } from './custody-parts.ts'

/** A bag on a list: whose, where it belongs, what is in it. */
export const ListedBag = z.object({
  bagNo: z.string().optional(),
  thingIds: z.array(ThingId),
  caseId: CaseId,
  ownerName: z.string(),
  contents: z.string(),
  /** 柜2-格5, or who has it. */
  place: z.string(),
  returnBy: DateText.optional(),
})
export type ListedBag = z.infer<typeof ListedBag>

const ListedStop = z.object({
  organ: z.string(),
  bags: z.array(ListedBag),
  fetch: z.array(z.string()),
})
export type ListedStop = z.infer<typeof ListedStop>

/** The sheet of a trip, ready to be set. */
export const RoundSheet = z.object({
  roundId: RoundId,
  day: DateText,
  unitName: z.string(),
  practice: z.boolean(),
  stops: z.array(ListedStop),
})
export type RoundSheet = z.infer<typeof RoundSheet>

export const custodyRoundProcedures = {
  /** Where things in our hands have to go, window by window, on the next working day; and trips not home yet. */
  'custody.round': {
    roles: counter,
    input: z.object({ thingIds: z.array(ThingId).max(200).optional() }),
    output: z.object({
      day: DateText,
      stops: z.array(ListedStop),
      away: z.array(z.object({ roundId: RoundId, day: DateText, organs: z.array(z.string()) })),
    }),
    refusals: [],
  },
  'custody.planRound': {
    roles: counter,
    input: z.object({ day: DateText, stops: z.array(RoundStop).max(60) }),
    output: z.object({ roundId: RoundId }),
    refusals: ['no-lines', 'thing-unknown', 'thing-out', 'not-the-holder'],
  },
  'custody.roundSheet': {
    roles: counter,
    input: z.object({ roundId: RoundId }),
    output: RoundSheet,
    refusals: ['round-unknown'],
  },
  /** What must be here now: of a trip that came home, or of the whole cabinet. */
  'custody.cabinet': {
    roles: counter,
    input: z.object({ roundId: RoundId.optional() }),
    output: z.object({
      bags: z.array(ListedBag),
      /** Of the trip, what is at a window or on the way by a handover of its own. */
      elsewhere: z.array(z.object({ bagNo: z.string(), holderName: z.string() })),
    }),
    refusals: ['round-unknown'],
  },
  /** What was seen; the desk itself says what should have been. */
  'custody.count': {
    roles: counter,
    input: z.object({
      roundId: RoundId.optional(),
      bagNos: z.array(words(40)).max(2_000),
      thingIds: z.array(ThingId).max(5_000),
    }),
    output: z.object({
      expected: z.number(),
      found: z.number(),
      things: z.number(),
      missing: z.array(ListedBag),
      /** Seen although the book has it elsewhere, or nowhere. */
      strange: z.array(z.object({ bagNo: z.string(), holderName: z.string().optional() })),
    }),
    refusals: ['round-unknown'],
  },
} as const
