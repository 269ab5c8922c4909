import type { AssistPaper } from '#shared/contract/assist-paper.ts'
import { LetterSheet } from './LetterSheet.tsx'
import { PauseSheet } from './PauseSheet.tsx'
import { RegistrationSheet } from './RegistrationSheet.tsx'
import { VisitSheet } from './VisitSheet.tsx'

/** One paper of 小萍帮办 as it leaves the printer. */
export function AssistPaperSheet({ sheet }: { readonly sheet: AssistPaper }) {
  switch (sheet.kind) {
    case 'D8':
      return <RegistrationSheet sheet={sheet} />
    case 'D9':
      return <LetterSheet sheet={sheet} copy="存档联" />
    case 'D11':
      return <PauseSheet sheet={sheet} />
    case 'D8-VISIT':
      return <VisitSheet sheet={sheet} />
  }
}
