import { Button } from 'antd'
import { useRef } from 'react'
import type { CaseId } from '#shared/kernel/ids.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { useKeys } from '../keys.ts'
import { useDialogFocus } from '../use-dialog-focus.ts'
import { useLive } from '../use-live.ts'
import { useCapture } from './use-capture.ts'
import { cameraWords, sizeWord } from './words.ts'

type Props = {
  /** What is photographed, as lists will say it; 60 characters at most. */
  readonly label: string
  /** The case it belongs to, also one that is still a draft. */
  readonly ofCase?: CaseId | undefined
  /** How many pages there are already. */
  readonly pages?: number
  /** The picture is on the disk, sealed. `more`: another page follows, and the panel stays open. */
  readonly onKept: (pictureId: string, more: boolean) => void
  readonly onLeave: () => void
}

/** 拍照: Space shoots, Enter keeps and closes, F8 keeps and goes on with the next page, Esc leaves (ui.md F8). */
export function CapturePanel({ label, ofCase, onKept, onLeave, pages = 0 }: Props) {
  const overview = useLive('desk.overview', {}, []).answer
  const practice = overview?.ok ? overview.value.practice : undefined
  const more = useRef(false)
  const capture = useCapture({ label, ofCase, practice }, (pictureId) => onKept(pictureId, more.current))
  const { busy, colour, ink, keep, looking, said, shoot, shot } = capture
  const box = useDialogFocus(undefined)
  const file = useRef<HTMLInputElement>(null)
  const keepAnd = (another: boolean) => {
    more.current = another
    keep()
  }
  const pick = () => file.current?.click()
  useKeys('overlay', {
    Space: shoot,
    Enter: () => keepAnd(false),
    F8: () => keepAnd(true),
    G: colour,
    O: pick,
    R: capture.again,
    C: capture.turn,
    Escape: onLeave,
  })
  const others = looking.at === 'live' ? looking.others : 0
  return (
    <div className="veil">
      <div
        ref={box}
        className="capture"
        role="dialog"
        aria-modal="true"
        aria-label={`拍照：${label}`}
        tabIndex={-1}
      >
        <header className="capture-head">
          <h2>拍照：{label}</h2>
          <span className="weak">{pages > 0 ? `已有 ${pages} 张` : '还没有照片'}</span>
          <span className="spacer" />
          <span className="weak">{looking.at === 'live' ? looking.camera.name : ''}</span>
        </header>
        <div className="capture-view">
          {shot ? (
            <img src={shot.url} alt={`刚拍的${label}`} />
          ) : looking.at === 'live' && looking.camera.stream ? (
            <Live stream={looking.camera.stream} />
          ) : (
            <p className="capture-note">
              {looking.at === 'none'
                ? cameraWords[looking.fault]
                : looking.at === 'opening'
                  ? '正在打开高拍仪'
                  : '练习用高拍仪：按空格拍一张样张'}
            </p>
          )}
        </div>
        <p className="capture-said" role="status">
          {said ||
            progress(busy) ||
            (shot
              ? `${shot.width}×${shot.height} · ${sizeWord(shot.blob.size)}`
              : '把材料放平，四边都进画面')}
        </p>
        <div className="capture-keys">
          <Button onClick={onLeave}>
            不拍了 <kbd>Esc</kbd>
          </Button>
          <KeyHint keys="G">{ink === 'GREY' ? '改彩色' : '改黑白'}</KeyHint>
          <KeyHint keys="O">选照片文件</KeyHint>
          {others > 0 ? <KeyHint keys="C">换镜头</KeyHint> : null}
          <span className="spacer" />
          <Button type={shot ? 'default' : 'primary'} disabled={looking.at === 'none'} onClick={shoot}>
            {shot ? '重拍' : '拍'} <kbd>空格</kbd>
          </Button>
          <Button disabled={!shot} onClick={() => keepAnd(true)}>
            留下，再拍一张 <kbd>F8</kbd>
          </Button>
          <Button type={shot ? 'primary' : 'default'} disabled={!shot} onClick={() => keepAnd(false)}>
            留下 <kbd>Enter</kbd>
          </Button>
        </div>
        <input
          ref={file}
          type="file"
          accept="image/*"
          hidden
          onChange={({ target }) => {
            const [picked] = target.files ?? []
            if (picked) capture.open(picked)
            target.value = ''
          }}
        />
      </div>
    </div>
  )
}

function progress(busy: 'shooting' | 'keeping' | undefined): string {
  return busy === 'shooting' ? '正在处理照片' : busy === 'keeping' ? '正在留下' : ''
}

function Live({ stream }: { readonly stream: MediaStream }) {
  return (
    <video
      ref={(video) => {
        if (video && video.srcObject !== stream) video.srcObject = stream
      }}
      autoPlay
      muted
      playsInline
      aria-label="高拍仪画面"
    />
  )
}
