/** A fresh UUIDv7: made here, so that what is typed has its name before the desk has heard of it. */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const view = new DataView(bytes.buffer)
  const nowMs = Date.now()
  view.setUint32(0, Math.floor(nowMs / 0x10000))
  view.setUint16(4, nowMs % 0x10000)
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x70)
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const cuts = [0, 8, 12, 16, 20, 32] as const
  return cuts
    .slice(1)
    .map((cut, at) => hex.slice(cuts[at], cut))
    .join('-')
}

/** The time of the window, for what is signed in it; the desk has its own for what it records. */
export function windowMs(): number {
  return Date.now()
}
