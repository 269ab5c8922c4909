/** What a service answers: the value, or a refusal the clerk can act on. */
export type Result<Value, Code extends string = never> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal<Code> }

/** A rule said no. The code is part of the contract; the detail fills in its sentence. */
export type Refusal<Code extends string> = { readonly code: Code; readonly detail: Detail }
export type Detail = Readonly<Record<string, string>>

export function ok<Value>(value: Value): Result<Value> {
  return { ok: true, value }
}

export function refuse<Code extends string>(code: Code, detail: Detail = {}): Result<never, Code> {
  return { ok: false, refusal: { code, detail } }
}
