import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fastify from 'fastify'
import { openEmbedded } from '#city/store/embedded.ts'
import { makeMonths, migrate } from '#city/store/migrate.ts'
import { openServer } from '#city/store/server-pool.ts'
import type { Statement } from './bare-insert.ts'
import type { CaseDocument } from './case-files.ts'

/**
 * One case a request, one transaction a case. The rows of each case were worked out before and lie in memory:
 * nothing is checked or derived here, which favours this way.
 */
const [rowsFile = '', place = '', connections = '1'] = process.argv.slice(2)
const rows = new Map(JSON.parse(readFileSync(rowsFile, 'utf8')) as readonly [string, readonly Statement[]][])
const database = place.startsWith('postgres:')
  ? await openServer(place, Number(connections), () => undefined)
  : await openEmbedded(place)
await database.withBareSql(async (bare) => {
  await migrate(bare, join(import.meta.dirname, '..', '..', 'migrations', 'city'))
  await makeMonths(bare, Date.now())
})
// All connections are there before the first case, so that their work can be counted from outside.
const opened = () => database.withBareSql((bare) => bare.rows('SELECT pg_sleep(0.1)'))
await Promise.all(Array.from({ length: Number(connections) }, opened))

const server = fastify()
server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
  const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
  done(null, JSON.parse(plain.toString()))
})
server.post<{ Body: CaseDocument }>('/cases', async ({ body: { caseId } }, reply) => {
  const statements = rows.get(caseId)
  if (!statements) return reply.status(404).send({ caseId })
  await database.withBareSql(async (bare) => {
    await bare.exec('BEGIN')
    try {
      for (const { text, values } of statements) await bare.rows(text, values)
      await bare.exec('COMMIT')
    } catch (error) {
      await bare.exec('ROLLBACK')
      throw error
    }
  })
  return reply.status(201).send({ caseId })
})
process.once('SIGTERM', () => void server.close().then(() => database.close()))
await server.listen({ host: '127.0.0.1', port: 0 })
console.log((server.server.address() as { port: number }).port)
