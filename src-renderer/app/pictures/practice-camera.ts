import type { Camera } from './camera.ts'

const side = { width: 1_240, height: 1_754 }
let shot = 0

/** The simulator: each shot is a sheet of paper with the next number on it, the same on every computer. */
export function practiceCamera(label: string): Camera {
  return {
    name: '练习用高拍仪',
    stream: undefined,
    shoot: () => {
      shot += 1
      const canvas = new OffscreenCanvas(side.width, side.height)
      const pen = canvas.getContext('2d')
      if (pen) drawSheet(pen, label, shot)
      return createImageBitmap(canvas)
    },
    close: () => undefined,
  }
}

function drawSheet(pen: OffscreenCanvasRenderingContext2D, label: string, n: number): void {
  pen.fillStyle = '#7d838c'
  pen.fillRect(0, 0, side.width, side.height)
  pen.fillStyle = '#fdfcf7'
  pen.fillRect(60, 60, side.width - 120, side.height - 120)
  pen.fillStyle = '#22262c'
  pen.textAlign = 'center'
  pen.font = '72px sans-serif'
  pen.fillText(label, side.width / 2, 260, side.width - 240)
  pen.font = '44px sans-serif'
  pen.fillText(`练习用，第 ${n} 张`, side.width / 2, 360)
  for (let line = 0; line < 18; line += 1)
    pen.fillRect(160, 460 + line * 60, line % 5 === 4 ? 480 : side.width - 320, 6)
  pen.strokeStyle = '#b3261e'
  pen.lineWidth = 10
  pen.beginPath()
  pen.arc(side.width - 320, side.height - 300, 130, 0, 2 * Math.PI)
  pen.stroke()
}
