import { type RefObject, useLayoutEffect, useRef } from 'react'
import { focusPlace } from '../components/focus-place.ts'

/** Keys go to the first place of a dialog, or to the dialog itself, and afterwards back to where they came from. */
export function useDialogFocus(first: string | undefined): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null)
  const before = useRef(document.activeElement)
  useLayoutEffect(() => {
    const from = before.current
    if (first === undefined || !focusPlace(first)) box.current?.focus()
    return () => {
      if (from instanceof HTMLElement && from.isConnected) from.focus()
    }
  }, [first])
  return box
}
