import { existsSync, readFileSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { Role } from '#shared/domain/staff.ts'
import { Fault } from '#shared/kernel/fault.ts'
import type { EngineOptions } from './engine-port.ts'

const Setup = z.strictObject({
  cityUrl: z.url(),
  code: z.string().min(1),
  cityFingerprint: z.string().optional(),
  practice: z.boolean(),
  staff: z.array(z.strictObject({ name: z.string(), role: Role, badge: z.string(), pin: z.string() })),
})

/**
 * What the person who installs a desk leaves beside its data: which city, the enrolment code, the first people.
 *
 * The file holds a code and PINs, so it is removed as soon as the desk has opened with it.
 */
export function firstSetup(dataDir: string): {
  readonly setup: EngineOptions['setup']
  readonly done: () => void
} {
  const file = join(dataDir, 'setup.json')
  if (!existsSync(file)) return { setup: undefined, done: () => undefined }
  return { setup: readSetup(file), done: () => unlinkSync(file) }
}

function readSetup(file: string): z.infer<typeof Setup> {
  try {
    return Setup.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new Fault('setup-malformed', file, '安装设置文件 setup.json 写得不对，请联系运维重新生成。')
  }
}
