import type { Catalogue } from '#shared/catalogue/schema.ts'
import { searchCatalogue } from '#shared/catalogue/search.ts'
import type { Role } from '#shared/domain/staff.ts'
import { type Command, findCommands, type Hands } from '../../app/commands.ts'
import type { Line } from './line.ts'

const shownMax = 8

export function commandLines(typed: string, role: Role, hands: Hands): readonly Line[] {
  return findCommands(typed, role).map((command) => commandLine(command, hands))
}

/** Enter takes the matter in; what else can be done with it lies one level deeper. */
export function matterLines(catalogue: Catalogue | undefined, typed: string, hands: Hands): readonly Line[] {
  if (!catalogue || typed === '') return []
  return searchCatalogue(catalogue, typed)
    .slice(0, shownMax)
    .map(({ item, matter: { kind, matterId, name } }) => {
      const begin = () => hands.startIntake({ matterId })
      return {
        id: `matter ${matterId}`,
        kind: kind === 'THEME' ? '一件事' : '事项',
        title: name,
        detail: item ? `${matterId} · 含「${item}」` : matterId,
        open: begin,
        deeper: {
          title: name,
          lines: [
            { id: 'intake', kind: '命令', title: '新建受理', open: begin },
            { id: 'consult', kind: '命令', title: '新建咨询', open: () => hands.consultOn(matterId) },
          ],
        },
      }
    })
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
