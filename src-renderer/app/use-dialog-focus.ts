import { type RefObject, useLayoutEffect, useRef } from 'react'
import { focusPlace } from '../components/focus-place.ts'

/**
 * Keys go to the first place of a dialog, or to the dialog itself, and afterwards back to where they came from;
 * where that place has gone meanwhile, to the line that stands in the list behind.
 */
export function useDialogFocus(first: string | undefined): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null)
  const before = useRef(document.activeElement)
  useLayoutEffect(() => {
    const from = before.current
    if (first === undefined || !focusPlace(first)) box.current?.focus()
    return () => {
      const stays = from instanceof HTMLElement && from !== document.body && from.isConnected
      const home = stays ? from : document.querySelector<HTMLElement>('main [role="row"][tabindex="0"]')
      home?.focus()
    }
  }, [first])
  return box
}
