import {
  errorCodes,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
} from 'fastify'
import type { Detail, Refusal } from '#shared/kernel/result.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { Packing, Problem, Signed } from '#shared/protocol/messages.ts'
import { type Route, type RouteName, routes } from '../routes/contract.ts'
import { problemOf } from '../routes/problems.ts'
import type { CityCode } from '../services/city.ts'
import { isOutage, outageSaid, sqlStateOf } from '../store/outage.ts'
import { type CityLog, placesOf } from './city-log.ts'
import { type Exchange, exchange, type Incoming, proofOf } from './exchange.ts'
import { addFleetPage } from './fleet-page.ts'

export type HttpHost = Exchange & {
  readonly log: CityLog
  readonly trustProxy: boolean
  readonly newId: () => string
}

const methods = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const
/** What is told of a request in the log; filled in while it is served. */
type Told = {
  code?: string | undefined
  reason?: string | undefined
  deskId?: string | undefined
  officeId?: string | undefined
}

/** Puts the route table on the line. Knows HTTP and nothing of desks. */
export function httpServer(host: HttpHost): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: limits.maxBytes,
    requestTimeout: 120_000,
    keepAliveTimeout: 65_000,
    connectionTimeout: 90_000,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    trustProxy: host.trustProxy,
    genReqId: host.newId,
    routerOptions: { maxParamLength: 100 },
    frameworkErrors: (error, _request, reply) => void say(reply, refusalOf(error)),
    clientErrorHandler: (_error, socket) => {
      if (socket.writable) socket.end(lastWords)
      else socket.destroy()
    },
  })
  app.server.headersTimeout = 20_000
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  app.addContentTypeParser('application/offset+octet-stream', { parseAs: 'buffer' }, (request, body, done) =>
    // Only where bytes are expected: elsewhere they would be read as JSON.
    request.method === 'PATCH'
      ? done(null, body)
      : done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('application/offset+octet-stream')),
  )
  const told = new WeakMap<FastifyRequest, Told>()
  addHooks(app, host, told)
  for (const name of Object.keys(routes) as RouteName[]) addRoute(app, host, name, told)
  addOtherMethods(app, told)
  addFleetPage(app)
  app.setNotFoundHandler((request, reply) =>
    say(reply, no('not-found', { field: 'path' }), told.get(request)),
  )
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal.refusal.code === 'city-fault')
      host.log({ event: 'fault', requestId: request.id, code: faultCode(error), at: placesOf(error) })
    return say(reply, refusal, told.get(request))
  })
  return app
}

function addHooks(app: FastifyInstance, host: HttpHost, told: WeakMap<FastifyRequest, Told>): void {
  app.addHook('onRequest', async (request, reply) => {
    told.set(request, {})
    void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    const admitted = host.throttle.admit('address', request.ip)
    if (!admitted.ok) return say(reply, admitted, told.get(request))
    return undefined
  })
  app.addHook('onResponse', async (request, reply) => {
    host.log({
      event: 'request',
      requestId: request.id,
      route: `${request.method} ${request.routeOptions.url ?? 'none'}`,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...told.get(request),
    })
  })
}

function addRoute(
  app: FastifyInstance,
  host: HttpHost,
  name: RouteName,
  told: WeakMap<FastifyRequest, Told>,
): void {
  const route: Route = routes[name]
  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.maxBytes ?? limits.maxBytes,
    onRequest: async (request, reply) => {
      const encoding = request.headers['content-encoding']
      if (encoding === undefined || encoding === 'identity' || (route.pressed && packingOf(request)))
        return undefined
      return say(
        reply,
        no('input-malformed', { field: 'content-encoding', status: '415' }),
        told.get(request),
      )
    },
    handler: async (request, reply) => {
      const notes = told.get(request) ?? {}
      const answer = await exchange(host, name, incomingOf(request), (known) => {
        Object.assign(notes, known)
      })
      if (!answer.ok)
        return say(reply, answer, notes, (problem) =>
          route.caller === 'desk' ? proofOf(host, request, problem) : undefined,
        )
      return reply
        .header('content-type', 'application/json; charset=utf-8')
        .send(JSON.stringify(answer.value))
    },
  })
}

/** A known address asked in another way is told so, and in which ways it may be asked. */
function addOtherMethods(app: FastifyInstance, told: WeakMap<FastifyRequest, Told>): void {
  const byPath = Map.groupBy(Object.values<Route>(routes), ({ path }) => path)
  for (const [url, known] of byPath) {
    const allowed: readonly string[] = known.map(({ method }) => method)
    const refused = methods.filter((method) => !allowed.includes(method))
    const answer = (request: FastifyRequest, reply: FastifyReply) =>
      say(reply.header('allow', allowed.join(', ')), no('method', { field: 'method' }), told.get(request))
    // Answered before the body is looked at.
    app.route({
      method: refused,
      url,
      onRequest: async (request, reply) => answer(request, reply),
      handler: answer,
    })
  }
}

function incomingOf(request: FastifyRequest): Incoming {
  return {
    method: request.method,
    path: request.raw.url ?? request.url,
    headers: request.headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    address: request.ip,
    params: request.params,
    query: request.query,
    packing: packingOf(request),
  }
}

function packingOf({ headers }: FastifyRequest): Packing | undefined {
  const encoding = headers['content-encoding']
  return encoding === 'gzip' || encoding === 'zstd' ? encoding : undefined
}

function say(
  reply: FastifyReply,
  refused: Refused,
  notes?: Told,
  prove?: (problem: Problem) => Signed | undefined,
): FastifyReply {
  const { status, problem } = problemOf(refused.refusal)
  const signed = prove?.(problem)
  if (notes) Object.assign(notes, { code: problem.code, reason: problem.reason })
  const retryAfterS = refused.refusal.detail['retryAfterS'] ?? (problem.code === 'E_BUSY' ? '5' : undefined)
  if (retryAfterS !== undefined) void reply.header('retry-after', retryAfterS)
  return reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(signed ? { ...problem, signed } : problem))
}

type Refused = { readonly refusal: Refusal<CityCode> }

function no(code: CityCode, detail: Detail = {}): Refused {
  return { refusal: { code, detail } }
}

function refusalOf(error: FastifyError | Error): Refused {
  const { code, statusCode } = error as Partial<FastifyError>
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return no('E_TOO_LARGE', { field: 'body' })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return no('input-malformed', { field: 'content-type', status: '415' })
  if (code === 'FST_ERR_BAD_URL') return no('input-malformed', { field: 'path' })
  if (code?.startsWith('FST_') && (statusCode ?? 500) < 500) return no('input-malformed', { field: 'body' })
  if (isOutage(error)) return no(outageSaid.code, outageSaid.detail)
  return no('city-fault')
}

function faultCode(error: Error): string {
  return sqlStateOf(error) ?? error.name
}

/** For a client that does not speak HTTP at all; there is no request to answer properly. */
const lastWords = [
  'HTTP/1.1 400 Bad Request',
  'connection: close',
  'content-type: application/problem+json; charset=utf-8',
  '',
  JSON.stringify(problemOf({ code: 'input-malformed', detail: { field: 'request' } }).problem),
].join('\r\n')
