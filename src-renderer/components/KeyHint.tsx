/** The key of an action, always shown beside it (ui.md UX-303). */
export function KeyHint({ keys, children }: { readonly keys: string; readonly children?: string }) {
  return (
    <span className="hint">
      <kbd>{keys}</kbd>
      {children}
    </span>
  )
}
