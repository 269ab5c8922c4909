import { useCallback, useEffect, useRef, useState } from 'react'
import type { CaseId } from '#shared/kernel/ids.ts'
import { ask } from '../desk-client.ts'
import { type Camera, type CameraFault, openCamera, turnCamera } from './camera.ts'
import { practiceCamera } from './practice-camera.ts'
import type { Ink, Shrunk } from './shrink.ts'
import { shrinkAside } from './shrink-client.ts'
import { pictureRefusal } from './words.ts'

export type Shot = Shrunk & { readonly url: string; readonly ink: Ink }
export type Subject = {
  readonly label: string
  readonly ofCase?: CaseId | undefined
  readonly practice: boolean | undefined
}

type Looking =
  | { readonly at: 'opening' }
  | { readonly at: 'live'; readonly camera: Camera; readonly others: number }
  | { readonly at: 'none'; readonly fault: CameraFault }

/**
 * The camera and the picture in hand. Keys may be faster than lens and compression: a shot that is asked for
 * too early is taken as soon as there is a camera, and a keep as soon as there is a picture.
 */
export function useCapture(subject: Subject, onKept: (pictureId: string) => void) {
  const { label, ofCase, practice } = subject
  const [looking, setLooking] = useState<Looking>({ at: 'opening' })
  const [shot, setShot] = useState<Shot>()
  const [busy, setBusy] = useState<'shooting' | 'keeping'>()
  const [said, setSaid] = useState('')
  const [ink, setInk] = useState<Ink>('COLOUR')
  const wanted = useRef({ shoot: false, keep: false })
  const raw = useRef<ImageBitmap>(undefined)
  const ready = useCamera(label, practice, setLooking)

  const take = useCallback(async (picture: ImageBitmap, ink: Ink) => {
    raw.current?.close()
    raw.current = picture
    const made = await shrinkAside(await createImageBitmap(picture), ink)
    setShot((before) => {
      if (before) URL.revokeObjectURL(before.url)
      return { ...made, ink, url: URL.createObjectURL(made.blob) }
    })
  }, [])
  const work = async (what: 'shooting' | 'keeping', job: () => Promise<void>) => {
    setBusy(what)
    setSaid('')
    try {
      await job()
    } catch {
      wanted.current = { shoot: false, keep: false }
      setSaid(
        what === 'shooting'
          ? '这张没拍成，请按空格再拍一次。'
          : '没有收到本机程序的回答，请按 Enter 再试一次。',
      )
    } finally {
      setBusy(undefined)
    }
  }
  const begin = () => {
    wanted.current.shoot = false
    if (looking.at === 'live' && !busy)
      void work('shooting', async () => take(await looking.camera.shoot(), ink))
  }
  const shoot = () => {
    wanted.current = { shoot: looking.at === 'opening' || busy === 'keeping', keep: false }
    if (!wanted.current.shoot) begin()
  }
  const keep = () => {
    if (busy === 'keeping' && !wanted.current.shoot) return
    wanted.current.keep = busy === 'shooting' || wanted.current.shoot
    if (shot && !busy)
      void work('keeping', async () => {
        const picture = await base64(shot.blob)
        const answer = await ask('picture.keep', { picture, label, ...(ofCase ? { ofCase } : {}) })
        if (!answer.ok) return setSaid(pictureRefusal(answer.refusal))
        URL.revokeObjectURL(shot.url)
        setShot(undefined)
        onKept(answer.value.pictureId)
      })
  }
  const open = (file: File) => void work('shooting', async () => take(await fromFile(file), ink))
  const colour = () => {
    const other = ink === 'GREY' ? 'COLOUR' : 'GREY'
    setInk(other)
    const picture = raw.current
    if (shot && picture && !busy)
      void work('shooting', async () => take(await createImageBitmap(picture), other))
  }
  useEffect(() => {
    if (wanted.current.shoot && looking.at !== 'opening' && !busy) begin()
    else if (wanted.current.keep && shot && !busy) keep()
  })
  useEffect(() => () => raw.current?.close(), [])
  const turn = () => {
    turnCamera()
    ready()
  }
  return { looking, shot, busy, said, ink, shoot, keep, open, colour, again: ready, turn }
}

/** Opens a camera while the panel stands, and lets go of it with the panel. */
function useCamera(
  label: string,
  practice: boolean | undefined,
  show: (looking: Looking) => void,
): () => void {
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let gone = false
    let camera: Camera | undefined
    show({ at: 'opening' })
    // Opened once, when it is known whether this is a practice centre.
    if (practice === undefined) return
    void openCamera().then((opened) => {
      const found = opened.ok ? opened.camera : practice ? practiceCamera(label) : undefined
      if (gone) return found?.close()
      camera = found
      if (found) show({ at: 'live', camera: found, others: opened.ok ? opened.others : 0 })
      else if (!opened.ok) show({ at: 'none', fault: opened.fault })
    })
    return () => {
      gone = true
      camera?.close()
    }
  }, [label, practice, show, turn])
  return useCallback(() => setTurn((n) => n + 1), [])
}

/** A picture out of a file, upright as it was taken. */
function fromFile(file: File): Promise<ImageBitmap> {
  return createImageBitmap(file, { imageOrientation: 'from-image' })
}

function base64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () =>
      resolve(typeof reader.result === 'string' ? reader.result.replace(/^data:[^,]*,/, '') : '')
    reader.onerror = () => reject(new Error('the picture could not be read'))
    reader.readAsDataURL(blob)
  })
}
