import type { z } from 'zod'
import type { Routes } from '#city/routes/contract.ts'
import { letterStateWords, orderStateWords } from '#renderer/app/assist-words.ts'
import type { Answer } from '#shared/contract/desk.ts'
import type { CustodyState } from '#shared/domain/custody.ts'
import type { LetterState } from '#shared/domain/letter.ts'
import { CaseId } from '#shared/kernel/ids.ts'
import type { FeedPage } from '#shared/protocol/feed.ts'
import { askOperator, type CityProcess } from '../support/city-process.ts'
import type { AskAs } from './play-visit.ts'

export type Row = {
  readonly what: string
  readonly desk: number
  readonly city: number
  readonly difference: number
}

type Custody = z.infer<Routes['centreCustody']['output']>
type Thing = Custody['things'][number]
type Assist = z.infer<Routes['centreAssist']['output']>
type Dispositions = z.infer<Routes['centreDispositions']['output']>
type Stand = Pick<Thing, 'thingId' | 'tip' | 'gone' | 'disputed'> & { readonly state: string | null }
type Side = { readonly ask: AskAs; readonly city: CityProcess; readonly path: string }

const thingStateWords: Readonly<Record<CustodyState, string>> = {
  WITH_APPLICANT: '在申请人处',
  AT_COUNTER: '在柜台',
  WITH_OFFICER: '在专员处',
  IN_TRANSIT: '在途',
  AT_DEPT: '在部门',
  BACK_AT_COUNTER: '已回柜台',
  RETURNED: '已归还',
  FILED: '已归档',
  LOST: '遗失',
  DAMAGED: '损毁',
}

/** Acts of other desks that the city passed down, as this desk wrote them down and as they stand in its feed. */
export async function toldRow({ city, path }: Side, deskId: string, written: number): Promise<Row> {
  return row('别处经办（市级转告）', written, await countTold(city, path, deskId))
}

export async function countTold(city: CityProcess, path: string, deskId: string): Promise<number> {
  let n = 0
  for (let after = 0; ; ) {
    const page: FeedPage = await askOperator(city, 'GET', `${path}/feed?after=${after}`)
    n += page.entries.filter(
      ({ body, kind }) =>
        kind === 'case-told' && (JSON.parse(body) as { from: { deskId: string } }).from.deskId !== deskId,
    ).length
    const last = page.entries.at(-1)
    if (!last || last.seq >= page.head.seq) return n
    after = last.seq
  }
}

/**
 * In − out = held of a centre's own things, on both sides; then each thing by its state and its last step.
 * `elsewhere` is the other desk its things went through: what it says of them must be the same.
 */
export async function custodyRows(
  { ask, city, path }: Side,
  caseIds: readonly string[],
  elsewhere: AskAs | undefined,
): Promise<{ readonly rows: readonly Row[]; readonly differing: readonly string[] }> {
  const board = value('custody.board', await ask('custody.board', { limit: 1 }))
  const theirs = await allCustody(city, path)
  const mine = await standsOf(ask, caseIds)
  const { held, in: taken, out } = board.totals
  const wrong = taken - out - held
  const wrongThere = theirs.totals.in - theirs.totals.out - theirs.totals.held
  const states = [...new Set([...mine.values(), ...theirs.things].flatMap(({ state }) => state ?? []))]
  const told = elsewhere ? await standsOf(elsewhere, caseIds) : new Map<string, Stand>()
  const there = new Map(theirs.things.map((thing) => [thing.thingId, thing]))
  const same = (stand: Stand) => textOf(stand) === textOf(there.get(stand.thingId))
  return {
    rows: [
      row('保管 收进', taken, theirs.totals.in),
      row('保管 退出', out, theirs.totals.out),
      row('保管 在手', held, theirs.totals.held),
      // Zero on both sides: two books that are wrong alike are wrong twice.
      {
        ...row('保管 收进减退出减在手', wrong, wrongThere),
        difference: Math.abs(wrong) + Math.abs(wrongThere),
      },
      ...states
        .toSorted()
        .map((state) =>
          row(
            `物件 ${thingStateWords[state as CustodyState]}`,
            countOf([...mine.values()], state),
            countOf(theirs.things, state),
          ),
        ),
      ...(elsewhere
        ? [row('物件 另一台所记相同', [...told.values()].filter(same).length, theirs.things.length)]
        : []),
    ],
    differing: [...new Set([...mine.keys(), ...there.keys()])].filter(
      (thingId) => textOf(mine.get(thingId)) !== textOf(there.get(thingId)),
    ),
  }
}

