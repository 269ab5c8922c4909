import { useEffect, useRef } from 'react'
import { assert } from '#shared/kernel/fault.ts'
import { chordOf, isTextField } from '../components/chord.ts'

/** Deeper layers answer first; an overlay, and the key help over it, keep keys from everything below. */
const layers = ['app', 'screen', 'step', 'panel', 'overlay', 'help'] as const
export type Layer = (typeof layers)[number]
export type KeyActions = Readonly<Record<string, ((event: KeyboardEvent) => void) | undefined>>

type Scope = { readonly layer: Layer; readonly current: { actions: KeyActions } }

const scopes = new Set<Scope>()

/** Taken by input methods, WeChat, QQ or fcitx (ui.md UX-300). */
const reserved = new Set([
  'Ctrl+Space',
  'Ctrl+.',
  'Ctrl+;',
  'Ctrl+Shift+F',
  'Alt+A',
  'Ctrl+Alt+A',
  'Ctrl+Alt+Z',
  'Ctrl+Alt+W',
  'Ctrl+Alt+P',
])

/** Would reload, leave or cover the page; the window keeps what is on it (ui.md UX-302). */
const swallowed = new Set([
  'F1',
  'F3',
  'F5',
  'F6',
  'F7',
  'F8',
  'F9',
  'F12',
  'Ctrl+R',
  'Ctrl+Shift+R',
  'Ctrl+F5',
  'Ctrl+P',
  'Ctrl+S',
  'Backspace',
  'Alt+ArrowLeft',
  'Alt+ArrowRight',
])

/** Binds keys while the component stands. One listener serves the whole window. */
export function useKeys(layer: Layer, actions: KeyActions, active = true): void {
  const current = useRef({ actions })
  current.current.actions = actions
  useEffect(() => {
    if (!active) return
    const scope: Scope = { layer, current: current.current }
    return addScope(scope)
  }, [layer, active])
}

/** Starts the one listener; the answer stops it. */
export function listenToKeys(target: Window): () => void {
  const listener = (event: KeyboardEvent) => answerKey(event)
  target.addEventListener('keydown', listener)
  return () => target.removeEventListener('keydown', listener)
}

function addScope(scope: Scope): () => void {
  for (const chord of Object.keys(scope.current.actions))
    assert(!reserved.has(chord), `the key ${chord} belongs to the input method`)
  scopes.add(scope)
  return () => scopes.delete(scope)
}

function answerKey(event: KeyboardEvent): void {
  const chord = chordOf(event)
  if (chord === undefined || event.defaultPrevented) return
  if (belongsToElement(chord, event.target)) return
  const act = findAction(chord)
  if (act || swallowed.has(chord)) event.preventDefault()
  if (act && !event.repeat) act(event)
  else if (act && /Arrow|Page|Backspace/.test(chord)) act(event)
}

function findAction(chord: string): ((event: KeyboardEvent) => void) | undefined {
  for (const layer of layers.toReversed()) {
    const here = [...scopes].filter((scope) => scope.layer === layer)
    const found = here.filter((scope) => scope.current.actions[chord])
    assert(found.length <= 1, `the key ${chord} means two things in layer ${layer}`)
    if (found[0]) return found[0].current.actions[chord]
    const covers = layer === 'overlay' || layer === 'help'
    if (covers && here.length > 0 && !/^(F\d+|Alt\+\d|Shift\+Enter)$/.test(chord)) return undefined
  }
  return undefined
}

/** Plain characters type into fields; Enter and Space press the button they stand on, unless it is a radio. */
function belongsToElement(chord: string, target: EventTarget | null): boolean {
  if (isTextField(target)) return [...chord].length === 1 || chord === 'Space' || chord === 'Backspace'
  const presses = target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement
  if (!presses) return false
  return chord === 'Space' || (chord === 'Enter' && target.getAttribute('role') !== 'radio')
}
