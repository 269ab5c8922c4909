import { create } from 'zustand'
import type { Answer, Ask, Change, DeskContract, Name } from '#shared/contract/desk.ts'
import type { FaultReport } from '#shared/contract/dispatch.ts'
import type { Bridge } from '#shared/contract/wire.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { openDeskSocket, type SocketState } from './desk-socket.ts'

/** The refusal codes a procedure may answer with; the key type of every `words.ts`. */
export type RefusalCode<N extends Name> = DeskContract[N]['refusals'][number]

type DeskLink = {
  readonly state: SocketState
  readonly faults: readonly FaultReport[]
  readonly dismiss: () => void
}

/** How the window stands with the program behind it, and what that program could not do. */
export const useDeskLink = create<DeskLink>()((set) => ({
  state: 'open',
  faults: [],
  dismiss: () => set({ faults: [] }),
}))

let opened: Bridge | undefined
const listeners = new Set<(what: Change) => void>()

/** Asks the desk. A refusal comes back as a value; a fault is shown to the clerk and thrown. */
export const ask: Ask = async (name, input) => {
  try {
    return (await bridge().ask(name, input)) as never
  } catch (reason) {
    const report = reportOf(reason)
    tell(report)
    throw new Fault(report.code, report.faultId, report.sentence)
  }
}

export function onChange(listener: (what: Change) => void): () => void {
  listeners.add(listener)
  const stop = bridge().onChange(listener)
  return () => {
    listeners.delete(listener)
    stop()
  }
}

/** Prints what stands in the print area; `false` when no printer took it. */
export function printPage(): Promise<boolean> {
  return bridge().print()
}

/** Whether the host cleared the clipboard; under a browser there is no such host. */
export async function wipeByHost(text: string): Promise<boolean> {
  return (await bridge().wipeClipboard?.(text)) ?? false
}

function bridge(): Bridge {
  opened ??= (globalThis as { pingchuang?: Bridge }).pingchuang ?? openDeskSocket(socketUrl(), setState)
  return opened
}

function socketUrl(): string {
  const token = document.querySelector<HTMLMetaElement>('meta[name="app-token"]')?.content ?? ''
  return `${location.origin.replace('http', 'ws')}/desk?token=${encodeURIComponent(token)}`
}

function setState(state: SocketState): void {
  useDeskLink.setState({ state })
}

/**
 * A lost line is told in the status line. "Not allowed" may only mean that the program behind has been
 * started anew and knows nobody: then the lock screen says enough.
 */
function tell(report: FaultReport): void {
  if (report.code === 'connection-lost') return
  if (report.code !== 'not-allowed') return showFault(report)
  bridge()
    .ask('desk.overview', {})
    .then((answer) => {
      const somebody = answer.ok && (answer as Answer<'desk.overview'> & { ok: true }).value.signedIn
      if (somebody) showFault(report)
      else for (const listener of listeners) listener('session')
    })
    .catch(() => undefined)
}

function showFault(report: FaultReport): void {
  useDeskLink.setState(({ faults }) => ({ faults: [...faults, report].slice(-3) }))
}

function reportOf(reason: unknown): FaultReport {
  if (typeof reason === 'object' && reason !== null && 'sentence' in reason) return reason as FaultReport
  return {
    code: 'no-answer',
    sentence: '本机程序没有回答。已保存的内容不受影响，请再试一次。',
    faultId: reason instanceof Error ? reason.message.slice(0, 80) : '',
  }
}
