import type { App, BrowserWindow } from 'electron'

export const exitCodes = { fault: 1, alreadyOpen: 3, unsafe: 4 } as const

/**
 * Whether this start may go on.
 *
 * A launcher that switches Chromium's own walls off (some AppImage launchers do, where the system lacks user
 * namespaces) would run a window of citizens' data without them; then it does not run at all.
 */
export function mayStart(app: App, tell: (sentence: string) => void): boolean {
  if (app.commandLine.hasSwitch('no-sandbox')) {
    tell(
      '这台电脑不允许程序在隔离环境里运行，为了保护群众信息，萍窗没有启动。请改用 deb 安装包，或联系运维。',
    )
    app.exit(exitCodes.unsafe)
    return false
  }
  if (app.requestSingleInstanceLock()) return true
  app.exit(exitCodes.alreadyOpen)
  return false
}

/** A second start only brings the first to the front; its arguments may come from anybody and are not read. */
export function focusOnSecondStart(app: App, windowNow: () => BrowserWindow | undefined): void {
  app.on('second-instance', () => {
    const window = windowNow()
    if (!window) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
}
