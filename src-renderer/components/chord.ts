import type { KeyboardEvent as ReactKeyboardEvent } from 'react'

type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey' | 'isComposing' | 'keyCode'
>

/** While an input method composes, a key belongs to it and to nobody else (ui.md UX-310). */
function isComposing(event: KeyPress): boolean {
  return event.isComposing || event.keyCode === 229
}

/**
 * The name of a key press as the key map writes it: `Ctrl+Enter`, `Alt+1`, `F2`, `R`.
 *
 * Alt with the number pad has no name: it enters character codes, and some scanners type that way.
 */
export function chordOf(event: KeyPress): string | undefined {
  if (isComposing(event) || event.metaKey) return undefined
  const key = keyName(event)
  if (!key) return undefined
  const shift = event.shiftKey && (key.length > 1 || event.ctrlKey || event.altKey)
  return [event.ctrlKey && 'Ctrl', event.altKey && 'Alt', shift && 'Shift', key].filter(Boolean).join('+')
}

/** A key handler for one element: the same guard and the same names as the shared listener. */
export function onChords(
  actions: Readonly<Record<string, ((event: ReactKeyboardEvent) => void) | undefined>>,
): (event: ReactKeyboardEvent) => void {
  return (event) => {
    const chord = chordOf(event.nativeEvent)
    const act = chord === undefined ? undefined : actions[chord]
    if (!act) return
    event.preventDefault()
    act(event)
  }
}

/** Whether typing here puts characters into a field. */
export function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  if (target instanceof HTMLElement && target.isContentEditable) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)
}

const modifiers = new Set([
  'Control',
  'Alt',
  'Shift',
  'Meta',
  'AltGraph',
  'CapsLock',
  'Process',
  'Unidentified',
])

function keyName({ key, code, altKey }: KeyPress): string | undefined {
  if (modifiers.has(key)) return undefined
  if (altKey && code.startsWith('Numpad')) return undefined
  if (altKey && code.startsWith('Digit')) return code.slice('Digit'.length)
  if (key === ' ') return 'Space'
  return key.length === 1 ? key.toUpperCase() : key
}
