import { create } from 'zustand'
import { wipeByHost } from '../../app/desk-client.ts'

/** How long a value may lie where any program can read it (security.md 1.2). */
const heldMs = 30_000
/** A window that is being closed never answers. */
const patienceMs = 500

type Held = {
  readonly place: Window
  readonly text: string
  readonly label: string
  readonly untilMs: number
}

type Clipboard = {
  /** What the clerk must know of it: the label, never the value. */
  readonly label: string | undefined
  readonly leftS: number
  /** Its time was up while another program had the focus; a browser lets no page clear it then. */
  readonly stuck: boolean
}

export const useClipboard = create<Clipboard>()(() => ({ label: undefined, leftS: 0, stuck: false }))

let held: Held | undefined
let timer: ReturnType<typeof setInterval> | undefined

/** Puts a value on the clipboard for half a minute; `false` when the browser would not. */
export async function put(place: Window, text: string, label: string): Promise<boolean> {
  try {
    await place.navigator.clipboard.writeText(text)
  } catch {
    return false
  }
  held = { place, text, label, untilMs: performance.now() + heldMs }
  clearInterval(timer)
  timer = setInterval(tick, 500)
  tick()
  return true
}

/**
 * Takes off the clipboard what was put there, now or as soon as a window of ours has the focus again.
 *
 * Somebody else's text stays where that can be known; reading asks the clerk for a permission, so without
 * one already given whatever lies there is overwritten by nothing.
 */
export async function wipe(): Promise<void> {
  const mine = held
  if (!mine) return
  const gone =
    (await wipeByHost(mine.text)) ||
    (await Promise.race([wipeFrom(mine.place, mine), noAnswer()])) ||
    (await wipeFrom(window, mine))
  // Meanwhile the next value may have been put there: that one has its own half minute.
  if (held !== mine) return
  if (gone) return forget()
  clearInterval(timer)
  useClipboard.setState({ stuck: true, leftS: 0 })
  for (const place of new Set([mine.place, window]))
    place.addEventListener('focus', () => held === mine && void wipe(), { once: true })
}

async function wipeFrom(place: Window, { text }: Held): Promise<boolean> {
  try {
    if (await isOurs(place, text)) await place.navigator.clipboard.writeText('')
    return true
  } catch {
    return false
  }
}

function noAnswer(): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), patienceMs))
}

async function isOurs({ navigator }: Window, text: string): Promise<boolean> {
  try {
    const name = 'clipboard-read' as PermissionName
    const { state } = await navigator.permissions.query({ name })
    return state !== 'granted' || (await navigator.clipboard.readText()) === text
  } catch {
    return true
  }
}

function tick(): void {
  if (!held) return
  const leftMs = held.untilMs - performance.now()
  if (leftMs <= 0) return void wipe()
  useClipboard.setState({ label: held.label, leftS: Math.ceil(leftMs / 1000), stuck: false })
}

function forget(): void {
  held = undefined
  clearInterval(timer)
  useClipboard.setState({ label: undefined, leftS: 0, stuck: false })
}
