import { Fault } from '#shared/kernel/fault.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { Caller, Contract, Handlers } from './procedure.ts'

/** What crosses the wire instead of an exception: enough for the clerk and for support, nothing else. */
export type FaultReport = { readonly code: string; readonly sentence: string; readonly faultId: string }

/** Turns a name and unknown data into a checked call: the same at every host. */
export async function dispatch<C extends Contract, Context extends { readonly caller: Caller }>(
  contract: C,
  handlers: Handlers<C, Context>,
  context: Context,
  name: string,
  input: unknown,
): Promise<Result<unknown, string>> {
  if (!Object.hasOwn(contract, name))
    throw new Fault('procedure-unknown', name, '窗口与程序版本不一致，请重新打开。')
  const procedure = contract[name as keyof C]
  if (!procedure) throw new Fault('procedure-unknown', name)
  if (!procedure.roles.includes(context.caller))
    throw new Fault('not-allowed', `${context.caller} may not ${name}`, '您的岗位不能做这一步，请换人登录。')
  const checked = procedure.input.safeParse(input)
  if (!checked.success) {
    const [issue] = checked.error.issues
    const where = issue?.path.join('.') ?? ''
    throw new Fault('input-malformed', `${name} ${where}`, `送来的内容不完整（${where || name}），没有记录。`)
  }
  const answer = await handlers[name as keyof C](context, checked.data as never)
  return answer.ok ? { ok: true, value: procedure.output.parse(answer.value) } : answer
}
