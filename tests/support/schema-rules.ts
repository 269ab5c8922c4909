import type { BareSql } from '#city/store/database.ts'
import { references } from './stray-statements.ts'

type Rule = { readonly of: string; readonly broken: string }

const ofCentres = `t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition
  AND t.relname <> ALL (string_to_array('${references.join(',')}', ','))`

/** The rules of sync.md F.3 that a schema can break, each with a question that answers what breaks it. */
const rules: readonly Rule[] = [
  {
    of: '1: the centre comes first in every key and index',
    broken: `SELECT t.relname || ' ' || i.indexrelid::regclass AS it FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
      LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
      WHERE ${ofCentres} AND a.attname IS DISTINCT FROM 'centre_id'
      UNION ALL SELECT t.relname FROM pg_class t WHERE ${ofCentres}
        AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = t.oid AND i.indisprimary)`,
  },
  {
    of: '2: a row belongs to a centre',
    broken: `SELECT t.relname AS it FROM pg_class t LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'centre_id'
      WHERE ${ofCentres} AND a.attnotnull IS NOT TRUE`,
  },
  {
    of: '3: the journal is kept by centre, desk, epoch and place',
    broken: `SELECT pg_get_constraintdef(oid) AS it FROM pg_constraint WHERE conrelid = 'journal'::regclass AND contype = 'p'
      AND pg_get_constraintdef(oid) NOT LIKE 'PRIMARY KEY (centre_id, desk_id, epoch, seq, %'`,
  },
  {
    of: '6: nothing of a centre hangs on a row by a foreign key',
    broken: `SELECT t.relname || ' ' || c.conname AS it FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
      WHERE ${ofCentres} AND c.contype = 'f'`,
  },
  {
    of: '7, 13: no numbers from a sequence',
    broken: `SELECT relname AS it FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
      UNION ALL SELECT attrelid::regclass || '.' || attname FROM pg_attribute a JOIN pg_class t ON t.oid = attrelid
        WHERE attidentity <> '' AND t.relnamespace = 'public'::regnamespace`,
  },
  {
    of: '8: the journal lies in parts, and every unique key knows which',
    broken: `SELECT 'journal is one table' AS it WHERE NOT EXISTS (SELECT FROM pg_partitioned_table WHERE partrelid = 'journal'::regclass)
      UNION ALL SELECT i.indexrelid::regclass::text FROM pg_partitioned_table p JOIN pg_index i ON i.indrelid = p.partrelid
        WHERE i.indisunique AND NOT (i.indkey::int2[] @> p.partattrs::int2[])`,
  },
  {
    of: '9: persons are not to be searched for',
    broken: `SELECT table_name || '.' || column_name AS it FROM information_schema.columns WHERE table_schema = 'public'
      AND column_name ~ '(^|_)(id_no|id_number|phone|mobile|applicant|person|address)(_|$)'`,
  },
  {
    of: '14: triggers only keep rows as they are',
    broken: `SELECT tgrelid::regclass || ' ' || tgname AS it FROM pg_trigger WHERE NOT tgisinternal AND tgname !~ '_stays$'`,
  },
  {
    of: '16: times are numbers, days are text',
    broken: `SELECT table_name || '.' || column_name AS it FROM information_schema.columns WHERE table_schema = 'public'
      AND (data_type ~ 'time|date|interval' OR (column_name ~ '_ms$' AND data_type <> 'bigint'))`,
  },
  {
    of: '17: no files in the database',
    broken: `SELECT table_name || '.' || column_name AS it FROM information_schema.columns
      WHERE table_schema = 'public' AND data_type IN ('bytea', 'oid')`,
  },
  {
    of: 'rows of a centre are guarded by row security',
    broken: `SELECT t.relname AS it FROM pg_class t WHERE ${ofCentres} AND NOT (t.relrowsecurity AND 2 =
      (SELECT count(*) FROM pg_policy p WHERE p.polrelid = t.oid AND p.polname IN ('named_centres', 'all_centres')))`,
  },
]

/** What of a database breaks which rule; empty is right. */
export async function brokenRules(bare: BareSql): Promise<readonly string[]> {
  const faults: string[] = []
  for (const { broken, of } of rules)
    for (const row of await bare.rows(broken)) faults.push(`${of}: ${String(row['it'])}`)
  return faults
}

const rewrites =
  /\b(?:drop\s+column|rename\s+column|update\s+journal|delete\s+from\s+(?:journal|feed)|drop\s+table\s+(?!given_back|taken))\b/i

/** Rule 18: a step adds; it takes nothing away and rewrites no journal. */
export function rewritesOf(sql: string): boolean {
  return rewrites.test(sql.replaceAll(/--.*$/gm, ''))
}
