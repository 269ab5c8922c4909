import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Fault } from '#shared/kernel/fault.ts'
import { defaultAllowances } from './throttle.ts'

const flag = z.union([z.boolean(), z.stringbool()]).default(false)
const count = z.coerce.number().int().min(1)

/** Everything that can be set about a city, once; checked as a whole before anything is opened. */
export const Config = z.object({
  databaseUrl: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  dataDir: z.string().min(1).default('data/city'),
  host: z.string().min(1).default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65_535).default(7300),
  poolSize: count.max(100).default(10),
  /** Threads that take batches, on a PostgreSQL server; each has its own connections. 0: the one that listens does it. */
  pushThreads: z.coerce.number().int().min(0).max(32).optional(),
  /** Below this `/readyz` says no. */
  minFreeMiB: z.coerce.number().int().min(0).default(512),
  /** Whether `X-Forwarded-For` is believed: only behind a proxy of one's own. */
  trustProxy: flag,
  /** The name by which a standby on another machine follows this database; what it flushed lies in two places. */
  standby: z.string().min(1).max(60).optional(),
  /** The database comes from a backup: it begins a new epoch, and every desk checks its head. */
  restored: flag,
  deskBurst: count.default(defaultAllowances.desk.burst),
  deskPerHour: count.default(defaultAllowances.desk.perHour),
  addressBurst: count.default(defaultAllowances.address.burst),
  addressPerHour: count.default(defaultAllowances.address.perHour),
  enrolPerHour: count.default(defaultAllowances.enrol.perHour),
  officeBurst: count.default(defaultAllowances.office.burst),
  officePerHour: count.default(defaultAllowances.office.perHour),
})
export type Config = z.infer<typeof Config>

const names: Readonly<Record<keyof Config, readonly [env: string, flag: string]>> = {
  databaseUrl: ['CITY_DATABASE_URL', 'database-url'],
  dataDir: ['CITY_DATA', 'data'],
  host: ['CITY_HOST', 'host'],
  port: ['CITY_PORT', 'port'],
  poolSize: ['CITY_POOL_SIZE', 'pool-size'],
  pushThreads: ['CITY_PUSH_THREADS', 'push-threads'],
  minFreeMiB: ['CITY_MIN_FREE_MIB', 'min-free-mib'],
  trustProxy: ['CITY_TRUST_PROXY', 'trust-proxy'],
  standby: ['CITY_STANDBY', 'standby'],
  restored: ['CITY_RESTORED', 'restored'],
  deskBurst: ['CITY_DESK_BURST', 'desk-burst'],
  deskPerHour: ['CITY_DESK_PER_HOUR', 'desk-per-hour'],
  addressBurst: ['CITY_ADDRESS_BURST', 'address-burst'],
  addressPerHour: ['CITY_ADDRESS_PER_HOUR', 'address-per-hour'],
  enrolPerHour: ['CITY_ENROL_PER_HOUR', 'enrol-per-hour'],
  officeBurst: ['CITY_OFFICE_BURST', 'office-burst'],
  officePerHour: ['CITY_OFFICE_PER_HOUR', 'office-per-hour'],
}

/** A flag wins over the environment. The fault names the setting, never its value: it may be a password. */
export function readConfig(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Config {
  const options = Object.fromEntries(
    Object.values(names).map(([, name]) => [name, { type: 'string' as const }]),
  )
  const flags = readFlags(argv, options)
  const given = Object.entries(names).flatMap(([key, [fromEnv, fromFlag]]) => {
    const value = flags[fromFlag] ?? env[fromEnv]
    return value === undefined || value === '' ? [] : [[key, value] as const]
  })
  const read = Config.safeParse(Object.fromEntries(given))
  if (read.success) return read.data
  const key = String(read.error.issues[0]?.path[0]) as keyof Config
  throw new Fault(
    'config-malformed',
    `--${names[key]?.[1]} / ${names[key]?.[0]}`,
    '启动参数不对，市级程序没有启动。',
  )
}

function readFlags(
  argv: readonly string[],
  options: Readonly<Record<string, { readonly type: 'string' }>>,
): Readonly<Record<string, string | undefined>> {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: false }).values
  } catch (error) {
    throw new Fault('config-malformed', (error as Error).message, '启动参数不对，市级程序没有启动。')
  }
}
