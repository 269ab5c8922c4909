import { expect, test } from 'vitest'
import { strayStatements } from '#tests/support/stray-statements.ts'

const said = (text: string, by = 'pingchuang-city') =>
  `${by}|LOG:  execute <unnamed>: ${text}\n${by}|DETAIL:  parameters: $1 = 'x'\n`

test('a statement that reads cases and names no centre is found, once', () => {
  const stray = 'select "case_no" from "matter_case"\n\twhere "matter_case"."case_no" = $1'
  expect(strayStatements(said(stray) + said(stray))).toEqual([
    'select "case_no" from "matter_case" where "matter_case"."case_no" = $1',
  ])
})

test('naming the centre only among the columns that are read is not asking for it', () => {
  expect(strayStatements(said('select "centre_id" from "paper" where "paper_id" = $1'))).toHaveLength(1)
})

test.each([
  'select "case_no" from "matter_case" where "matter_case"."centre_id" = $1',
  'insert into paper (centre_id, case_id) select $1::text, r.* from jsonb_to_recordset($2::jsonb) as r (case_id text)',
  'update "log_head" set "applied_seq" = $1 where "log_head"."centre_id" = $2',
  'select "status" from "desk" where "desk"."desk_id" = $1 for update',
  'insert into "area" as a (area, desks_given) values ($1, 1) on conflict (area) do update set desks_given = 2',
])('%s is as it should be', (text) => {
  expect(strayStatements(said(text))).toEqual([])
})

test('only what the city sends counts, not the questions of a test', () => {
  expect(strayStatements(said('select body from journal where seq = $1', ''))).toEqual([])
})
