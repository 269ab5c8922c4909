/** SQLSTATE of an error of either database, also when drizzle has wrapped it. */
export function sqlStateOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown }
    if (typeof code === 'string') return code
  }
  return undefined
}

/** The database is away, full or overrun: an ordinary happening, the desk simply comes again. */
export function isOutage(error: unknown): boolean {
  const code = sqlStateOf(error)
  if (code === undefined)
    return /connection terminated|not queryable|timeout exceeded when trying to connect/i.test(textOf(error))
  return (
    /^(08|53|57P|58)/.test(code) ||
    waits.has(code) ||
    code.startsWith('ECONN') ||
    code === 'EPIPE' ||
    code === 'ENOENT'
  )
}

/** What a desk is told of it. */
export const outageSaid = { code: 'E_BUSY', detail: { status: '503', reason: 'database' } } as const

/** Two transactions met; running one of them again is all it takes. */
export function isCollision(error: unknown): boolean {
  const code = sqlStateOf(error)
  return code === '40001' || code === '40P01'
}

/** Lock timeout, statement timeout, idle-in-transaction timeout, and a pair that keeps colliding. */
const waits: ReadonlySet<string> = new Set(['55P03', '57014', '25P03', '40001', '40P01'])

function textOf(error: unknown): string {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return root instanceof Error ? root.message : ''
}
