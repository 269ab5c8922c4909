import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { LogLine } from '#city/hosts/city-log.ts'
import type { CityDatabase } from '#city/store/database.ts'
import { openEmbedded } from '#city/store/embedded.ts'
import { openServer } from '#city/store/server-pool.ts'
import { listFrom } from '#main/store/queries/journal.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import type { Entry } from '#shared/protocol/entry.ts'
import { planDay } from '../day/plan-day.ts'
import { type AskAs, playVisit } from '../day/play-visit.ts'
import {
  aCity,
  type CityOn,
  neighbour,
  newDatabase,
  newDataDir,
  type TestCity,
  township,
} from '../support/a-city.ts'
import { aDesk, ownPin, rules } from '../support/a-desk.ts'
import { aLog, type EnrolledDesk } from '../support/a-log.ts'
import { aPicture, aPictureTold } from '../support/a-picture.ts'
import { anOffice } from '../support/an-office.ts'
import { copyTemplate } from '../support/city-template.ts'
import { aLottery, type Lottery } from '../support/lottery.ts'
import { aRandomAct } from '../support/random-life.ts'
import { sent, signed } from './wire.ts'

export type Log = ReturnType<typeof aLog>
/** A desk that works, and what of its log the city has. */
export type Writer = {
  readonly desk: EnrolledDesk
  log: Log
  readonly picture: Picture
  /** What a desk wrote itself, before anything of its log was made up. */
  readonly morning: readonly Entry[]
}
export type Picture = { readonly pictureId: string; readonly bytes: Buffer }

/** One city with people in it, whose database and log are looked into from outside. */
export type World = {
  readonly city: TestCity
  readonly lottery: Lottery
  readonly officeKey: string
  /** Of the centre most requests come from. */
  writer: Writer
  readonly stranger: Writer
  readonly told: LogLine[]
  /** Everything the city keeps for good, in one line: equal before and after a request that was refused. */
  readonly standing: () => Promise<string>
  /** Another desk of the same centre takes over, with a short log. */
  readonly renew: () => Promise<void>
  readonly close: () => Promise<void>
}

/** What asking alone may write: nonces, contacts, tries of a code, the audit of offices, the profile of a desk. */
const written = ['request_seen', 'desk_contact', 'enrolment_code', 'office_audit', 'city_life', 'migration']

export async function aWorld(on: CityOn, seed: number): Promise<World> {
  const lottery = aLottery(seed)
  const dataDir = newDataDir()
  const database = await openDatabase(on, dataDir)
  const told: LogLine[] = []
  const city = await aCity({ on, dataDir, database, log: (line) => told.push(line), ...noThrottle })
  const office = await anOffice(city)
  const standing = await standingOf(database, dataDir)
  const stranger = await aWriter(city, neighbour, lottery, 1)
  const world: World = {
    city,
    lottery,
    officeKey: office.key,
    stranger,
    writer: await aWriter(city, township, lottery, 4),
    told,
    standing,
    renew: async () => {
      world.writer = await aWriter(city, township, lottery, 4)
    },
    close: async () => {
      await city.close()
      await database.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return world
}

/** Nobody is asked to wait here: a throttle would hide what lies behind it. */
const noThrottle = {
  deskBurst: 1e9,
  deskPerHour: 1e9,
  addressBurst: 1e9,
  addressPerHour: 1e9,
  enrolPerHour: 1e9,
  officeBurst: 1e9,
  officePerHour: 1e9,
}

async function openDatabase(on: CityOn, dataDir: string): Promise<CityDatabase> {
  if (on === 'postgres') return openServer(await newDatabase(), 4, () => undefined)
  copyTemplate(dataDir)
  return openEmbedded(dataDir)
}

/** Rows of every table, and the newest transaction that wrote one: no row comes, goes or changes unseen. */
async function standingOf(database: CityDatabase, dataDir: string): Promise<() => Promise<string>> {
  const tables = await database.withBareSql((bare) =>
    bare.rows(`SELECT relname AS it FROM pg_class WHERE relnamespace = 'public'::regnamespace
      AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname`),
  )
  const looked = tables.map(({ it }) => String(it)).filter((it) => !written.includes(it))
  const question = looked
    .map((it) => `SELECT '${it}' AS it, count(*) AS n, max(xmin::text::bigint) AS last FROM ${it}`)
    .join(' UNION ALL ')
  // Planned once: forty tables after each of a hundred thousand requests.
  await database.withBareSql((bare) =>
    bare.exec(`CREATE FUNCTION standing() RETURNS text LANGUAGE plpgsql AS $$ BEGIN
      RETURN (SELECT string_agg(it || ' ' || n || ' ' || coalesce(last, 0), chr(10)) FROM (${question}) AS all_of_it);
    END $$`),
  )
  return async () => {
    const rows = await database.withBareSql((bare) => bare.rows('SELECT standing() AS it'))
    return [String(rows[0]?.['it']), ...filesIn(join(dataDir, 'pictures'))].join('\n')
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map(({ name, parentPath }) => `${name} ${statSync(join(parentPath, name)).size}`)
  } catch {
    return []
  }
}

/** A real desk's morning at the city: cases of all kinds, and one picture whose file is half there. */
async function aWriter(city: TestCity, centreId: string, lottery: Lottery, cases: number): Promise<Writer> {
  const desk = await city.enrolledDesk(centreId)
  const morning = await aMorning(desk, lottery, cases)
  const log = aLog(desk, { entries: morning })
  const plain = aPicture({ bytes: 70_000, n: lottery.below(255) })
  const { bytes, event, name } = aPictureTold(plain)
  log.add({
    event: event,
  })
  const body = Buffer.from(JSON.stringify(log.batch()))
  const answer = await sent(city.url, signed(desk, { method: 'POST', path: '/v1/push', body }))
  if (answer?.status !== 200) throw new Error(`the morning was refused: ${answer?.text}`)
  return { desk, log, morning, picture: { pictureId: name, bytes } }
}

async function aMorning(enrolled: EnrolledDesk, lottery: Lottery, cases: number): Promise<readonly Entry[]> {
  const { certificate, cityKey, privateKey } = enrolled
  await using desk = await aDesk({
    enrolled: { certificate, certificateText: JSON.stringify(certificate), cityKey, deskKey: privateKey },
  })
  await desk.signIn()
  const seat = { ask: desk.ask as AskAs, ...ownPin(desk).confirm }
  for (const visit of planDay(rules.catalogue, lottery, { cases, offlineHours: 0 })) {
    if (!('matter' in visit)) continue
    desk.clock.nowMs += 60_000
    const played = await playVisit(seat, rules.catalogue, visit, () => uuidV7(desk.clock.nowMs))
    for (let n = 0; played.ok && n < 3; n += 1)
      await aRandomAct(lottery, desk, played.caseId as Parameters<typeof aRandomAct>[2])
  }
  return desk.opened.store
    .read((reader) => listFrom(reader, 0, 10_000))
    .map(({ body, envelope, salt }) => ({ body, envelope, salt }))
}
