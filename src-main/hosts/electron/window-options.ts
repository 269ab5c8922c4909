import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron'

/** Every switch is written out, so that a changed default of a newer Electron changes nothing here. */
export function windowOptions(preload: string, production: boolean): BrowserWindowConstructorOptions {
  return {
    title: '萍窗',
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 680,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: '#ffffff',
    webPreferences: webPreferences(preload, production),
  }
}

function webPreferences(preload: string, production: boolean): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    plugins: false,
    // Its dictionaries are downloads, and what is typed here concerns nobody outside.
    spellcheck: false,
    devTools: !production,
  }
}
