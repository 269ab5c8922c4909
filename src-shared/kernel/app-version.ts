/** Of this program; the same as in package.json, which an installed desk does not carry. */
export const appVersion = '0.1.0'
