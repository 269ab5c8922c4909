import { useLayoutEffect } from 'react'

/** A roll is as long as what stands on it, which only the layout knows. */
export function useRollLength(box: { readonly current: HTMLElement | null }, roll: boolean): void {
  useLayoutEffect(() => {
    if (!roll || !box.current) return
    const { height, width } = box.current.getBoundingClientRect()
    const rules = new CSSStyleSheet()
    const long = Math.ceil((height / width) * rollWidth) + 2
    rules.insertRule(`@page paper-roll { size: ${rollWidth}mm ${long}mm; margin: 0 }`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules]
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== rules)
    }
  })
}

const rollWidth = 80
