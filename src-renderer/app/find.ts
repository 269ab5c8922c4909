import { create } from 'zustand'
import { say } from './say.ts'

type Find = { readonly open: boolean; readonly close: () => void }

/** Whether 查一切 lies over the screen. */
export const useFind = create<Find>()((set) => ({ open: false, close: () => set({ open: false }) }))

/** Not over a question that waits for its answer: what was typed there would be out of sight. */
export function showFind(): void {
  if (document.querySelector('[aria-modal="true"]')) return say('请先办完或按 Esc 关掉弹出的窗口，再按 F3。')
  useFind.setState({ open: true })
}
