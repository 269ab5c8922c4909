/**
 * Switches burnt into the packed program, in the order Electron keeps them in.
 *
 * All nine are named: the packing step runs in strict mode and stops at a tenth, so that a new switch of a newer
 * Electron is decided here and does not keep its default.
 */
export const fuses = [
  /** `ELECTRON_RUN_AS_NODE` would turn the signed program into a plain interpreter. */
  { name: 'runAsNode', on: false },
  { name: 'enableCookieEncryption', on: true },
  /** No `NODE_OPTIONS`, no extra certificates from the surroundings. */
  { name: 'enableNodeOptionsEnvironmentVariable', on: false },
  /** No `--inspect`: a debugger reads the keys. */
  { name: 'enableNodeCliInspectArguments', on: false },
  { name: 'enableEmbeddedAsarIntegrityValidation', on: true },
  { name: 'onlyLoadAppFromAsar', on: true },
  { name: 'loadBrowserProcessSpecificV8Snapshot', on: false },
  { name: 'grantFileProtocolExtraPrivileges', on: false },
  /** Only about speed and robustness; Argon2id may run as WebAssembly. electron-builder has no name for it. */
  { name: 'wasmTrapHandlers', on: true },
] as const
