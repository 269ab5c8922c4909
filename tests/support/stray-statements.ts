/** Tables with a row for the whole city, small and read by key (sync.md F.3 rule 6). */
export const references = [
  'area',
  'centre',
  'city_life',
  'desk',
  'desk_epoch',
  'enrolment_code',
  'migration',
  'office',
  'office_audit',
  'publication',
]

const tables = /\b(?:from|into|join|update(?! set\b| of\b))\s+"?([a-z_]+)\b"?(?!\s*\()/g

/** Rules 2, 11 and 15: no row moves to another centre, an entry is added once, nothing hangs on a notification. */
const banned =
  /\bset\s(?:(?!\bwhere\b).)*?\bcentre_id"?\s*=|^(?:un)?listen\b|^notify\b|pg_notify|^insert into "?journal\b(?!.*on conflict)/

/**
 * The statements of a city in the log of a PostgreSQL server that touch a table of the centres and do not say
 * which centre, or break another rule of sync.md F.3; each once.
 */
export function strayStatements(log: string): readonly string[] {
  return [...new Set(log.split(/^(?=[^|\n]*\|)/m).flatMap((entry) => statementOf(entry) ?? []))].filter(
    isStray,
  )
}

/** What a city's program sent with parameters; migrations and the tests' own questions come without. */
function statementOf(entry: string): string | undefined {
  const [, text] = /^pingchuang-city\|LOG: {2}execute [^:]*: ([\s\S]*)$/.exec(entry) ?? []
  return text?.replaceAll(/\s+/g, ' ').trim()
}

function isStray(statement: string): boolean {
  if (banned.test(statement)) return true
  const touched = [...statement.matchAll(tables)].map(([, name = '']) => name)
  const ofCentres = touched.filter((name) => !references.includes(name))
  if (ofCentres.length === 0) return false
  // An insert names the column, everything else asks for it.
  return !/\bcentre_id\b/.test(
    statement.startsWith('insert') ? statement : statement.replace(/^.*?\bwhere\b/, ''),
  )
}
