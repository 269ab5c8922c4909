import type { z } from 'zod'
import { basisWords } from '#shared/domain/erasure.ts'
import { roleWords } from '#shared/domain/staff-words.ts'
import { dateOf, timeOf } from '#shared/kernel/instants.ts'
import type { Refusal } from '#shared/kernel/result.ts'
import type { Routes } from '../../routes/contract.ts'
import { columns } from '../columns.ts'
import { refusalLine as usualLine } from '../office/tell.ts'

type Output<Name extends keyof Routes> = z.output<Routes[Name]['output']>

const nobody: Readonly<Record<string, string>> = {
  centreId: '没有这个中心，请核对中心代码，或用 open 登记。',
  deskId: '没有这个窗口，或者不在这个中心，请用 desks 查看。',
  off: '这个中心没有这个人，请用 people 查看。',
  caseNo: '这个中心没有这个办件，请核对办件编号。',
}

export function refusalLine(refusal: Refusal<string>): string {
  const sentence = refusal.code === 'not-found' ? nobody[refusal.detail['field'] ?? ''] : undefined
  return sentence === undefined ? usualLine(refusal) : `${refusal.code}  ${sentence}`
}

export function codeLines({ cityFingerprint, code, expiresMs }: Output<'makeCode'>): readonly string[] {
  return [
    `登记码：${code}（只能用一次，${momentOf(expiresMs)} 前有效）`,
    `市级指纹：${cityFingerprint}（念给中心负责人，工作台上显示的应当一样）`,
  ]
}

export function deskLines({ desks }: Output<'desks'>): readonly string[] {
  if (desks.length === 0) return ['还没有登记窗口。']
  const rows = desks.map(({ centreId, centreName, deskId, deskPart, seenMs, status, waiting }) => [
    deskId,
    centreId,
    centreName,
    deskPart,
    status === 'ACTIVE' ? '在用' : '已停用',
    seenMs === null ? '没有联系过' : momentOf(seenMs),
    waiting === null ? '—' : String(waiting),
  ])
  return columns([['窗口编号', '中心代码', '中心', '窗口', '状态', '最近联系', '没上传的'], ...rows])
}

export function peopleLines({ people, toldMs }: Output<'roster'>): readonly string[] {
  if (people.length === 0) return ['这个中心的窗口还没有报来人员。']
  const rows = people.map(({ badge, name, off, role, staffId }) => [
    staffId,
    name,
    roleWords[role],
    badge,
    off ? '已停用' : '在用',
  ])
  return [
    ...columns([['人员编号', '姓名', '岗位', '工号', '状态'], ...rows]),
    toldMs === null ? '还没有下发过名单。' : `名单最近下发：${momentOf(toldMs)}。`,
  ]
}

export function commandLines({ commands }: Output<'commands'>): readonly string[] {
  if (commands.length === 0) return ['没有向这个中心要求过什么。']
  const rows = commands.map(({ desks, givenMs, what }) => [
    momentOf(givenMs),
    `照片留 ${what.days} 天`,
    `${desks.length} 个窗口，${desks.filter(({ taken }) => taken).length} 个已收到`,
  ])
  return columns([['时间', '要求', '收到'], ...rows])
}

export function erasedLines({
  caseNo,
  centres,
  entries,
  pictures,
}: Output<'confirmErasure'>): readonly string[] {
  return [
    `已删除：${caseNo}，${entries} 条记录、${pictures} 张照片里的个人信息。编号、日期和统计保留。`,
    `已下发给 ${centres.length} 个中心，各窗口联网后删除本机的；用 erased 查看几个窗口已收到。`,
  ]
}

export function erasureLines({ erasures }: Output<'erasures'>): readonly string[] {
  if (erasures.length === 0) return ['没有申请过删除。']
  const rows = erasures.map(
    ({ askedBy, askedMs, basis, caseNo, confirmedBy, confirmedMs, desks, heard, reference }) => [
      caseNo,
      basisWords[basis],
      reference,
      `${askedBy} ${momentOf(askedMs)}`,
      confirmedMs === null ? '等待另一人确认' : `${confirmedBy ?? ''} ${momentOf(confirmedMs)}`,
      confirmedMs === null ? '—' : `${desks} 个窗口，${heard} 个已收到`,
    ],
  )
  return columns([['办件编号', '依据', '文号', '申请', '确认', '收到'], ...rows])
}

function momentOf(ms: number): string {
  return `${dateOf(ms)} ${timeOf(ms)}`
}
