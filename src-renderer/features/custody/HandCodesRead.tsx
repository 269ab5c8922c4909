import { Button } from 'antd'
import { useHandCodes } from '../../app/hand-codes.ts'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'

/** How many of the codes are in; the rest may come in any order. */
export function HandCodesRead({ onBack, title }: { readonly title: string; readonly onBack: () => void }) {
  const { note, of, read } = useHandCodes()
  const box = useDialogFocus(undefined)
  useKeys('overlay', { Escape: onBack })
  const missing = Array.from({ length: of }, (_, at) => at + 1).filter((n) => !read.has(n))
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt"
        role="dialog"
        aria-modal="true"
        aria-label={title}
        data-takes-codes
        tabIndex={-1}
      >
        <h2>
          {title}：扫到 {read.size} 个码，共 {of} 个
        </h2>
        <p role="status">还差第 {missing.join('、')} 个，请接着扫，次序不要紧。</p>
        <p className="field-error" role="alert">
          {note}
        </p>
        <div className="prompt-actions">
          <Button onClick={onBack}>
            不收了 <kbd>Esc</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
