import { useState } from 'react'
import { HandQr } from '../../papers/CaseCode.tsx'

/** Codes one after the other, each as large as the screen allows; the other desk reads them in any order. */
export function useCodeShow(parts: readonly string[]) {
  const [at, setAt] = useState(0)
  const n = Math.min(at, Math.max(0, parts.length - 1))
  const turn = (by: number) => setAt(Math.max(0, Math.min(parts.length - 1, n + by)))
  return { n, last: n >= parts.length - 1, turn }
}

export function CodeShow({ n, parts }: { readonly parts: readonly string[]; readonly n: number }) {
  const part = parts[n]
  return (
    <figure className="code-show">
      {part ? <HandQr code={part} label={`第 ${n + 1} 个码，共 ${parts.length} 个`} /> : null}
      <figcaption>
        第 <b>{n + 1}</b> 个码，共 <b>{parts.length}</b> 个
      </figcaption>
    </figure>
  )
}
