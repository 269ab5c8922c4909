import { type Ink, shrink } from './shrink.ts'

export type ToShrink = { readonly picture: ImageBitmap; readonly ink: Ink }
export type FromShrink =
  | { readonly ok: true; readonly blob: Blob; readonly width: number; readonly height: number }
  | { readonly ok: false }

/** Its own thread, so that a picture of eight million dots never makes a key wait. */
addEventListener('message', ({ data }: MessageEvent<ToShrink>) => {
  shrink(data.picture, data.ink)
    .then(
      (made): FromShrink => ({ ok: true, ...made }),
      (): FromShrink => ({ ok: false }),
    )
    .then((answer) => {
      data.picture.close()
      postMessage(answer)
    })
    .catch(() => undefined)
})
