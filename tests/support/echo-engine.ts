import type { EngineToHost, HostToEngine } from '#main/hosts/engine-port.ts'

/**
 * A stand-in for the engine process: speaks the port's messages and knows nothing of a counter.
 *
 * `echo` answers with what was asked; the other names make it misbehave the way a real process can.
 */
let asked = 0

process.on('message', (message: HostToEngine) => {
  if (message.t === 'open') open(message.options.dataDir, message.options.deskSecret)
  if (message.t === 'message')
    hear(message.connection, message.message.id, message.message.name, message.message.input)
  if (message.t === 'stop') say({ t: 'stopped' })
})
process.on('disconnect', () => process.exit(0))

function open(dataDir: string, deskSecret: string): void {
  if (dataDir.includes('refuses'))
    return say({ t: 'failed', code: 'not-ours', sentence: '这份数据属于另一台电脑。' })
  if (dataDir.includes('dies')) process.exit(1)
  const secretBytes = Buffer.from(deskSecret, 'base64').length
  say({ t: 'ready', centreName: '麻山镇便民服务中心', recoveryCode: `secret of ${secretBytes} bytes` })
}

function hear(connection: string, id: number, name: string, input: unknown): void {
  asked += 1
  if (name === 'crash') process.exit(1)
  if (name === 'silence') return
  if (name === 'change') say({ t: 'change', what: 'journal' })
  const value = {
    connection,
    name,
    input,
    asked,
    argv: process.argv.slice(2),
    options: process.env.NODE_OPTIONS,
  }
  say({ t: 'message', connection, message: { t: 'answer', id, answer: { ok: true, value } } })
}

function say(message: EngineToHost): void {
  process.send?.(message)
}
