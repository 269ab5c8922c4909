import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { ask } from '../desk-client.ts'
import { useKeys } from '../keys.ts'
import { useDialogFocus } from '../use-dialog-focus.ts'
import { pictureRefusal, sizeWord } from './words.ts'

type Props = {
  readonly label: string
  readonly pictureIds: readonly string[]
  /** Given where a picture may still be thrown away: nothing has named it yet. */
  readonly onDropped?: ((pictureId: string) => void) | undefined
  readonly onLeave: () => void
}
type Seen = { readonly of: string; readonly url?: string; readonly told: string }

/** 看照片: one page after the other with ←→; each look at a recorded picture is recorded. */
export function PicturesPanel({ label, onDropped, onLeave, pictureIds }: Props) {
  const [at, setAt] = useState(0)
  const [said, setSaid] = useState('')
  const n = Math.min(at, pictureIds.length - 1)
  const pictureId = pictureIds[n] ?? ''
  const seen = usePicture(pictureId)
  const box = useDialogFocus(undefined)
  const turn = (by: number) => {
    setSaid('')
    setAt(Math.max(0, Math.min(pictureIds.length - 1, n + by)))
  }
  const drop = () => {
    ask('picture.drop', { pictureId }).then(
      (answer) => {
        if (!answer.ok) return setSaid(pictureRefusal(answer.refusal))
        onDropped?.(pictureId)
        if (pictureIds.length === 1) onLeave()
      },
      () => setSaid('没有收到本机程序的回答，请再按一次 Delete。'),
    )
  }
  useKeys('overlay', {
    ArrowLeft: () => turn(-1),
    ArrowRight: () => turn(1),
    Delete: onDropped ? drop : undefined,
    Escape: onLeave,
    Enter: onLeave,
  })
  return (
    <div className="veil">
      <div
        ref={box}
        className="capture"
        role="dialog"
        aria-modal="true"
        aria-label={`照片：${label}`}
        tabIndex={-1}
      >
        <header className="capture-head">
          <h2>照片：{label}</h2>
          <span className="weak">
            第 {n + 1} 张，共 {pictureIds.length} 张
          </span>
        </header>
        <div className="capture-view">
          {seen.url ? <img src={seen.url} alt={`${label}，第 ${n + 1} 张`} /> : null}
        </div>
        <p className="capture-said" role="status">
          {said || seen.told}
        </p>
        <div className="capture-keys">
          <Button onClick={onLeave}>
            关闭 <kbd>Esc</kbd>
          </Button>
          {onDropped ? (
            <Button danger onClick={drop}>
              删掉这张 <kbd>Delete</kbd>
            </Button>
          ) : null}
          <span className="spacer" />
          <Button disabled={n === 0} onClick={() => turn(-1)}>
            上一张 <kbd>←</kbd>
          </Button>
          <Button disabled={n >= pictureIds.length - 1} onClick={() => turn(1)}>
            下一张 <kbd>→</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}

/** The picture in the memory of this page, only as long as it is looked at. */
function usePicture(pictureId: string): Seen {
  const [seen, setSeen] = useState<Seen>({ of: '', told: '' })
  useEffect(() => {
    let gone = false
    let url: string | undefined
    ask('picture.show', { pictureId: pictureId }).then(
      (answer) => {
        if (gone) return
        if (!answer.ok) return setSeen({ of: pictureId, told: pictureRefusal(answer.refusal) })
        const bytes = Uint8Array.from(atob(answer.value.picture), (sign) => sign.charCodeAt(0))
        url = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }))
        const { label, takenBy, takenMs } = answer.value
        setSeen({
          of: pictureId,
          url,
          told: `${label}，${takenBy} 拍于 ${when(takenMs)} · ${sizeWord(bytes.length)}`,
        })
      },
      () => !gone && setSeen({ of: pictureId, told: '没有收到本机程序的回答。' }),
    )
    return () => {
      gone = true
      if (url) URL.revokeObjectURL(url)
    }
  }, [pictureId])
  return seen.of === pictureId ? seen : { of: pictureId, told: '正在打开' }
}

function when(ms: number): string {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
