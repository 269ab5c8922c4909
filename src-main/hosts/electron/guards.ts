import type { App, DownloadItem, Event, Session, WebContents } from 'electron'
import { isOwn, ownScheme } from './own-origin.ts'

/** Addresses Chromium itself needs: our pages, and pictures a page of ours holds in memory. */
const passing = new Set([`${ownScheme}:`, 'blob:', 'devtools:'])

/**
 * Keeps every page in the program on our own origin, whoever made the page.
 *
 * The guards hang on the creation of any page, not on our window, so that one nobody thought of has them too.
 */
export function guardContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.on('will-navigate', (details) => stayHome(details, details.url))
    contents.on('will-frame-navigate', (details) => stayHome(details, details.url))
    contents.on('will-redirect', (details) => stayHome(details, details.url))
  })
}

function stayHome(event: Pick<Event, 'preventDefault'>, address: string): void {
  if (!isOwn(address)) event.preventDefault()
}

/**
 * Nothing leaves and nothing is fetched: the window's only line is the one to the engine. A workbook the
 * window itself made is the one thing that may be saved, and the system asks the person where to.
 */
export function guardSession(session: Session): void {
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event, item) => {
    if (!isOwnWorkbook(item)) event.preventDefault()
  })
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url) }))
  guardPermissions(session)
}

function isOwnWorkbook(item: Pick<DownloadItem, 'getURL' | 'getMimeType'> | undefined): boolean {
  const address = item?.getURL() ?? ''
  return address.startsWith('blob:') && isOwn(address.slice(5)) && item?.getMimeType() === workbookType
}

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

function mayLoad(address: string): boolean {
  const protocol = URL.parse(address)?.protocol
  return protocol === `${ownScheme}:` ? isOwn(address) : protocol !== undefined && passing.has(protocol)
}

/** Electron grants everything it is not asked about, so everything is asked about. */
function guardPermissions(session: Session): void {
  // Cleared first, so that what an earlier handler granted is asked again.
  session.setPermissionRequestHandler(null)
  session.setPermissionRequestHandler((contents, permission, decide, details) => {
    const kinds = 'mediaTypes' in details ? details.mediaTypes : undefined
    decide(mayUse(contents, permission, details.requestingUrl, details.isMainFrame, kinds))
  })
  session.setPermissionCheckHandler((contents, permission, origin, details) => {
    const kinds = details.mediaType === undefined ? undefined : [details.mediaType]
    return mayUse(contents, permission, details.requestingUrl ?? origin, details.isMainFrame, kinds)
  })
  session.setDevicePermissionHandler(() => false)
  session.setBluetoothPairingHandler((_details, decide) => decide({ confirmed: false }))
  session.setDisplayMediaRequestHandler((_request, decide) => decide(null))
  session.setUSBProtectedClassesHandler((details) => details.protectedClasses)
}

/** The camera without a microphone for photographing papers, and putting text on the clipboard. */
function mayUse(
  contents: WebContents | null,
  permission: string,
  address: string,
  isMainFrame: boolean,
  kinds: readonly string[] | undefined,
): boolean {
  if (!contents || !isMainFrame || !isOwn(contents.getURL()) || !isOwn(address)) return false
  if (permission === 'clipboard-sanitized-write') return true
  return permission === 'media' && kinds?.length === 1 && kinds[0] === 'video'
}
