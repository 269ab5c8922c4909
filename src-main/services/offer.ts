import { findOffer, findThing, listLegs, listOfferedTo } from '#main/store/queries/custody.ts'
import { getInstallation, type Installation } from '#main/store/queries/installation.ts'
import { record } from '#main/store/record.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { offerHash } from '#shared/crypto/offer-hash.ts'
import { type Holder, holderName } from '#shared/domain/custody.ts'
import { type HandoverAccepted, type Offer, offerText } from '#shared/domain/custody-events.ts'
import { decideAcceptance, decideOffer } from '#shared/domain/decide-custody.ts'
import { maskName } from '#shared/domain/masking.ts'
import { CentreId, LegId, OfferId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { mandateOfCase } from './assist-facts.ts'
import { actOf, type Desk, person, today } from './desk.ts'
import { counterOf, nextSlip, officer } from './handing.ts'
import { OfferSheet, partsOf, ReceiptSheet, sheetOf } from './offer-parts.ts'
import { besides, factsOf, lineOf, staffIdentity, type Wanted, wanted } from './thing-facts.ts'

/** Offers things to a desk that cannot be reached. The holder stays answerable until it has accepted. */
export async function offer(desk: Desk, input: Input<'custody.offer'>): Promise<Answer<'custody.offer'>> {
  const second = await besides(desk, input.second)
  if (!second.ok) return second
  return desk.store.write((writer) => {
    const found = wanted(writer, input.things)
    if (found.length < input.things.length) return refuse('thing-unknown')
    const [first] = found
    if (!first) return refuse('no-lines')
    const from = first.row.holder
    const present = [person(desk), ...(second.value ? [second.value] : [])]
    const holder = from.at === 'OFFICER' ? present.find(({ staffId }) => staffId === from.staffId) : undefined
    const on = input.on ?? today(desk)
    const self = getInstallation(writer)
    // Said in full, because it is read where nobody knows who "we" are.
    const lets = from.at === 'COUNTER' ? counterOf(self) : from
    const slip = nextSlip(writer, desk, self, on)
    const { centreId, centreName, officer: name } = input.to
    const offers: Offer[] = []
    for (const group of Map.groupBy(found, ({ row }) => row.caseId).values()) {
      const { caseId, caseNo, home, owners } = (group[0] as Wanted).row
      const made: Offer = {
        v: 1,
        offerId: OfferId.parse(desk.seams.newId()),
        home,
        caseId,
        caseNo,
        owners: [...owners],
        slip,
        from: lets,
        to: { centreId, centreName, ...(name ? { officer: name } : {}) },
        releasedBy: staffIdentity(holder ?? person(desk)),
        lines: group.map(({ handed, row }) => lineOf(row, handed)),
        on,
        atMs: desk.seams.wallMs(),
        place: input.place || self.centreName,
      }
      const things = factsOf(
        writer,
        group.map(({ row }) => row),
      )
      const decided = decideOffer(made, {
        things,
        today: today(desk),
        on,
        mandate: mandateOfCase(writer, caseId, on),
        self: self.centreId,
      })
      if (!decided.ok) return decided
      const hash = offerHash(offerText(made))
      record(writer, actOf(desk), { type: 'handover-offered', caseId, hash, offer: made })
      offers.push(made)
    }
    return ok({
      slip: { slipId: slip.slipId, docNo: slip.docNo },
      offerIds: offers.map(({ offerId }) => offerId),
      parts: partsOf('OFFER', { v: 1, offers }),
    })
  })
}

/** Whom things may go to: where they went before, then the townships, those of the own county first. */
export function centres(desk: Desk, { find }: Input<'custody.centres'>): Answer<'custody.centres'> {
  return desk.store.read((reader) => {
    const { centreId: own } = getInstallation(reader)
    const near = (code: string) => (own.startsWith(code) ? 0 : code.slice(0, 6) === own.slice(0, 6) ? 1 : 2)
    const townships = desk.rules.centres
      .map(({ centreId, name }) => ({ centreId: CentreId.parse(centreId), centreName: name }))
      .toSorted((one, other) => near(one.centreId) - near(other.centreId))
    const known = new Map(
      [...townships, ...listOfferedTo(reader).toReversed()].map((each) => [each.centreId, each.centreName]),
    )
    const order = new Set([...listOfferedTo(reader), ...townships].map(({ centreId }) => centreId))
    const found = [...order]
      .filter((centreId) => centreId !== own)
      .map((centreId) => ({ centreId, centreName: known.get(centreId) ?? centreId }))
      .filter(({ centreId, centreName }) => !find || centreName.includes(find) || centreId.startsWith(find))
    return ok({ centres: found.slice(0, centresMax) })
  })
}

const centresMax = 9

/** The codes once more, as long as nobody has answered. */
export function showOffer(desk: Desk, { offerIds }: Input<'custody.showOffer'>): Answer<'custody.showOffer'> {
  return desk.store.read((reader) => {
    const offers: Offer[] = []
    for (const offerId of offerIds) {
      const row = findOffer(reader, offerId)
      if (!row) return refuse('offer-unknown')
      if (row.state !== 'OPEN') return refuse('offer-closed')
      offers.push(row.offer)
    }
    return ok({ parts: partsOf('OFFER', { v: 1, offers }) })
  })
}

export function withdraw(desk: Desk, input: Input<'custody.withdraw'>): Answer<'custody.withdraw'> {
  return desk.store.write((writer) => {
    const row = findOffer(writer, input.offerId)
    if (!row?.own) return refuse('offer-unknown')
    if (row.state !== 'OPEN') return refuse('offer-closed')
    const on = input.on ?? today(desk)
    if (on > today(desk)) return refuse('date-ahead', { on })
    if (!input.reason) return refuse('reason-missing')
    record(writer, actOf(desk), {
      type: 'handover-withdrawn',
      home: row.offer.home,
      caseId: row.caseId,
      offerId: row.offerId,
      legId: LegId.parse(desk.seams.newId()),
      because: input.because,
      reason: input.reason,
      on,
      atMs: desk.seams.wallMs(),
      place: input.place || getInstallation(writer).centreName,
    })
    return ok({})
  })
}

/** What the scanned codes offer. Reading changes nothing. */
export function readOffer(desk: Desk, { parts }: Input<'custody.readOffer'>): Answer<'custody.readOffer'> {
  const sheet = sheetOf('OFFER', OfferSheet, parts)
  if (!sheet.ok) return sheet
  const self = desk.store.read(getInstallation)
  return ok({
    offers: sheet.value.offers.map((each) => ({
      offerId: each.offerId,
      caseNo: each.caseNo,
      ownerName: maskName(each.owners[0] ?? ''),
      docNo: each.slip.docNo,
      from: each.from.at === 'OFFICER' ? `${each.place}${each.from.name}` : holderName(each.from),
      to: each.to.officer ?? each.to.centreName,
      forUs:
        each.to.centreId === self.centreId && (!each.to.officer || each.to.officer === person(desk).name),
      on: each.on,
      lines: each.lines,
    })),
  })
}

/** Takes over what was scanned: all of the codes or none. This desk need not know the cases. */
export function accept(desk: Desk, input: Input<'custody.accept'>): Answer<'custody.accept'> {
  const sheet = sheetOf('OFFER', OfferSheet, input.parts)
  if (!sheet.ok) return sheet
  const { offers } = sheet.value
  return desk.store.write((writer) => {
    const self = getInstallation(writer)
    const on = input.on ?? today(desk)
    const receipts: ReceiptSheet['receipts'] = []
    for (const each of offers) {
      const event: HandoverAccepted = {
        type: 'handover-accepted',
        caseId: each.caseId,
        legId: LegId.parse(desk.seams.newId()),
        hash: offerHash(offerText(each)),
        offer: each,
        to: handsOf(desk, self, each),
        receivedBy: staffIdentity(person(desk)),
        on,
        atMs: desk.seams.wallMs(),
        place: input.place || self.centreName,
      }
      const state = findOffer(writer, each.offerId)?.state
      const decided = decideAcceptance(event, {
        ...acceptanceFacts(desk, writer, event),
        answered: state === 'OPEN' ? undefined : state,
        self: self.centreId,
      })
      if (!decided.ok) return decided
      record(writer, actOf(desk), event)
      const { offerId } = each
      const { atMs, hash, legId, place, receivedBy, to } = event
      receipts.push({ offerId, hash, legId, to, receivedBy, on, atMs, place })
    }
    const thingIds = offers.flatMap(({ lines }) => lines.map(({ thingId }) => thingId))
    return ok({ n: thingIds.length, thingIds, receipt: partsOf('RECEIPT', { v: 1, receipts }) })
  })
}

/** The receipt of the other desk: the same acceptance, told here too. Two receipts of one offer are two claims. */
export function acknowledge(
  desk: Desk,
  { parts }: Input<'custody.acknowledge'>,
): Answer<'custody.acknowledge'> {
  const sheet = sheetOf('RECEIPT', ReceiptSheet, parts)
  if (!sheet.ok) return sheet
  return desk.store.write((writer) => {
    let n = 0
    let disputed = false
    for (const receipt of sheet.value.receipts) {
      const row = findOffer(writer, receipt.offerId)
      if (!row?.own) return refuse('offer-unknown')
      const { atMs, hash, legId, on, place, receivedBy, to } = receipt
      const event: HandoverAccepted = {
        type: 'handover-accepted',
        caseId: row.caseId,
        legId,
        hash,
        offer: row.offer,
        to,
        receivedBy,
        on,
        atMs,
        place,
      }
      const decided = decideAcceptance(event, {
        ...acceptanceFacts(desk, writer, event),
        answered: isTold(writer, event) ? 'ACCEPTED' : undefined,
      })
      if (!decided.ok) return decided
      record(writer, actOf(desk), event)
      n += row.offer.lines.length
      disputed ||= row.offer.lines.some(({ thingId }) => findThing(writer, thingId)?.disputed)
    }
    return ok({ n, disputed })
  })
}

/** Into the cabinet of the centre it is for, or into the hands of the person it names. */
function handsOf(desk: Desk, self: Installation, { to }: Offer): Holder {
  return to.officer ? officer(self, person(desk)) : counterOf(self)
}

function acceptanceFacts(desk: Desk, reader: Reader, { caseId, offer: given, on }: HandoverAccepted) {
  const rows = given.lines.flatMap(({ thingId }) => findThing(reader, thingId) ?? [])
  return {
    things: factsOf(reader, rows),
    today: today(desk),
    hashed: offerHash(offerText(given)),
    mandate: mandateOfCase(reader, caseId, on),
  }
}

/** This very receipt was scanned before. */
function isTold(reader: Reader, { legId, offer: { lines } }: HandoverAccepted): boolean {
  return lines.some(({ thingId }) => listLegs(reader, thingId).some((leg) => leg.legId === legId))
}
