import type { z } from 'zod'
import type { Role } from '#shared/domain/staff.ts'
import type { Result } from '#shared/kernel/result.ts'

/** `nobody` is a desk at which no one has signed in: the lock screen. */
export type Caller = Role | 'nobody'

export type Procedure = {
  readonly roles: readonly Caller[]
  readonly input: z.ZodType
  readonly output: z.ZodType
  readonly refusals: readonly string[]
}
export type Contract = Readonly<Record<string, Procedure>>

export type InputOf<P extends Procedure> = z.output<P['input']>
export type AnswerOf<P extends Procedure> = Result<z.output<P['output']>, P['refusals'][number]>

/** Checks the shape of a contract and keeps its literal types. */
export function contract<const C extends Contract>(procedures: C): C {
  return procedures
}

/**
 * One handler a procedure. Missing, misspelt or over-refusing handlers do not compile.
 *
 * A handler may answer later only because a PIN is hashed off the main thread; what happens inside
 * `Store.write` stays synchronous, since a promise is not a `Result`.
 */
export type Handlers<C extends Contract, Context> = {
  readonly [Name in keyof C]: (
    context: Context,
    input: InputOf<C[Name]>,
  ) => AnswerOf<C[Name]> | Promise<AnswerOf<C[Name]>>
}

export type Client<C extends Contract> = <Name extends keyof C & string>(
  name: Name,
  input: z.input<C[Name]['input']>,
) => Promise<AnswerOf<C[Name]>>
