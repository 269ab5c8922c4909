import { dropMark, keepMark } from '#main/store/notes/typing.ts'
import { findMatter, listItems, type MatterRow } from '#main/store/queries/case.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { findStaff } from '#main/store/queries/staff.ts'
import { countRevealedCases, listMarks, listTypedSheets } from '#main/store/queries/typing.ts'
import { record } from '#main/store/record.ts'
import type { TypingProfile } from '#shared/catalogue/typing-profile.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { TypingSheet } from '#shared/contract/typing.ts'
import { mayReveal, typedThrough } from '#shared/domain/typing.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Reader, Writer } from '#shared/sqlite/store.ts'
import { actOf, type Desk, person, rulesOf, today } from './desk.ts'
import { refuseErased } from './erased.ts'
import { type FilledLine, fits, linesOf, type TypingCase } from './typing-lines.ts'

const hourMs = 3_600_000

export function sheet(desk: Desk, { caseId, profileId }: Input<'typing.sheet'>): Answer<'typing.sheet'> {
  return desk.store.read((reader) => {
    const opened = openSheet(desk, reader, caseId, profileId)
    return opened.ok ? ok(shown(reader, opened.value)) : opened
  })
}

/** One value leaves the desk. Where the sheet shows it masked, who took it is recorded with the answer. */
export function value(desk: Desk, input: Input<'typing.value'>): Answer<'typing.value'> {
  return desk.store.write((writer) => {
    const found = findLine(desk, writer, input)
    if (!found.ok) return found
    const { line, matter } = found.value
    const nowMs = desk.seams.wallMs()
    const who = person(desk)
    const otherCases = countRevealedCases(writer, who.staffId, nowMs - hourMs, matter.caseId)
    const may = mayReveal(matter, { who, today: today(desk), otherCases })
    if (!may.ok) {
      const clerk = findStaff(writer, matter.clerk)?.name ?? ''
      return refuse(may.refusal.code, { clerk })
    }

    const { caseId, n, profileId, version } = input
    if (line.shown !== line.value)
      record(writer, actOf(desk), {
        type: 'value-revealed',
        caseId,
        purpose: 'TYPING',
        profileId,
        version,
        n,
        of: line.of,
        atMs: nowMs,
      })
    return ok({ value: line.value })
  })
}

/** Marks are the desk's own notes; that a case was typed through is a fact the city counts. */
export function mark(desk: Desk, input: Input<'typing.mark'>): Answer<'typing.mark'> {
  return desk.store.write((writer) => {
    const found = findLine(desk, writer, input)
    if (!found.ok) return found
    const { caseId, mark, n, profileId, version } = input
    if (mark) keepMark(writer, { caseId, profileId, version, n, mark })
    else dropMark(writer, { caseId, profileId, n })

    recordDone(desk, writer, found.value)
    return ok(shown(writer, found.value))
  })
}

type Opened = {
  readonly matter: MatterRow
  readonly profile: TypingProfile
  readonly profiles: readonly TypingProfile[]
  readonly lines: readonly FilledLine[]
}

/**
 * The screens are those of today, since somebody types into them today; the fields and their options
 * are those the case was received under.
 */
function openSheet(
  desk: Desk,
  reader: Reader,
  caseId: CaseId,
  profileId: string | undefined,
): Result<Opened, 'case-unknown' | 'case-erased' | 'profile-unknown'> {
  const matter = findMatter(reader, caseId)
  if (!matter) return refuse('case-unknown')
  const erased = refuseErased(reader, caseId)
  if (erased) return erased
  const about: TypingCase = {
    catalogue: rulesOf(desk, matter).catalogue,
    matter,
    items: listItems(reader, caseId),
    centreName: getInstallation(reader).centreName,
    clerkName: findStaff(reader, matter.clerk)?.name ?? '',
  }
  const { typing } = desk.rules
  const fitting = typing.filter((profile) => fits(profile, about))
  const profiles = fitting.length > 0 ? fitting : typing
  const filled = (profile: TypingProfile) =>
    linesOf(profile, about).filter(({ value }) => value !== '').length
  const profile =
    profileId === undefined
      ? profiles.toSorted((a, b) => filled(b) - filled(a))[0]
      : typing.find((each) => each.profileId === profileId)
  if (!profile) return refuse('profile-unknown')
  return ok({ matter, profile, profiles, lines: linesOf(profile, about) })
}

type Place = Pick<Input<'typing.mark'>, 'caseId' | 'profileId' | 'version' | 'n'>

function findLine(
  desk: Desk,
  reader: Reader,
  { caseId, n, profileId, version }: Place,
): Result<
  Opened & { readonly line: FilledLine },
  'case-unknown' | 'case-erased' | 'profile-unknown' | 'profile-changed' | 'line-empty'
> {
  const opened = openSheet(desk, reader, caseId, profileId)
  if (!opened.ok) return opened
  if (opened.value.profile.version !== version) return refuse('profile-changed')
  const line = opened.value.lines.find((each) => each.n === n)
  return line?.value ? ok({ ...opened.value, line }) : refuse('line-empty')
}

/** Said once, and again only when it came to something else. */
function recordDone(desk: Desk, writer: Writer, opened: Opened): void {
  const { matter, profile } = opened
  const through = typedThrough(marked(writer, opened))
  if (!through) return
  const { profileId, version } = profile
  const before = listTypedSheets(writer, matter.caseId).find((row) => row.profileId === profileId)
  const same =
    before?.version === version &&
    before.lines === through.lines &&
    before.skipped === through.skipped &&
    before.characters === through.characters
  if (same) return
  record(writer, actOf(desk), {
    type: 'typing-done',
    caseId: matter.caseId,
    profileId,
    version,
    name: profile.name,
    on: today(desk),
    ...through,
  })
}

function marked(reader: Reader, { lines, matter, profile }: Opened) {
  const marks = new Map(
    listMarks(reader, matter.caseId, profile.profileId, profile.version).map(({ mark, n }) => [n, mark]),
  )
  return lines.map((line) => ({
    ...line,
    filled: line.value !== '',
    mark: line.value === '' ? undefined : marks.get(line.n),
    length: Array.from(line.value).length,
  }))
}

/** Screens the case has nothing for are left out; on the others an empty box is told as empty. */
function shown(reader: Reader, opened: Opened): TypingSheet {
  const { matter, profile, profiles } = opened
  const all = marked(reader, opened)
  const needed = new Set(all.filter(({ filled }) => filled).map(({ screen }) => screen))
  const entered = all.filter(({ mark }) => mark === 'ENTERED')
  const typed = new Set(listTypedSheets(reader, matter.caseId).map((row) => row.profileId))
  return {
    profileId: profile.profileId,
    version: profile.version,
    name: profile.name,
    system: profile.system,
    confirmed: profile.confirmed,
    profiles: profiles.map(({ name, profileId }) => ({ profileId, name, done: typed.has(profileId) })),
    lines: all
      .filter(({ screen }) => needed.has(screen))
      .map(({ filled, label, mark, n, screen, shown }) => ({
        n,
        screen,
        label,
        shown,
        filled,
        ...(mark ? { mark } : {}),
      })),
    entered: entered.length,
    of: all.filter(({ filled }) => filled).length,
    characters: entered.reduce((sum, { length }) => sum + length, 0),
    done: typedThrough(all) !== undefined,
  }
}
