/** Where pictures come from: a camera the window may use, or the simulator of the practice centre. */
export type Camera = {
  /** As the maker calls it. */
  readonly name: string
  /** What the lens sees right now; the simulator has no moving picture. */
  readonly stream: MediaStream | undefined
  readonly shoot: () => Promise<ImageBitmap>
  readonly close: () => void
}

export type CameraFault = 'camera-missing' | 'camera-denied' | 'camera-busy'
export type Opened =
  | { readonly ok: true; readonly camera: Camera; readonly others: number }
  | { readonly ok: false; readonly fault: CameraFault }

/** Which of several cameras was last in use, by what it calls itself: ids change when it is plugged in again. */
let preferred = { name: '', turn: 0 }

/** Takes the next camera from now on. */
export function turnCamera(): void {
  preferred = { name: '', turn: preferred.turn + 1 }
}

/**
 * Opens the camera. Labels are empty before the first permission, so the list is only read afterwards, and a
 * device is wished for, never demanded: one that was unplugged must not lock the clerk out (ui.md F4, F5).
 */
export async function openCamera(): Promise<Opened> {
  const media = navigator.mediaDevices
  if (!media?.getUserMedia) return { ok: false, fault: 'camera-missing' }
  try {
    const first = await media.getUserMedia({ video: wish() })
    const lenses = (await media.enumerateDevices()).filter(({ kind }) => kind === 'videoinput')
    const wanted =
      lenses.find(({ label }) => label === preferred.name) ?? lenses[preferred.turn % lenses.length]
    const stream = await switched(first, wanted)
    const name = stream.getVideoTracks()[0]?.label ?? ''
    preferred = { ...preferred, name }
    return { ok: true, camera: lensOf(stream, name), others: lenses.length - 1 }
  } catch (error) {
    return { ok: false, fault: faultOf(error) }
  }
}

function wish(device?: MediaDeviceInfo): MediaTrackConstraints {
  const size = { width: { ideal: 3_264 }, height: { ideal: 2_448 } }
  return device ? { ...size, deviceId: { ideal: device.deviceId } } : size
}

async function switched(stream: MediaStream, wanted: MediaDeviceInfo | undefined): Promise<MediaStream> {
  const [track] = stream.getVideoTracks()
  if (!wanted || track?.getSettings().deviceId === wanted.deviceId) return stream
  stop(stream)
  return navigator.mediaDevices.getUserMedia({ video: wish(wanted) })
}

function lensOf(stream: MediaStream, name: string): Camera {
  const video = document.createElement('video')
  video.muted = true
  video.srcObject = stream
  // A panel that is left at once takes the stream away before it has begun to play.
  const playing = video.play().catch(() => undefined)
  return {
    name,
    stream,
    shoot: async () => {
      await playing
      return createImageBitmap(video)
    },
    close: () => {
      video.srcObject = null
      stop(stream)
    },
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

function faultOf(error: unknown): CameraFault {
  const name = error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'camera-denied'
  return name === 'NotReadableError' || name === 'AbortError' ? 'camera-busy' : 'camera-missing'
}
