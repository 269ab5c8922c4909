import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { isOwn, ownOrigin } from './own-origin.ts'

/** The only names a window can call; kept here so that preload and main cannot drift apart. */
export const channels = { ask: 'desk:ask', print: 'desk:print', change: 'desk:change' } as const

export type SenderRefusal = 'unknown-window' | 'no-frame' | 'sub-frame' | 'foreign-origin'

/**
 * The only way a window reaches main: every call is checked for who sends it, before anything is read of it.
 *
 * `senderFrame` is null once a page has moved on, and a frame inside a page is not the page.
 */
export function handleOwn(
  ipc: IpcMain,
  channel: string,
  windows: Pick<ReadonlySet<number>, 'has'>,
  onRefused: (channel: string, why: SenderRefusal) => void,
  work: (sender: WebContents, input: readonly unknown[]) => unknown,
): void {
  ipc.handle(channel, (event, ...input: unknown[]) => {
    const refusal = checkSender(event, windows)
    if (refusal) {
      onRefused(channel, refusal)
      throw new Error(refusal)
    }
    return work(event.sender, input)
  })
}

export function checkSender(
  event: IpcMainInvokeEvent,
  windows: Pick<ReadonlySet<number>, 'has'>,
): SenderRefusal | undefined {
  const { sender, senderFrame: frame } = event
  if (sender.isDestroyed() || !windows.has(sender.id)) return 'unknown-window'
  if (!frame) return 'no-frame'
  if (frame.parent !== null || frame !== sender.mainFrame) return 'sub-frame'
  return frame.origin === ownOrigin && isOwn(frame.url) ? undefined : 'foreign-origin'
}
