import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { errorCode, Fault } from '#shared/kernel/fault.ts'

/** The key of an office from its file: never from the command line, which everybody on the machine can read. */
export function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    throw new Fault('key-unreadable', errorCode(error), `密钥文件 ${path} 读不出来，请核对 --key。`)
  }
}

/**
 * Makes the file first and puts the key in afterwards: a key that finds no place is lost, since it is shown
 * once. A file that is there is never written over. Without a key nothing stays behind.
 */
export async function intoNewFile<Value>(
  path: string,
  make: () => Promise<{ readonly value: Value; readonly key: string | undefined }>,
): Promise<Value> {
  const file = opened(path)
  let kept = false
  try {
    const { key, value } = await make()
    if (key !== undefined) {
      writeSync(file, `${key}\n`)
      fsyncSync(file)
      kept = true
    }
    return value
  } finally {
    closeSync(file)
    if (!kept) rmSync(path, { force: true })
  }
}

function opened(path: string): number {
  try {
    return openSync(path, 'wx', 0o600)
  } catch (error) {
    throw new Fault(
      'key-file-refused',
      errorCode(error),
      `密钥文件 ${path} 已经存在或不能新建，没有登记部门，请换一个文件名。`,
    )
  }
}
