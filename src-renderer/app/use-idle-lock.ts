import { useEffect } from 'react'

const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/** Locks when nobody has touched keyboard or mouse for a while. */
export function useIdleLock(idleLockMs: number, lock: () => void, active: boolean): void {
  useEffect(() => {
    if (!active) return
    let timer = setTimeout(lock, idleLockMs)
    const touched = () => {
      clearTimeout(timer)
      timer = setTimeout(lock, idleLockMs)
    }
    for (const sign of signs) window.addEventListener(sign, touched, { passive: true, capture: true })
    return () => {
      clearTimeout(timer)
      for (const sign of signs) window.removeEventListener(sign, touched, { capture: true })
    }
  }, [idleLockMs, lock, active])
}
