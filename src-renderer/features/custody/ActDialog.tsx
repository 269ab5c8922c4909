import type { IncidentId } from '#shared/kernel/ids.ts'
import type { ActName, Things } from './acts.ts'
import { BackPrompt } from './BackPrompt.tsx'
import { ClosePrompt } from './ClosePrompt.tsx'
import { ColleaguePrompt } from './ColleaguePrompt.tsx'
import { CourierPrompt } from './CourierPrompt.tsx'
import type { Board } from './CustodyScreen.tsx'
import { FilePrompt } from './FilePrompt.tsx'
import { LabelDone } from './LabelDone.tsx'
import { LossDone, LossPrompt } from './LossPrompt.tsx'
import { type OfferMade, OfferPrompt } from './OfferPrompt.tsx'
import { OfferShown } from './OfferShown.tsx'
import { OverridePrompt } from './OverridePrompt.tsx'
import { ProxyPrompt } from './ProxyPrompt.tsx'
import { ReceivePrompt } from './ReceivePrompt.tsx'
import { ReturnPanel } from './ReturnPanel.tsx'
import { RoundDialog } from './RoundDialog.tsx'
import type { RoundName } from './rounds.ts'
import { SlipDone, type SlipMade } from './SlipDone.tsx'
import { StowPrompt } from './StowPrompt.tsx'
import { WindowPrompt } from './WindowPrompt.tsx'

/** What lies over the board: an act that asks, or the paper of one that is done. */
export type Open =
  | { readonly at: 'act'; readonly act: Exclude<ActName, 'label'>; readonly things: Things }
  | { readonly at: 'slip'; readonly made: SlipMade }
  | { readonly at: 'round'; readonly round: RoundName }
  | { readonly at: 'label'; readonly bagNo: string }
  | { readonly at: 'offer'; readonly made: OfferMade }
  | { readonly at: 'report'; readonly incidentId: IncidentId }

type Props = {
  readonly open: Open
  readonly board: Board
  readonly onOpen: (open: Open | undefined) => void
  /** The things have gone where they were to go. */
  readonly onGone: () => void
}

export function ActDialog({ board, onGone, onOpen, open }: Props) {
  const close = () => onOpen(undefined)
  const gone = (next: Open | undefined) => {
    onGone()
    onOpen(next)
  }
  const made = (slip: SlipMade) => gone({ at: 'slip', made: slip })
  switch (open.at) {
    case 'slip':
      return <SlipDone made={open.made} onClose={close} />
    case 'label':
      return <LabelDone bagNo={open.bagNo} centreName={board.centreName} onClose={close} />
    case 'report':
      return <LossDone incidentId={open.incidentId} onClose={close} />
    case 'offer':
      return <OfferShown made={open.made} centreName={board.centreName} onClose={close} />
    case 'round':
      return <RoundDialog round={open.round} board={board} onBack={close} onSlip={made} />
    case 'act':
      break
  }
  const { act, things } = open
  const asked = { things, onBack: close, onDone: made }
  switch (act) {
    case 'colleague':
      return <ColleaguePrompt {...asked} me={board.me} />
    case 'return':
      return <ReturnPanel {...asked} board={board} />
    case 'back':
      return <BackPrompt {...asked} />
    case 'stow':
      return (
        <StowPrompt
          things={things}
          today={board.today}
          onBack={close}
          onDone={(bagNo) => gone(bagNo ? { at: 'label', bagNo } : undefined)}
        />
      )
    case 'loss':
      return (
        <LossPrompt
          things={things}
          me={board.me}
          onBack={close}
          onDone={(incidentId) => gone(incidentId ? { at: 'report', incidentId } : undefined)}
        />
      )
    case 'proxy':
      return <ProxyPrompt {...asked} board={board} />
    case 'window':
      return <WindowPrompt {...asked} />
    case 'courier':
      return <CourierPrompt {...asked} />
    case 'file':
      return <FilePrompt {...asked} me={board.me} />
    case 'receive':
      return <ReceivePrompt {...asked} />
    case 'offer':
      return (
        <OfferPrompt
          things={things}
          onBack={close}
          onDone={(offered) => gone({ at: 'offer', made: offered })}
        />
      )
    case 'override':
      return <OverridePrompt things={things} onBack={close} onDone={() => gone(undefined)} />
    case 'close':
      return (
        <ClosePrompt
          things={things}
          me={board.me}
          onBack={close}
          onDone={(incidentId) => gone({ at: 'report', incidentId })}
        />
      )
  }
}
