import { z } from 'zod'
import { characters } from '#shared/kernel/characters.ts'

const text = characters
/** Days and instants as the exchange writes them; empty where nobody knows. */
const day = z.string().regex(/^(\d{8})?$/)
const time = z.string().regex(/^(\d{8}T\d{6})?$/)

/** How a row changed since the batch before: new, changed, or gone. */
export const Operation = z.enum(['I', 'U', 'D'])
export type Operation = z.infer<typeof Operation>

const row = {
  /** The same for the same row in every batch. */
  row_guid: z.uuid(),
  project_no: text(50),
  cd_operation: Operation,
  cd_time: time,
  cd_batch: text(50),
  data_source: text(50),
}

/** 受理信息: one item of a case, from its acceptance on. */
const Acceptance = z.strictObject({
  kind: z.literal('acceptance'),
  ...row,
  task_code: text(50),
  task_handle_item: text(50),
  task_name: text(300),
  task_version: text(50),
  applyer_name: text(60),
  applyer_type: text(1),
  applyer_page_type: text(3),
  applyer_page_code: text(30),
  contact_name: text(60),
  contact_type: text(3),
  contact_code: text(30),
  contact_mobile: text(20),
  legal: text(30),
  address: text(80),
  zip_code: text(6),
  apply_type: text(1),
  apply_date: day,
  accept_date: day,
  accept_doc_no: text(80),
  promise_date: day,
  org_code: text(18),
  org_name: text(300),
  handle_user_name: text(80),
  project_type: text(1),
})

/** 过程信息: one step of an item, with the time it began and the time it was done. */
const Process = z.strictObject({
  kind: z.literal('process'),
  ...row,
  process_name: text(20),
  event_name: text(40),
  handle_user_name: text(80),
  handle_explain: text(600),
  event_start_time: time,
  event_end_time: time,
})

/** 结果信息: what an item came to. */
const Result = z.strictObject({
  kind: z.literal('result'),
  ...row,
  result_type: text(1),
  result_date: day,
  result_cetr_name: text(80),
  result_cetr_no: text(80),
  result_explain: text(600),
  is_delivery_results: text(1),
  satisfaction: text(1),
})

/** 特别程序: a stop of the clock by law, or the one extension. */
const Special = z.strictObject({
  kind: z.literal('special'),
  ...row,
  special_type: text(1),
  special_name: text(40),
  special_reason: text(300),
  special_time: time,
  applyer_user_name: text(80),
  end_time: time,
  result: text(300),
  special_explain: text(300),
  handle_user: text(80),
})

/** 材料信息: one paper that was taken in for an item, or may follow. */
const Material = z.strictObject({
  kind: z.literal('material'),
  ...row,
  material_name: text(300),
  get_type: text(1),
  get_num: text(3),
  material_attach_name: text(300),
  remark: text(300),
})

/** The records of the national case exchange (domain.md 2.7), field by field under the names they have there. */
export const NationalRecord = z.discriminatedUnion('kind', [Acceptance, Process, Result, Special, Material])
export type NationalRecord = z.infer<typeof NationalRecord>
export type NationalKind = NationalRecord['kind']
export const nationalShapes = {
  acceptance: Acceptance,
  process: Process,
  result: Result,
  special: Special,
  material: Material,
} as const satisfies Readonly<Record<NationalKind, z.ZodType>>

export const nationalWords: Readonly<Record<NationalKind, string>> = {
  acceptance: '受理信息',
  process: '过程信息',
  result: '结果信息',
  special: '特别程序',
  material: '材料信息',
}

type Told = 'cd_operation' | 'cd_time' | 'cd_batch' | 'data_source'
type Unsent<Record> = Record extends unknown ? Omit<Record, Told> : never
/** A row as the history of a case gives it, before a batch says how it changed. */
export type NationalRow = Unsent<NationalRecord>
