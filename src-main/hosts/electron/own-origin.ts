/** The window is loaded from here and from nowhere else. */
export const ownScheme = 'app'
export const ownHost = 'bundle'
export const ownOrigin = `${ownScheme}://${ownHost}`
export const ownIndex = `${ownOrigin}/`

/**
 * Whether an address is ours, told by its parsed parts and never by how it begins: `app://bundle.evil` and
 * `app://bundle@evil` begin the same way.
 */
export function isOwn(address: string): boolean {
  const url = URL.parse(address)
  if (!url) return false
  const { host, password, port, protocol, username } = url
  return protocol === `${ownScheme}:` && host === ownHost && !port && !username && !password
}
