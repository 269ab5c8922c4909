import { Fault } from '#shared/kernel/fault.ts'
import type { Refusal, Result } from '#shared/kernel/result.ts'

/** Said before anything was asked of the city; the help follows. */
export class WrongArguments extends Fault {}

/**
 * Runs a command for people. Exit 0: done. 1: the city said no, code and sentence on stderr. 2: it was not asked, or
 * did not answer; after a slip of the command line the help follows.
 */
export async function runCommand(main: () => Promise<number>, help: () => string): Promise<void> {
  try {
    process.exitCode = await main()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    console.error(`${error.code}  ${error.sentence}`)
    if (error instanceof WrongArguments) console.error(`\n${help()}`)
    process.exitCode = 2
  }
}

/** A city that could not look, or had no time, was not asked; everything else it refused is a no. */
export function told<Value>(
  answer: Result<Value, string>,
  lines: (value: Value) => readonly string[],
  refusalLine: (refusal: Refusal<string>) => string,
): number {
  if (answer.ok) return say(lines(answer.value))
  console.error(refusalLine(answer.refusal))
  const status = Number(answer.refusal.detail['status'])
  return status >= 500 || status === 429 ? 2 : 1
}

export function say(lines: readonly string[]): number {
  for (const line of lines) console.log(line)
  return 0
}