/** Orders by state, and letters by where they stand on the day. */
export async function assistRows({ ask, city, path }: Side, day: string): Promise<readonly Row[]> {
  const { rows: orders } = value('assist.list', await ask('assist.list', { scope: 'all', limit: 1_000 }))
  const letters: LetterState[] = []
  for (const { orderId } of orders) {
    const view = value('assist.view', await ask('assist.view', { orderId }))
    letters.push(...view.letters.map(({ state }) => state))
  }
  const theirs = await askOperator<Assist>(city, 'GET', `${path}/assist?on=${day}`)
  return [
    ...statesOf(
      orders.map(({ state }) => state),
      theirs.orders,
    ).map(([state, mine, there]) => row(`帮办 ${orderStateWords[state]}`, mine, there)),
    ...statesOf(letters, theirs.letters).map(([state, mine, there]) =>
      row(`委托书 ${letterStateWords[state]}`, mine, there),
    ),
  ]
}

function statesOf<State extends string>(
  mine: readonly State[],
  theirs: Readonly<Partial<Record<State, number>>>,
): readonly (readonly [state: State, mine: number, theirs: number])[] {
  const states = new Set([...mine, ...(Object.keys(theirs) as State[])])
  return [...states]
    .toSorted()
    .map((state) => [state, mine.filter((each) => each === state).length, theirs[state] ?? 0])
}

/** What the city would not apply, or not yet: nothing of a day is meant to come back. */
export async function returnedRow({ ask, city, path }: Side): Promise<Row> {
  const status = value('sync.status', await ask('sync.status', {}))
  const theirs = await askOperator<Dispositions>(city, 'GET', `${path}/dispositions?limit=200`)
  const mine = status.returned + status.held
  const n = theirs.dispositions.length
  return { ...row('市级退回、搁置', mine, n), difference: Math.max(mine, n) }
}

/** What a desk says of the things of these cases. */
async function standsOf(ask: AskAs, caseIds: readonly string[]): Promise<ReadonlyMap<string, Stand>> {
  const found = new Map<string, Stand>()
  for (const caseId of caseIds) {
    const { rows } = value('custody.ofCase', await ask('custody.ofCase', { caseId: CaseId.parse(caseId) }))
    for (const each of rows) found.set(each.thingId, each)
  }
  return found
}

async function allCustody(city: CityProcess, path: string): Promise<Custody> {
  const things: Thing[] = []
  for (let after = ''; ; ) {
    const page: Custody = await askOperator(
      city,
      'GET',
      `${path}/custody?limit=200&after=${encodeURIComponent(after)}`,
    )
    things.push(...page.things)
    if (page.next === null) return { ...page, things }
    after = page.next
  }
}

function countOf(things: readonly Stand[], state: string): number {
  return things.filter((each) => each.state === state).length
}

function textOf(stand: Stand | undefined): string {
  return stand ? [stand.tip, stand.state, stand.gone, stand.disputed].join(' ') : ''
}

export function row(what: string, desk: number, city: number): Row {
  return { what, desk, city, difference: desk - city }
}

function value<N extends 'assist.list' | 'assist.view' | 'custody.board' | 'custody.ofCase' | 'sync.status'>(
  name: N,
  answer: Answer<N>,
): Extract<Answer<N>, { readonly ok: true }>['value'] {
  if (!answer.ok) throw new Error(`the desk did not answer ${name}`)
  return answer.value
}
