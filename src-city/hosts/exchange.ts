import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { RefusalProof } from '#shared/protocol/epoch.ts'
import { Certificate, Hello, type Problem, type Signed } from '#shared/protocol/messages.ts'
import { signAnswer } from '#shared/protocol/signing.ts'
import { readJson } from '../routes/body.ts'
import { type Route, type RouteName, routes } from '../routes/contract.ts'
import { inputOf, type Sent } from '../routes/input.ts'
import { type DeskRequest, nonceOf } from '../security/desk-request.ts'
import { type Identity, isOperatorToken } from '../security/identity.ts'
import type { Answer, City, CityCode } from '../services/city.ts'
import { adoptDesk } from '../services/epoch.ts'
import { handlers } from '../services/index.ts'
import type { OfficeRow } from '../store/queries/office.ts'
import { bearerOf, type DeskCaller, deskBehind, officeBehind } from './caller.ts'
import type { Gate } from './gate.ts'
import type { PushThreads } from './push-threads.ts'
import type { Throttle } from './throttle.ts'

/** A request as the exchange sees it: no framework, only what was on the line. */
export type Incoming = DeskRequest & Sent & { readonly address: string }

export type Exchange = {
  readonly city: City
  readonly identity: Identity
  readonly throttle: Throttle
  /** For what is heavy; everything else is quick and always comes through. */
  readonly gate: Gate
  readonly hasRoom: () => Promise<boolean>
  /** Where batches are taken when not on this thread. */
  readonly pushes?: Pick<PushThreads, 'take'> | undefined
}

/** About what a batch takes; each desk draws its own moment around it. */
const busyS = '2'
const noGate: Disposable = { [Symbol.dispose]: () => undefined }

/** Who asks, what for, what to answer: the same four steps for every route of the table. */
export async function exchange(
  host: Exchange,
  name: RouteName,
  incoming: Incoming,
  onCaller: (known: { readonly deskId?: string; readonly officeId?: string }) => void,
): Promise<Result<unknown, CityCode>> {
  const route: Route = routes[name]
  using place = route.heavy ? host.gate.enter() : noGate
  if (!place) return refuse('E_BUSY', { retryAfterS: busyS, reason: 'many-at-once' })
  const caller = await admitted(host, name, incoming)
  if (!caller.ok) return caller
  const { desk, office } = caller.value
  onCaller({ ...(desk ? { deskId: desk.deskId } : {}), ...(office ? { officeId: office.officeId } : {}) })
  const answer =
    name === 'push' && desk && host.pushes
      ? await host.pushes.take(desk, incoming)
      : await handled(host, name, incoming, caller.value)
  if (!answer.ok) return answer
  if (name === 'enrol') host.throttle.forgive('enrol', incoming.address)
  return ok(sealed(host.identity, routes[name], routes[name].output.parse(answer.value), nonceOf(incoming)))
}

type Admitted = { readonly desk?: DeskCaller; readonly office?: OfficeRow }

async function admitted(
  { city, identity, throttle }: Exchange,
  name: RouteName,
  incoming: Incoming,
): Promise<Result<Admitted, CityCode>> {
  const header = incoming.headers['authorization']
  const bearer = bearerOf(typeof header === 'string' ? header : undefined)
  switch (routes[name].caller) {
    case 'anybody':
      return ok({})
    case 'newcomer': {
      const admittance = throttle.admit('enrol', incoming.address)
      return admittance.ok ? ok({}) : admittance
    }
    case 'operator': {
      const known = isOperatorToken(identity, bearer)
      return known ? ok({}) : refuse('E_AUTH', { field: 'authorization', reason: 'operator-unknown' })
    }
    case 'desk': {
      const desk = await deskOf(city, name, incoming)
      if (!desk.ok) return desk
      const admittance = throttle.admit('desk', desk.value.deskId)
      return admittance.ok ? ok({ desk: desk.value }) : admittance
    }
    case 'office': {
      // Taken before the key is looked at and given back when it fits: only wrong keys use an address up.
      const tries = throttle.admit('officeKey', incoming.address)
      if (!tries.ok) return tries
      const office = await officeBehind(city, bearer)
      if (!office.ok) return office
      throttle.forgive('officeKey', incoming.address)
      const admittance = throttle.admit('office', office.value.officeId)
      return admittance.ok ? ok({ office: office.value }) : admittance
    }
  }
}

/**
 * A city that does not know a desk, or only an older life of it, takes it in by the certificate it once
 * signed: that comes with the greeting, and the greeting is then judged like any other (sync.md C.16).
 */
async function deskOf(
  city: City,
  name: RouteName,
  incoming: Incoming,
): Promise<Result<DeskCaller, CityCode>> {
  const route: Route = routes[name]
  const desk = await deskBehind(city, incoming, route)
  if (desk.ok || name !== 'hello' || desk.refusal.code !== 'E_AUTH') return desk
  const reason = desk.refusal.detail['reason']
  if (reason !== 'desk-unknown' && reason !== 'signature-wrong') return desk
  const body = readJson(incoming.body)
  const certificate = body.ok ? Hello.safeParse(body.value).data?.certificate : undefined
  if (!certificate) return desk
  const adopted = await adoptDesk(city, certificate)
  return adopted.ok ? deskBehind(city, incoming, route) : adopted
}

/** The same refusal in the city's own hand: nothing else may freeze a desk or set its clock. */
export function proofOf(
  { city, identity }: Exchange,
  incoming: Pick<Incoming, 'headers'>,
  { code, logHead, reason }: Pick<Problem, 'code' | 'reason' | 'logHead'>,
): Signed | undefined {
  const nonce = nonceOf(incoming)
  if (nonce === undefined) return undefined
  const proof: RefusalProof = {
    code,
    ...(reason === undefined ? {} : { reason }),
    ...(logHead === undefined ? {} : { logHead }),
    cityMs: city.nowMs(),
  }
  return signAnswer(identity.privateKey, identity.keyId, JSON.stringify(proof), nonce)
}

/** The compiler has checked each handler against its route; here the name is only known at run time. */
async function handled(
  { city, hasRoom }: Exchange,
  name: RouteName,
  incoming: Incoming,
  caller: Admitted,
): Answer<unknown> {
  const input = await inputOf(name, incoming)
  if (!input.ok) return input
  const handler = handlers[name] as (call: object) => Answer<unknown>
  return handler({ city, hasRoom, input: input.value, ...caller })
}

/** Desks get signed text, so that no login page can speak for the city; offices and operator read plain JSON. */
function sealed(identity: Identity, route: Route, value: unknown, nonce: string | undefined): unknown {
  if (route.caller !== 'desk' && route.caller !== 'newcomer') return value
  // A certificate is kept and shown again: it stands by itself, whatever request it answered.
  const alone = route.output === Certificate
  const signed = signAnswer(
    identity.privateKey,
    identity.keyId,
    JSON.stringify(value),
    alone ? undefined : nonce,
  )
  return route.caller === 'newcomer' ? { ...signed, cityKey: identity.publicKey } : signed
}
