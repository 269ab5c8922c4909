import { lastSlipSerial, type ThingRow } from '#main/store/queries/custody.ts'
import { getInstallation, type Installation } from '#main/store/queries/installation.ts'
import { record } from '#main/store/record.ts'
import type { Input } from '#shared/contract/desk.ts'
import { type Holder, type Identity, withoutInk } from '#shared/domain/custody.ts'
import type { HandoverMade, Slip } from '#shared/domain/custody-events.ts'
import { type CustodyCode, decideHandover, outgoingOf } from '#shared/domain/decide-custody.ts'
import type { Staff } from '#shared/domain/staff.ts'
import { LegId, SlipId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Reader, Writer } from '#shared/sqlite/store.ts'
import { mandateOfCase } from './assist-facts.ts'
import { actOf, type Desk, person, today } from './desk.ts'
import { documentNo } from './numbers.ts'
import { factsOf, lineOf, staffIdentity, thingFacts, type Wanted, wanted } from './thing-facts.ts'

export type Said = {
  readonly things: Input<'custody.handOver'>['things']
  readonly releasedBy?: string | undefined
  readonly on?: string | undefined
  readonly place?: string | undefined
  readonly remark?: string | undefined
}
export type Side = {
  readonly to: Holder
  /** Colleagues who stand beside and have given the own PIN. */
  readonly present: readonly Staff[]
  /** Of a receiver who is none of the staff; staff sign by their PIN. */
  readonly receivedBy: Identity | undefined
}

/** Many things of many cases under one slip: one event a case, all of them or none. */
export function pass(
  writer: Writer,
  desk: Desk,
  input: Said,
  { present, receivedBy, to }: Side,
): Result<{ readonly slipId: SlipId; readonly docNo: string }, CustodyCode | 'second-needed'> {
  const found = wanted(writer, input.things)
  if (found.length < input.things.length) return refuse('thing-unknown')
  const [first] = found
  if (!first) return refuse('no-lines')
  const from = first.row.holder
  const sides = identities(desk, from, to, { present, receivedBy, releasedBy: input.releasedBy })
  if (!sides) return refuse('second-needed')
  const self = getInstallation(writer)
  const slip = nextSlip(writer, desk, self, input.on ?? today(desk))
  const groups = [...Map.groupBy(found, ({ row }) => row.caseId).values()]
  for (const [at, group] of groups.entries()) {
    const made = handed(writer, desk, {
      matter: (group[0] as Wanted).row,
      from,
      to,
      ...(at === 0 ? sides : hashedOnly(sides)),
      lines: group.map(({ handed: seen, row }) => ({ ...lineOf(row, seen), ...outgoing(writer, row, to) })),
      slip,
      input,
    })
    if (!made.ok) return made
  }
  return ok({ slipId: slip.slipId, docNo: slip.docNo })
}

/** Strokes are kept once a slip. */
function hashedOnly(sides: { readonly releasedBy: Identity; readonly receivedBy: Identity }) {
  return { releasedBy: withoutInk(sides.releasedBy), receivedBy: withoutInk(sides.receivedBy) }
}

function outgoing(reader: Reader, row: ThingRow, to: Holder): { readonly outgoing?: SlipId } {
  const slipId = to.at === 'APPLICANT' ? outgoingOf(thingFacts(reader, row)) : undefined
  return slipId ? { outgoing: slipId } : {}
}

export type Made = Pick<HandoverMade, 'from' | 'to' | 'releasedBy' | 'receivedBy' | 'lines' | 'slip'> & {
  readonly matter: Pick<ThingRow, 'caseId' | 'caseNo' | 'owners' | 'home'>
  readonly input: Omit<Said, 'things'>
}

/** The four steps for one case: look up, decide, record, answer. */
export function handed(
  writer: Writer,
  desk: Desk,
  made: Made,
): Result<{ slipId: SlipId; docNo: string }, CustodyCode> {
  const { input, lines, matter, slip, ...sides } = made
  const on = input.on ?? today(desk)
  const self = getInstallation(writer)
  const rows = wanted(
    writer,
    lines.map(({ base, thingId }) => ({ thingId, tip: base ?? LegId.parse('taken') })),
  ).map(({ row }) => row)
  const decided = decideHandover(
    { ...sides, lines, owners: matter.owners },
    {
      things: factsOf(writer, rows),
      today: today(desk),
      on,
      mandate: mandateOfCase(writer, matter.caseId, on),
      self: self.centreId,
    },
  )
  if (!decided.ok) return decided
  record(writer, actOf(desk), {
    type: 'handover-made',
    home: matter.home,
    caseId: matter.caseId,
    caseNo: matter.caseNo,
    owners: [...matter.owners],
    legId: LegId.parse(desk.seams.newId()),
    slip,
    ...sides,
    lines,
    ...(input.remark ? { remark: input.remark } : {}),
    on,
    atMs: desk.seams.wallMs(),
    place: input.place || self.centreName,
  })
  return ok({ slipId: slip.slipId, docNo: slip.docNo })
}

/** Who lets go and who takes: the two people at the desk, each on the side of the hands that are theirs. */
function identities(
  desk: Desk,
  from: Holder,
  to: Holder,
  given: Omit<Side, 'to'> & { readonly releasedBy?: string | undefined },
): { readonly releasedBy: Identity; readonly receivedBy: Identity } | undefined {
  const actor = person(desk)
  const present = [actor, ...given.present]
  const one = (holder: Holder, but?: Staff) =>
    holder.at === 'OFFICER'
      ? (present.find(({ staffId }) => staffId === holder.staffId) ?? present.find((each) => each !== but))
      : present.find((each) => each !== but)
  const taker = given.receivedBy ? undefined : to.at === 'OFFICER' ? one(to) : undefined
  const giver = isStaffed(from) ? one(from, taker) : undefined
  const receiver = given.receivedBy ? undefined : (taker ?? one(to, giver))
  if ((isStaffed(from) && !giver) || (!given.receivedBy && !receiver)) return undefined
  return {
    releasedBy: giver ? staffIdentity(giver) : letGo(from, given.releasedBy),
    receivedBy: given.receivedBy ?? staffIdentity(receiver ?? actor),
  }
}

function isStaffed({ at }: Holder): boolean {
  return at === 'COUNTER' || at === 'OFFICER'
}

function letGo(from: Holder, releasedBy: string | undefined): Identity {
  if (from.at === 'COURIER') return { how: 'WAYBILL', ...(releasedBy ? { name: releasedBy } : {}) }
  if (from.at === 'DEPARTMENT') return { how: 'STAMPED_SLIP', name: releasedBy ?? from.receiver }
  return { how: 'SIGNATURE', name: releasedBy ?? '' }
}

export function counterOf({ centreId, centreName }: Installation): Holder {
  return { at: 'COUNTER', centreId, centreName }
}

export function officer({ centreId }: Installation, { name, staffId }: Staff): Holder {
  return { at: 'OFFICER', centreId, staffId, name }
}

/** The next number of D10 in the year of the act. */
export function nextSlip(reader: Reader, desk: Desk, self: Installation, on: string): Slip {
  const year = Number(on.slice(0, 4))
  const serial = lastSlipSerial(reader, year) + 1
  return { slipId: SlipId.parse(desk.seams.newId()), docNo: documentNo(self, 'D10', year, serial), serial }
}
