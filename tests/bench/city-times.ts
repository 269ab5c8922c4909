import type { CityProcess } from '../support/city-process.ts'

type Request = {
  readonly event: string
  readonly route?: string
  readonly status?: number
  readonly ms: number
}

/** What the city says of each request in its own log, from the first byte to the answer. */
export function cityRequests(city: CityProcess): readonly Request[] {
  const heard: Request[] = []
  let text = ''
  city.child.stdout?.on('data', (part: Buffer) => {
    text += part.toString()
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) if (line.includes('"event":"request"')) heard.push(JSON.parse(line) as Request)
  })
  return heard
}
