import { useRef } from 'react'
import type { PartyId } from '#shared/kernel/ids.ts'
import { ask } from '../../app/desk-client.ts'

/** What the desk knows of the person in hand: asked by the number, used only after they said yes. */
export function useKnown() {
  const partyId = useRef<PartyId>(undefined)
  return {
    /** Whether the person goes first by age; who it is the desk keeps in mind. */
    find: async (kind: 'PERSON' | 'ORGANISATION', idNumber: string): Promise<boolean> => {
      partyId.current = undefined
      const answer = await ask('party.lookup', { kind, idNumber }).catch(() => undefined)
      if (!answer?.ok) return false
      partyId.current = answer.value.known?.partyId
      return answer.value.elderly
    },
    /** The telephone of an earlier case. */
    phone: async (): Promise<string> => {
      if (!partyId.current) return ''
      const past = await ask('party.past', { partyId: partyId.current, agreed: true }).catch(() => undefined)
      return past?.ok ? (past.value.past.phone?.value ?? '') : ''
    },
  }
}
