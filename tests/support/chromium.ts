import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

export const howToGetOne =
  'No Chromium found. Install one ("apt-get install chromium fonts-noto-cjk") or name it in CHROME_PATH.'

const system = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
]

/** CHROME_PATH, else the system's browser, else the one that came with the packages. */
export async function findChromium(): Promise<string | undefined> {
  const named = process.env['CHROME_PATH']
  if (named) return existsSync(named) ? named : undefined
  const found = system.find((path) => existsSync(path))
  if (found) return found
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  // It unpacks the libraries a bare machine lacks only if it believes it runs on a bare machine.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs24.x'
  try {
    const packed = await import('@sparticuz/chromium')
    return await packed.default.executablePath()
  } catch {
    return undefined
  }
}

/** A headless browser that speaks to nobody but the address it is given. */
export async function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--lang=zh-CN',
      // Since Chromium 156 a preview nobody sees would hold the page for ever once it has printed.
      '--disable-print-preview',
      // A camera that shows a moving test card, and nobody to be asked whether it may be used.
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  })
}
