import type { Catalogue } from '#shared/catalogue/schema.ts'
import { type Found, searchCatalogue } from '#shared/catalogue/search.ts'
import type { CaseRow } from '#shared/contract/case.ts'
import type { Answer } from '#shared/contract/desk.ts'
import type { FoundPaper, FoundParty } from '#shared/contract/find.ts'
import type { DraftSummary } from '#shared/contract/intake.ts'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { paperWords } from '#shared/domain/paper.ts'
import type { Role } from '#shared/domain/staff.ts'
import { type Command, findCommands, type Hands } from '../../app/commands.ts'
import { matterLook } from '../../app/states.ts'
import { useTyping } from '../../app/typing.ts'
import type { Level, Line } from './line.ts'

export type Answered = (Answer<'find.anything'> & { ok: true })['value']
type Person = (Answer<'find.person'> & { ok: true })['value']

const mattersMax = 6
const draftsMax = 4

/** The answer of the desk between what the window knows itself: what was spelt whole comes first. */
export function linesOf(
  query: string,
  known: {
    readonly catalogue: Catalogue | undefined
    readonly drafts: readonly DraftSummary[]
    readonly answered: Answered | undefined
  },
  role: Role,
  hands: Hands,
): readonly Line[] {
  if (query.startsWith('>')) return findCommands(query.slice(1), role).map((each) => commandLine(each, hands))
  const commands = findCommands(query, role)
  if (query === '') return commands.map((each) => commandLine(each, hands))
  const whole = commands.filter(({ letters }) => letters.includes(query))
  const matters = known.catalogue ? searchCatalogue(known.catalogue, query).slice(0, mattersMax) : []
  const named = matters.filter(({ rank }) => rank <= 1)
  const { cases = [], papers = [], parties = [] } = known.answered ?? {}
  return [
    ...whole.map((each) => commandLine(each, hands)),
    ...named.map((each) => matterLine(each, hands)),
    ...cases.map((row) => caseLine(row, hands)),
    ...parties.map(partyLine),
    ...papers.map((paper) => paperLine(paper, hands)),
    ...draftsWith(query, known.drafts).map((draft) => draftLine(draft, hands)),
    ...matters.filter((each) => !named.includes(each)).map((each) => matterLine(each, hands)),
    ...commands.filter((each) => !whole.includes(each)).map((each) => commandLine(each, hands)),
  ]
}

/** What is open of somebody first; the card is asked for again where something new begins. */
export function personLevel({ cases, originalsHeld, party }: Person, hands: Hands): Level {
  const held = originalsHeld > 0 ? `原件在中心保管 ${originalsHeld} 件` : '没有原件在中心'
  return {
    title: [party.name, ...whoOf(party)].join(' · '),
    note: [party.phone && `电话 ${party.phone}`, ...whereOf(party), held].filter(Boolean).join(' · '),
    lines: [
      ...cases.map((row) => caseLine(row, hands)),
      { id: 'intake', kind: '命令', title: '新建受理，重新看证件', keys: 'F2', open: hands.newIntake },
    ],
  }
}

function partyLine(party: FoundParty): Line {
  return {
    id: `party ${party.partyId}`,
    kind: party.kind === 'PERSON' ? '人' : '单位',
    title: party.name,
    priority: party.priority,
    detail: [...whoOf(party), ...whereOf(party), `${party.cases} 件`].join(' · '),
    partyId: party.partyId,
  }
}

function whoOf({ age, idNumber }: FoundParty): readonly string[] {
  return [...(age === undefined ? [] : [`${age} 岁`]), idNumber || '号码待核']
}

function whereOf({ address, lastSeen }: FoundParty): readonly string[] {
  return [...(address ? [address] : []), `最近 ${dayText(lastSeen)}`]
}

function caseLine(row: CaseRow, hands: Hands): Line {
  const { applicantName, caseId, caseNo, items, matterName, priority, receivedOn } = row
  const open = () => hands.go({ at: 'case', caseId, from: 'cases' })
  const title = `${matterName} · ${applicantName}`
  return {
    id: `case ${caseId}`,
    kind: '办件',
    title,
    priority,
    detail: [
      matterLook(items.map(({ state }) => state)).word,
      `${dayText(receivedOn)}收件`,
      formatCaseNo(caseNo),
    ].join(' · '),
    open,
    deeper: {
      title,
      lines: [
        { id: 'open', kind: '命令', title: '打开，办下一步、打印', open },
        {
          id: 'copy',
          kind: '命令',
          title: '复制编号',
          detail: formatCaseNo(caseNo),
          open: () => void navigator.clipboard.writeText(caseNo).catch(() => undefined),
        },
        {
          id: 'typing',
          kind: '命令',
          title: '录入助手',
          keys: 'Alt+C',
          open: () => useTyping.getState().open(caseId),
        },
        { id: 'intake', kind: '命令', title: '新建受理', keys: 'F2', open: hands.newIntake },
      ],
    },
  }
}

function paperLine({ caseId, docNo, kind, matterName, paperId }: FoundPaper, hands: Hands): Line {
  return {
    id: `paper ${paperId}`,
    kind: '单子',
    title: `${paperWords[kind]} ${docNo}`,
    detail: matterName,
    open: () => hands.go({ at: 'case', caseId, from: 'cases' }),
  }
}

function draftLine({ applicantName, draftId, matterName }: DraftSummary, hands: Hands): Line {
  return {
    id: `draft ${draftId}`,
    kind: '草稿',
    title: matterName ?? '还没选事项',
    detail: applicantName || '还没填办事人',
    open: () => hands.openDraft(draftId),
  }
}

function draftsWith(query: string, drafts: readonly DraftSummary[]): readonly DraftSummary[] {
  return drafts
    .filter(
      ({ applicantName, matterName = '' }) => applicantName.includes(query) || matterName.includes(query),
    )
    .slice(0, draftsMax)
}

/** Enter takes the matter in; what else can be done with it lies one level deeper. */
function matterLine({ item, matter: { kind, matterId, name } }: Found, hands: Hands): Line {
  const open = () => hands.startIntake({ matterId })
  return {
    id: `matter ${matterId}`,
    kind: kind === 'THEME' ? '一件事' : '事项',
    title: name,
    detail: item ? `${matterId} · 含「${item}」` : matterId,
    open,
    deeper: {
      title: name,
      lines: [
        { id: 'intake', kind: '命令', title: '新建受理', open },
        { id: 'consult', kind: '命令', title: '新建咨询', open: () => hands.consultOn(matterId) },
      ],
    },
  }
}

function commandLine({ key, run, word }: Command, hands: Hands): Line {
  return {
    id: `command ${word}`,
    kind: '命令',
    title: word,
    ...(key ? { keys: key } : {}),
    open: () => run(hands),
  }
}
