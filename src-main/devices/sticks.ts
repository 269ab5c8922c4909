import { constants } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { errorCode } from '#shared/kernel/fault.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Drive, Sticks, StickTrouble } from '#shared/kernel/sticks.ts'

/** Our folder on a stick; people find it by its name, and nothing else on the stick is touched. */
const folderName = '萍窗优盘包'
const sliceBytes = 1_048_576
const drivesMax = 9

/** Where this system shows what was plugged in. Never a network place: nobody asked for one. */
export function systemSticks(): Sticks {
  return sticksUnder(process.platform === 'win32' ? windowsDrives : mountedDrives)
}

/** The stick of the practice centre is a folder, always plugged in. */
export function practiceStick(folder: string): Sticks {
  return sticksUnder(async () => {
    await mkdir(folder, { recursive: true })
    return [{ path: folder, name: '练习优盘' }]
  })
}

/** For a desk without any port. */
export const noSticks: Sticks = sticksUnder(async () => [])

type Place = { readonly path: string; readonly name: string }

export function sticksUnder(places: () => Promise<readonly Place[]>): Sticks {
  const home = async (driveId: string) => {
    const found = (await places()).find(({ path }) => path === driveId)
    return found && join(found.path, folderName)
  }
  return {
    drives: async () => {
      const drives: Drive[] = []
      for (const { name, path } of (await places()).slice(0, drivesMax)) {
        const free = await statfs(path).catch(() => undefined)
        if (free) drives.push({ driveId: path, name, freeBytes: free.bavail * free.bsize })
      }
      return drives
    },
    names: (driveId) =>
      orTrouble(async () => {
        const folder = await home(driveId)
        if (!folder) return refuse('stick-gone')
        const found = await readdir(folder).catch(() => [])
        return ok(found.filter((name) => !name.startsWith('.') && !name.endsWith('.part')).toSorted())
      }),
    write: (driveId, name, bytes, wrote) =>
      orTrouble(async () => {
        const folder = await home(driveId)
        if (!folder) return refuse('stick-gone')
        await mkdir(folder, { recursive: true })
        await writeWhole(join(folder, name), bytes, wrote)
        return ok(undefined)
      }),
    read: (driveId, name, most) =>
      orTrouble(async () => {
        const folder = await home(driveId)
        if (!folder) return refuse('stick-gone')
        return ok(await readWhole(join(folder, basename(name)), most))
      }),
    remove: async (driveId, name) => {
      const folder = await home(driveId)
      if (folder) await rm(join(folder, basename(name)), { force: true }).catch(() => undefined)
    },
  }
}

/** In slices, so that there is something to tell; flushed before it gets its name. */
async function writeWhole(file: string, bytes: Uint8Array, wrote: (bytes: number) => void): Promise<void> {
  const part = `${file}.part`
  const handle = await open(part, 'w', 0o600)
  try {
    for (let at = 0; at < bytes.length; at += sliceBytes) {
      const slice = bytes.subarray(at, at + sliceBytes)
      await handle.writeFile(slice)
      await handle.datasync()
      wrote(slice.length)
    }
    await handle.sync()
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw error
  } finally {
    await handle.close()
  }
  await rename(part, file)
  await flushFolder(join(file, '..'))
}

/** Not through a link: what is read lies on the stick itself. */
async function readWhole(file: string, most: number): Promise<Uint8Array> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  try {
    const { size } = await handle.stat()
    return size > most ? new Uint8Array() : await handle.readFile()
  } finally {
    await handle.close()
  }
}

async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A stick may be pulled out at any moment: an ordinary happening, never a fault. */
async function orTrouble<Value>(
  work: () => Promise<Result<Value, StickTrouble>>,
): Promise<Result<Value, StickTrouble>> {
  try {
    return await work()
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOSPC' || code === 'EDQUOT') return refuse('stick-full')
    return refuse(code === 'ENOENT' || code === 'ENODEV' ? 'stick-gone' : 'stick-failed')
  }
}

/** `/media/<user>/<label>` and `/run/media/<user>/<label>`, on Kylin and UOS alike. */
async function mountedDrives(): Promise<readonly Place[]> {
  const user = process.env['USER'] ?? ''
  const parents = [join('/media', user), join('/run/media', user)]
  const found: Place[] = []
  for (const parent of user === '' ? [] : parents)
    for (const each of await readdir(parent, { withFileTypes: true }).catch(() => []))
      if (each.isDirectory()) found.push({ path: join(parent, each.name), name: each.name })
  return found
}

async function windowsDrives(): Promise<readonly Place[]> {
  const system = (process.env['SystemDrive'] ?? 'C:').toUpperCase()
  const found: Place[] = []
  for (const letter of 'DEFGHIJKLMNOPQRSTUVWXYZ') {
    const path = `${letter}:\\`
    if (`${letter}:` === system) continue
    if (await stat(path).catch(() => undefined)) found.push({ path, name: `${letter}:` })
  }
  return found
}
