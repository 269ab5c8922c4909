import type { BrowserHost } from '../browser.ts'

/**
 * Gives the person at the terminal their two keys: Enter for a new one-time address, Ctrl+C to close.
 *
 * Ends when the host has ended, with the exit code for the process.
 */
export async function attachTerminal(
  host: BrowserHost,
  say: (line: string) => void = console.log,
): Promise<number> {
  const { promise: interrupted, resolve: interrupt } = Promise.withResolvers<'interrupted'>()
  const onEnter = (): void => {
    say('新地址（10 分钟内有效，只能用一次）：')
    say(host.newAddress())
  }
  const onSignal = (): void => interrupt('interrupted')
  process.stdin.on('data', onEnter)
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal)
  say('按回车键换一个新地址，按 Ctrl+C 关闭萍窗。')

  const ending = await Promise.race([host.ended, interrupted])
  process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('SIGHUP', onSignal)
  process.stdin.off('data', onEnter).pause()
  await host.stop()
  return ending !== 'interrupted' && ending.why === 'engine-down' ? 1 : 0
}
