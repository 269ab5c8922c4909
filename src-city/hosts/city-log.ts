/** What a log line may carry: ids, codes and times. There is no field a name or a number of a person fits in. */
export type LogLine = {
  readonly event: string
  readonly requestId?: string
  readonly route?: string
  readonly status?: number
  readonly code?: string | undefined
  readonly reason?: string | undefined
  readonly deskId?: string | undefined
  readonly officeId?: string | undefined
  readonly ms?: number
  readonly n?: number
  /** Where a fault was thrown: file and line, never its message, which may quote what was being written. */
  readonly at?: readonly string[]
}

export type CityLog = (line: LogLine) => void

/** One JSON object a line. */
export function writingLog(write: (text: string) => void, nowMs: () => number): CityLog {
  return (line) => write(`${JSON.stringify({ ms_utc: nowMs(), ...line })}\n`)
}

/** The places of a stack trace without the message in front of them. */
export function placesOf(error: unknown): readonly string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return stack
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
    .slice(0, 6)
    .map((line) =>
      line.trim().replace(/\(?(?:file:\/\/)?\/.*\/(?=(?:src-city|src-shared|node_modules)\/)/, '('),
    )
}
