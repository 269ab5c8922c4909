import '#shared/loading/quick-drizzle.ts'
import { mkdirSync } from 'node:fs'
import { enableCompileCache, flushCompileCache } from 'node:module'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Fault } from '#shared/kernel/fault.ts'
import { placesOf, writingLog } from './city-log.ts'
import { readConfig } from './config.ts'

const log = writingLog((text) => process.stdout.write(text), Date.now)

/** `npm run city`: one city until it is told to stop. */
async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env)
  // In our own folder, where nobody else may put code for us.
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 })
  enableCompileCache(join(config.dataDir, 'compiled'))
  // Linked only now: by then the loader knows the short way, and what it compiled the last time.
  const { startCity } = await import('./start-city.ts')
  const city = await startCity({ ...config, pushThreads: config.pushThreads ?? availableParallelism(), log })
  let stopping = false
  const stop = async (signal: string) => {
    if (stopping) return
    stopping = true
    log({ event: 'stopping', reason: signal })
    await city.close()
    log({ event: 'stopped' })
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal).catch(give))
  const { cityId, cityEpoch } = city.identity
  process.stdout.write(
    `${JSON.stringify({ event: 'ready', url: city.url, cityId, cityEpoch, durable: city.durable })}\n`,
  )
  // Whoever is killed has kept it too.
  flushCompileCache()
  const on = config.databaseUrl ? 'PostgreSQL' : `PGlite（${config.dataDir}）`
  process.stdout.write(`市级服务已就绪：${city.url}，数据库 ${on}，第 ${cityEpoch} 代。按 Ctrl+C 停止。\n`)
  process.stdout.write(`${copyLine(city.durable, config.standby)}\n`)
}

/** Whoever starts a city reads here whether desks will ever clear a picture. */
function copyLine(durable: boolean, standby: string | undefined): string {
  if (!durable) return '内嵌数据库不作为可靠副本：各窗口保留全部记录和照片，不做清理。'
  return standby
    ? `备机 ${standby} 写盘以后，才算另有备份，各窗口才可清理旧照片。`
    : '没有指定备机：备份经 npm run backup 核对以后，各窗口才可清理旧照片。'
}

function give(error: unknown): void {
  if (error instanceof Fault) process.stderr.write(`${error.sentence}\n${error.message}\n`)
  else process.stderr.write('市级程序没有启动成功，请联系运维。\n')
  const code = error instanceof Fault ? error.code : ((error as { code?: string }).code ?? 'unknown')
  log({ event: 'fault', code, at: placesOf(error) })
  process.exit(1)
}

process.on('uncaughtException', give)
await main().catch(give)
