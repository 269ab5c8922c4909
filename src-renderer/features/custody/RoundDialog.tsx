import { useState } from 'react'
import type { RoundId } from '#shared/kernel/ids.ts'
import { CountPanel } from './CountPanel.tsx'
import type { Board } from './CustodyScreen.tsx'
import { LeavingPrompt } from './LeavingPrompt.tsx'
import type { RoundName } from './rounds.ts'
import type { SlipMade } from './SlipDone.tsx'
import { TripDone } from './TripDone.tsx'
import { TripPrompt } from './TripPrompt.tsx'

type Props = {
  readonly round: RoundName
  readonly board: Board
  readonly onBack: () => void
  readonly onSlip: (made: SlipMade) => void
}

/** The three that are about many bags: who carries what where, what is here, and who leaves. */
export function RoundDialog({ board, onBack, onSlip, round }: Props) {
  const [planned, setPlanned] = useState<RoundId>()
  const [home, setHome] = useState<{ readonly roundId: RoundId; readonly day: string }>()
  if (round === 'leaving') return <LeavingPrompt board={board} onBack={onBack} onDone={onSlip} />
  if (round === 'count') return <CountPanel title="盘点" onBack={onBack} />
  if (planned) return <TripDone roundId={planned} onClose={onBack} />
  if (home) return <CountPanel title="跑腿回来" roundId={home.roundId} onBack={onBack} />
  return <TripPrompt onBack={onBack} onPlanned={setPlanned} onHome={setHome} />
}
