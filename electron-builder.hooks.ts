import { join } from 'node:path'
import { type FuseConfig, FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import type { AfterPackContext } from 'electron-builder'
import { fuses } from './src-main/hosts/electron/fuses.ts'

/**
 * Burns in all nine fuses before anything is signed.
 *
 * electron-builder's own setting knows eight of them and is not strict: a fuse it has no name for would keep its
 * default without a word. Here a fuse we did not name stops the build.
 */
export async function afterPack({
  appOutDir,
  electronPlatformName,
  packager,
}: AfterPackContext): Promise<void> {
  const names = {
    win32: `${packager.appInfo.productFilename}.exe`,
    linux: packager.config.linux?.executableName,
  }
  const name = names[electronPlatformName as keyof typeof names]
  if (!name) throw new Error(`no fuses for ${electronPlatformName}`)
  await flipFuses(join(appOutDir, name), strictFuses())
}

export function strictFuses(): FuseConfig {
  const states = Object.fromEntries(fuses.map(({ name, on }) => [FuseV1Options[keyOf(name)], on]))
  return {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    ...(states as Record<FuseV1Options, boolean>),
  }
}

/** The same name with a capital letter: that is all the two lists differ in. */
function keyOf(name: string): keyof typeof FuseV1Options {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}` as keyof typeof FuseV1Options
}
