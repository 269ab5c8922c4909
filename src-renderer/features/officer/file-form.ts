import type { OfficerRow } from '#shared/contract/officer.ts'
import { AssistTeam, Officer, OfficerPost } from '#shared/domain/officer.ts'
import { StaffId } from '#shared/kernel/ids.ts'
import type { FormField, Said } from '../../app/FormPrompt.tsx'
import { postWords, teamWords } from './words.ts'

type Person = { readonly staffId: string; readonly name: string }

const posts = (['CENTRE', 'TEAM', 'DEPARTMENT'] as const).map((value) => ({ value, label: postWords[value] }))
const teams = AssistTeam.options.map((value) => ({ value, label: teamWords[value] }))

/** What a filing asks for; the team or the department only where the officer was named by one. */
export function fileFields(
  said: Said,
  {
    backups,
    people,
  }: { readonly people: readonly Person[] | undefined; readonly backups: readonly Person[] },
): readonly FormField[] {
  const named = (person: Person) => ({ value: person.staffId, label: person.name })
  const others = backups.filter(({ staffId }) => staffId !== said['staffId'])
  return [
    ...(people ? [{ kind: 'choice', key: 'staffId', label: '谁', options: people.map(named) } as const] : []),
    { kind: 'choice', key: 'post', label: '在哪里任专员', options: posts },
    ...(said['post'] === 'TEAM'
      ? [{ kind: 'choice', key: 'team', label: '专业队伍', options: teams } as const]
      : []),
    ...(said['post'] === 'DEPARTMENT'
      ? [{ kind: 'line', key: 'deptName', label: '派驻部门', wide: true } as const]
      : []),
    { kind: 'line', key: 'filingNo', label: '登记备案号', maxLength: 40 },
    { kind: 'line', key: 'phone', label: '公示电话', maxLength: 20 },
    { kind: 'date', key: 'filedOn', label: '备案日期' },
    { kind: 'date', key: 'validTo', label: '有效期到（当天仍有效）' },
    { kind: 'date', key: 'approvedOn', label: '县级同意日期', hint: '县里还没同意的空着，同意前不能当专员' },
    { kind: 'line', key: 'approvalNo', label: '县级同意文号', maxLength: 60 },
    {
      kind: 'choice',
      key: 'backupId',
      label: 'B 岗（本人不在时顶岗）',
      options: [{ value: '', label: '没有' }, ...others.map(named)],
    },
    ...(people
      ? []
      : [{ kind: 'date', key: 'withdrawnOn', label: '撤销备案日期', hint: '没有撤销的空着' } as const]),
  ]
}

export function startOf(row: OfficerRow | undefined, today: string): Said {
  if (!row) return { post: 'CENTRE', filedOn: today }
  return {
    staffId: row.staffId,
    post: row.post,
    team: row.team ?? '',
    deptName: row.deptName ?? '',
    filingNo: row.filingNo,
    phone: row.phone ?? '',
    filedOn: row.filedOn,
    validTo: row.validTo,
    approvedOn: row.approval?.on ?? '',
    approvalNo: row.approval?.docNo ?? '',
    backupId: row.backupId ?? '',
    withdrawnOn: row.withdrawnOn ?? '',
  }
}

/** The filing as it was said, or the sentence of what is still to be said. */
export function officerOf(said: Said): Officer | string {
  const text = (key: string) => said[key]?.trim() ?? ''
  const staffId = StaffId.safeParse(text('staffId'))
  if (!staffId.success) return '请选一位同事。'
  if (!text('filingNo')) return '请填登记备案号，按县政务服务管理机构给的写。'
  if (!text('filedOn') || !text('validTo')) return '请填备案日期和有效期。'
  const post = OfficerPost.parse(text('post'))
  const team = AssistTeam.safeParse(text('team'))
  const docNo = text('approvalNo')
  return Officer.parse({
    staffId: staffId.data,
    post,
    ...(post === 'TEAM' && team.success ? { team: team.data } : {}),
    ...(post === 'DEPARTMENT' && text('deptName') ? { deptName: text('deptName') } : {}),
    filingNo: text('filingNo'),
    filedOn: text('filedOn'),
    validTo: text('validTo'),
    ...(text('approvedOn') ? { approval: { on: text('approvedOn'), ...(docNo ? { docNo } : {}) } } : {}),
    ...(text('withdrawnOn') ? { withdrawnOn: text('withdrawnOn') } : {}),
    ...(text('phone') ? { phone: text('phone') } : {}),
    ...(text('backupId') ? { backupId: text('backupId') } : {}),
  })
}
