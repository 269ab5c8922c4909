import type { Day } from '#shared/domain/day.ts'
import { type DepartmentAct, feedKindOf } from '#shared/domain/department-act.ts'
import type { EntryId } from '#shared/kernel/ids.ts'
import { noHash } from '#shared/protocol/entry.ts'
import { type ActCode, applyDepartmentAct } from './apply/department-act.ts'
import { type DeskFacts, stageOfCases } from './apply/stage.ts'
import { writeStage } from './apply/write-stage.ts'
import { lockLog } from './record.ts'
import { recordFeed } from './record-feed.ts'
import type { Writer } from './store.ts'

export { type ActCode, actSentence } from './apply/department-act.ts'

/** The log of the desk a case belongs to, with what applying needs to know of the desk. */
export type CaseLog = DeskFacts & { readonly epoch: number }

/** Takes the log of the desk, so that the act has one place among its entries; answers how far it has come. */
export async function lockCaseLog(writer: Writer, log: CaseLog): Promise<number> {
  return (await lockLog(writer, log, noHash)).seq
}

export type Told = Pick<DepartmentAct, 'from' | 'to'> & { readonly feedSeq: number }

/** The only way a department's act reaches the city: item, feed and order in one transaction. */
export async function recordDepartmentAct(
  writer: Writer,
  log: CaseLog,
  afterSeq: number,
  act: Omit<DepartmentAct, 'from' | 'to' | 'after'>,
  told: { readonly entryId: EntryId; readonly salt: string; readonly nowMs: number; readonly today: Day },
): Promise<ActCode | Told | undefined> {
  const stage = await stageOfCases(writer, log, new Set([act.caseId]), (act.asks?.length ?? 0) > 0)
  const step = applyDepartmentAct(stage, act, told.today)
  if (typeof step !== 'object') return step
  const after = { deskId: log.deskId, epoch: log.epoch, seq: afterSeq }
  const body = { ...act, ...step, after, salt: told.salt }
  const telling = { entryId: told.entryId, kind: feedKindOf(act.move), caseId: act.caseId, body }
  const feedSeq = await recordFeed(writer, log.centreId, [telling], told.nowMs)
  const image = stage.cases.get(act.caseId)
  const item = image?.items.get(act.itemNo)
  if (image && item) image.items.set(act.itemNo, { ...item, actedSeq: feedSeq })
  await writeStage(writer, stage, told.nowMs)
  return { ...step, feedSeq }
}
