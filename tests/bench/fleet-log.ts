import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { overHttp } from '#main/sync/carry.ts'
import { type Line, lineOf } from '#main/sync/city-client.ts'
import { makeKeyPair } from '#shared/crypto/suite.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { CentreId, DeskId } from '#shared/kernel/ids.ts'
import type { Entry } from '#shared/protocol/entry.ts'
import type { Certificate } from '#shared/protocol/messages.ts'
import { aLog, type EnrolledDesk } from '../support/a-log.ts'
import { askOperator, type CityProcess } from '../support/city-process.ts'

/** A desk as the city sees it: a line, and a log that waits to be sent. */
export type FleetDesk = {
  readonly line: Line
  readonly enrolled: EnrolledDesk
  readonly entries: readonly Entry[]
}

const centresMax = 20

/** Desks written into the roster by hand: codes of enrolment are given out one by one, and this is about what comes after. */
export async function aFleet(
  city: CityProcess,
  databaseUrl: string,
  size: { readonly desks: number; readonly cases: number },
): Promise<readonly FleetDesk[]> {
  const identity = JSON.parse(readFileSync(join(city.dataDir, 'city-identity.json'), 'utf8')) as {
    readonly publicKey: string
  }
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const fleet: FleetDesk[] = []
    for (let n = 0; n < size.desks; n++) {
      const centreId = CentreId.parse(`${360322101 + (n % centresMax)}`)
      if (n < centresMax)
        await askOperator(city, 'PUT', `/v1/operator/centres/${centreId}`, { name: `${n}镇` })
      const keys = makeKeyPair()
      const certificate = {
        deskId: DeskId.parse(uuidV7(Date.now())),
        centreId,
        deskPart: (Number.parseInt('A01', 36) + Math.floor(n / centresMax)).toString(36).toUpperCase(),
        epoch: 1,
      } as Certificate
      await client.query(
        `INSERT INTO desk (centre_id, desk_id, area, desk_part, public_key, epoch, status, enrolled_ms)
         VALUES ($1, $2, $3, $4, $5, 1, 'ACTIVE', $6)`,
        [
          centreId,
          certificate.deskId,
          centreId.slice(0, 9),
          certificate.deskPart,
          keys.publicKey,
          Date.now(),
        ],
      )
      const enrolled = { url: city.url, cityKey: identity.publicKey, certificate, ...keys }
      fleet.push({ enrolled, line: itsLine(enrolled), entries: written(enrolled, size.cases) })
    }
    return fleet
  } finally {
    await client.end()
  }
}

const seams = { wallMs: () => Date.now(), newId: () => uuidV7(Date.now()) }

function itsLine({ certificate, cityKey, privateKey, url }: EnrolledDesk): Line {
  const ours = { cityUrl: url, cityKey, deskId: certificate.deskId, deskKey: privateKey }
  return lineOf(ours, { carry: overHttp, idleMs: 30_000, seams })
}

/** Cases taken in, decided and printed: three entries each. */
function written(desk: EnrolledDesk, cases: number): readonly Entry[] {
  const log = aLog(desk)
  log.opened()
  for (let serial = 1; serial <= cases; serial++) {
    const { caseId } = log.received(serial)
    const [paper] = log.decided(caseId).papers
    if (paper) log.printed(caseId, paper.paperId)
  }
  return log.entries
}
