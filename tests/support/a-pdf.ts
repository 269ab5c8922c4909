import jsQr from 'jsqr'
import type { Page } from 'playwright-core'
import { extractText, getDocumentProxy } from 'unpdf'

/** Pages and sizes of a PDF, its words without blanks. */
export async function readPdf(
  pdf: Uint8Array,
): Promise<{ pages: readonly string[]; sizes: readonly string[] }> {
  const document = await getDocumentProxy(new Uint8Array(pdf))
  const { text } = await extractText(document, { mergePages: false })
  const sizes: string[] = []
  for (let n = 1; n <= document.numPages; n += 1) {
    const { height, width } = (await document.getPage(n)).getViewport({ scale: 1 })
    sizes.push(`${inMillimetres(width)}x${inMillimetres(height)}`)
  }
  return { pages: text.map(asWritten), sizes }
}

/** Cells whose words reach beyond their box, where the next box would cover them. */
export async function overflowing(page: Page): Promise<readonly (string | null)[]> {
  return page.locator('.paper-sheet').evaluate((sheet) => {
    const boxes = [...sheet.querySelectorAll('th, td, p, h1, .paper-seal, .paper-flow')]
    return boxes
      .filter(({ clientWidth, scrollWidth }) => scrollWidth > clientWidth + 1)
      .map(({ textContent }) => textContent)
  })
}

/** What a camera reads off the sheet on the screen. */
export async function decodedQr(page: Page): Promise<string | undefined> {
  const png = await page.locator('.paper-qr').screenshot()
  const image = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const { height, width } = bitmap
    const drawing = new OffscreenCanvas(width, height).getContext('2d')
    drawing?.drawImage(bitmap, 0, 0)
    const pixels = drawing?.getImageData(0, 0, width, height).data ?? []
    return { height, width, pixels: [...pixels] }
  }, png.toString('base64'))
  return jsQr(new Uint8ClampedArray(image.pixels), image.width, image.height)?.data
}

/**
 * Noto CJK draws 木 and the radical ⽊ with one glyph, and the PDF names the radical: undone here, with
 * all blanks, so that a missing word is a missing word.
 */
function asWritten(text: string): string {
  return text
    .replace(/[\u2f00-\u2fdf]/g, (radical) => radical.normalize('NFKC'))
    .replace(/[\u2e80-\u2eff]/g, (radical) => supplement[radical] ?? radical)
    .replace(/\s/g, '')
}

const supplement: Readonly<Record<string, string>> = {
  '\u2ea0': '民',
  '\u2ec5': '见',
  '\u2ecb': '车',
  '\u2ed4': '门',
  '\u2eda': '页',
  '\u2eec': '齐',
}

function inMillimetres(points: number): number {
  return Math.round((points / 72) * 25.4)
}
