import { dropPin, keepPin, keepPinState } from '#main/store/notes/pins.ts'
import { listHeldBy } from '#main/store/queries/custody.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { findOfficer } from '#main/store/queries/officer.ts'
import { isSwitchedOff, listElsewhere } from '#main/store/queries/roster.ts'
import { findPin, findStaff, listWorking } from '#main/store/queries/staff.ts'
import { record } from '#main/store/record.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { hashPin, nobodysHash, pinMatches } from '#shared/crypto/pin-hash.ts'
import { afterWrongPin, type Staff, triesLeft } from '#shared/domain/staff.ts'
import { StaffId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { actOf, type Desk, person, today } from './desk.ts'

/** Whose PIN it is; whoever the city switched off is nobody here. */
type PinAnswer = Result<Staff, 'staff-unknown' | 'pin-wrong' | 'pin-locked'>

export function tiles(desk: Desk): Answer<'staff.tiles'> {
  return desk.store.read((reader) =>
    ok({
      tiles: listWorking(reader).map(({ badge: _, leftOn: __, ...tile }) => ({
        ...tile,
        off: isSwitchedOff(reader, tile.staffId),
      })),
    }),
  )
}

/** Opens the window for a person. */
export async function signIn(desk: Desk, input: Input<'staff.signIn'>): Promise<Answer<'staff.signIn'>> {
  if (desk.store.read((reader) => isSwitchedOff(reader, input.staffId))) return refuse('staff-off')
  const checked = await checkPin(desk, input.staffId, input.pin)
  if (!checked.ok) return checked
  desk.session.staff = checked.value
  desk.hint('session')
  return checked
}

/**
 * Whether the PIN is this person's, at the lock screen or beside a colleague. The try is counted as a wrong one before the PIN is looked at and
 * forgiven after: tries made side by side, or cut off by the power switch, cannot get past the lock.
 * An unknown person costs the same time as a known one (security.md 4.1).
 */
export async function checkPin(desk: Desk, staffId: StaffId, given: string): Promise<PinAnswer> {
  const nowMs = desk.seams.wallMs()
  const tried = desk.store.write((writer) => countTry(writer, staffId, nowMs))
  if (!tried.ok) return tried
  const { off, person, pinHash, state } = tried.value
  const matches = await pinMatches(given, pinHash ?? (await nobodysHash))
  if (!pinHash || !person || off) return refuse('staff-unknown')
  if (!matches) {
    if (state.waitUntilMs > nowMs)
      return refuse('pin-locked', { minutes: minutesUntil(state.waitUntilMs, nowMs) })
    return refuse('pin-wrong', { left: `${triesLeft(state)}` })
  }
  desk.store.write((writer) => {
    keepPinState(writer, staffId, { wrong: 0, waitUntilMs: 0 })
    return ok(undefined)
  })
  return ok(person)
}

/** Whether the person acting gave the PIN once more; said no to without one. */
export async function confirmed(
  desk: Desk,
  given: { readonly pin: string } | undefined,
): Promise<PinAnswer | Result<never, 'pin-missing'>> {
  return given ? checkPin(desk, person(desk).staffId, given.pin) : refuse('pin-missing')
}

function countTry(writer: Writer, staffId: StaffId, nowMs: number) {
  const pin = findPin(writer, staffId)
  if (pin && pin.waitUntilMs > nowMs)
    return refuse('pin-locked', { minutes: minutesUntil(pin.waitUntilMs, nowMs) })
  const state = afterWrongPin(pin ?? { wrong: 0, waitUntilMs: 0 }, nowMs)
  if (pin) keepPinState(writer, staffId, state)
  const off = isSwitchedOff(writer, staffId)
  return ok({ person: findStaff(writer, staffId), off, pinHash: pin?.pinHash, state })
}

/** Who works at the other desks of this centre, as the city last told it. */
export function elsewhere(desk: Desk): Answer<'staff.elsewhere'> {
  return desk.store.read((reader) => {
    const { deskId } = getInstallation(reader)
    return ok({
      people: listElsewhere(reader, deskId).map(({ badge, name, off, role, staffId }) => ({
        staffId,
        name,
        role,
        badge,
        off,
      })),
    })
  })
}

export function signOut(desk: Desk): Answer<'staff.signOut'> {
  desk.session.staff = undefined
  desk.hint('session')
  return ok({})
}

/** Adds a colleague; the number of the tile is the first free one. */
export async function add(desk: Desk, input: Input<'staff.add'>): Promise<Answer<'staff.add'>> {
  if (isSimple(input.pin)) return refuse('pin-too-simple')
  const pinHash = await hashPin(input.pin)
  return desk.store.write((writer) => {
    const person = nextStaff(writer, desk.seams.newId(), input)
    if (person.number > 99) return refuse('tiles-full')
    record(writer, actOf(desk), { type: 'staff-added', staff: person })
    keepPin(writer, person.staffId, pinHash)
    return ok(person)
  })
}

/** Sees a colleague off: what they hold is handed over before, their filing ends with the same act. */
export async function leave(desk: Desk, input: Input<'staff.leave'>): Promise<Answer<'staff.leave'>> {
  const { staffId } = input
  if (staffId === person(desk).staffId) return refuse('own-leaving')
  const checked = await checkPin(desk, person(desk).staffId, input.confirm.pin)
  if (!checked.ok) return checked
  return desk.store.write((writer) => {
    if (!listWorking(writer).some((each) => each.staffId === staffId)) return refuse('staff-unknown')
    const held = listHeldBy(writer, staffId).length
    if (held > 0) return refuse('still-holds', { n: `${held}` })
    const on = today(desk)
    const officer = findOfficer(writer, staffId)
    if (officer && !officer.withdrawnOn)
      record(writer, actOf(desk), {
        type: 'officer-filed',
        officer: { ...officer, withdrawnOn: on },
        on,
        atMs: desk.seams.wallMs(),
      })
    record(writer, actOf(desk), { type: 'staff-changed', staffId, change: { what: 'LEFT', on } })
    dropPin(writer, staffId)
    return ok({})
  })
}

/** Sets a PIN: one's own by the old one, a colleague's by the manager's. A locked tile opens with it. */
export async function setPin(desk: Desk, input: Input<'staff.setPin'>): Promise<Answer<'staff.setPin'>> {
  const { pin, staffId } = input
  const me = person(desk)
  if (staffId !== me.staffId && me.role !== 'centreManager') return refuse('manager-needed')
  if (isSimple(pin)) return refuse('pin-too-simple')
  const checked = await checkPin(desk, me.staffId, input.confirm.pin)
  if (!checked.ok) return checked
  const pinHash = await hashPin(pin)
  return desk.store.write((writer) => {
    if (!listWorking(writer).some((each) => each.staffId === staffId)) return refuse('staff-unknown')
    record(writer, actOf(desk), { type: 'staff-changed', staffId, change: { what: 'PIN' } })
    keepPin(writer, staffId, pinHash)
    return ok({})
  })
}

/** The person a new tile is for, before anything is recorded. */
export function nextStaff(writer: Writer, id: string, input: Pick<Staff, 'name' | 'role' | 'badge'>): Staff {
  // The digit of somebody who left is free again.
  const taken = new Set(listWorking(writer).map(({ number }) => number))
  let number = 1
  while (taken.has(number)) number += 1
  return { staffId: StaffId.parse(id), number, name: input.name, role: input.role, badge: input.badge }
}

function isSimple(pin: string): boolean {
  return /^(\d)\1{5}$/.test(pin) || '01234567890'.includes(pin) || '09876543210'.includes(pin)
}

function minutesUntil(untilMs: number, nowMs: number): string {
  return `${Math.ceil((untilMs - nowMs) / 60_000)}`
}
