import type { Ink, Shrunk } from './shrink.ts'
import type { FromShrink, ToShrink } from './shrink-worker.ts'

/** A thread a picture: it comes up in milliseconds, and nothing of a citizen's paper stays in one. */
export function shrinkAside(picture: ImageBitmap, ink: Ink): Promise<Shrunk> {
  const worker = new Worker(new URL('./shrink-worker.ts', import.meta.url), { type: 'module' })
  const made = new Promise<Shrunk>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<FromShrink>) =>
      data.ok ? resolve(data) : reject(new Error('the picture could not be made smaller'))
    worker.onerror = () => reject(new Error('the thread for pictures did not start'))
  })
  const message: ToShrink = { picture, ink }
  worker.postMessage(message, [picture])
  return made.finally(() => worker.terminate())
}
