import type { CityProcess } from '../support/city-process.ts'

/** What the city says in its own log about each push: from the first byte to the answer. */
export function cityTimes(city: CityProcess): { readonly pushMs: () => number; readonly reset: () => void } {
  let pushMs = 0
  let text = ''
  city.child.stdout?.on('data', (part: Buffer) => {
    text += part.toString()
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines)
      if (line.includes('"POST /v1/push"')) pushMs += (JSON.parse(line) as { ms: number }).ms
  })
  return {
    pushMs: () => pushMs,
    reset: () => {
      pushMs = 0
    },
  }
}
