import { create } from 'zustand'
import { type HandCodeKind, readHandCode } from '#shared/domain/hand-code.ts'

type HandCodes = {
  /** What the codes read so far belong to; nothing while none was read. */
  readonly kind: HandCodeKind | undefined
  readonly tag: string
  readonly of: number
  /** The codes as they were read, by their number. */
  readonly read: ReadonlyMap<number, string>
  readonly note: string
  readonly put: (text: string) => void
  readonly clear: () => void
}

const none = { kind: undefined, tag: '', of: 0, read: new Map<number, string>(), note: '' }

/** Codes of another desk, read in any order until the list is whole. */
export const useHandCodes = create<HandCodes>()((set) => ({
  ...none,
  put: (text) =>
    set((now) => {
      const code = readHandCode(text)
      if (!code) return now
      const { kind, n, of, tag } = code
      const same = now.kind === kind && now.tag === tag && now.of === of
      if (same && now.read.has(n)) return { note: `第 ${n} 个码已经扫过。` }
      const other = now.kind !== undefined && !same
      return {
        kind,
        tag,
        of,
        read: new Map([...(same ? now.read : []), [n, text.trim()]]),
        note: other ? '这是另一份交接的码，前面扫的不算了。' : '',
      }
    }),
  clear: () => set(none),
}))
