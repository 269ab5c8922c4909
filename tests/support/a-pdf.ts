import jsQr from 'jsqr'
import type { Page } from 'playwright-core'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect } from 'vitest'

/** The page as it goes to paper. */
export function pdfOf(page: Page): Promise<Uint8Array> {
  return page.pdf({ preferCSSPageSize: true })
}

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

/**
 * Fonts whose glyphs the file leaves to the reader. TrueType and CFF programs go in whole (FontFile2,
 * FontFile3); collections such as Noto CJK go in glyph by glyph as Type 3, which carries its own drawings.
 */
export function borrowedFonts(pdf: Uint8Array): number {
  const objects = Buffer.from(pdf).toString('latin1')
  const count = (pattern: RegExp) => objects.match(pattern)?.length ?? 0
  expect(count(/\/ObjStm\b/g), 'objects lie open').toBe(0)
  expect(count(/\/Type \/Font\b/g), 'text is text').toBeGreaterThan(0)
  const programs = count(/\/FontFile[23]?\b/g)
  const type3 = count(/\/Subtype \/Type3\b/g)
  expect(count(/\/CharProcs\b/g)).toBe(type3)
  return count(/\/Subtype \/(CIDFontType[02]|TrueType|Type1)\b/g) - programs
}

/** The preview breaks where the printer breaks, so it is as many sheets high. */
export async function pagesInPreview(page: Page): Promise<number> {
  return page.locator('.paper-sheet').evaluate((sheet) => {
    const perPage = parseFloat(getComputedStyle(sheet).minHeight)
    return Math.round(sheet.getBoundingClientRect().height / perPage)
  })
}

/** Words that reach closer to the edge of their page than a printer can print, in points. */
export async function strayWords(pdf: Uint8Array, edge: number): Promise<readonly string[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf))
  const strays: string[] = []
  for (let n = 1; n <= document.numPages; n += 1) {
    const page = await document.getPage(n)
    const { height, width } = page.getViewport({ scale: 1 })
    for (const item of (await page.getTextContent()).items) {
      if (!('str' in item) || item.str.trim() === '') continue
      const [left, foot] = [Number(item.transform[4]), Number(item.transform[5])]
      const inside = left >= edge && left + item.width <= width - edge
      if (!inside || foot < edge || foot + item.height > height - edge) strays.push(`${n}: ${item.str}`)
    }
  }
  return strays
}

/** Words that stand on the sheet of the screen and not in the file; a page break may tear none apart. */
export async function lostWords(page: Page, pages: readonly string[]): Promise<readonly string[]> {
  const shown = await page.locator('.paper-sheet').evaluate((sheet) => {
    const walker = document.createTreeWalker(sheet, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (node.parentElement?.checkVisibility()) found.push(node.textContent ?? '')
    return found
  })
  // The margins of a page come before its words.
  const running = /^(文书编号：.{0,60}?号)?第\d+页\/共\d+页/
  const whole = pages.map((text) => text.replace(running, '')).join('')
  return shown.filter((text) => !whole.includes(asWritten(text)))
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
export async function decodedQr(page: Page, code = '.paper-qr'): Promise<string | undefined> {
  const png = await page.locator(code).first().screenshot()
  const image = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
    const { height, width } = bitmap
    const drawing = new OffscreenCanvas(width, height).getContext('2d')
    drawing?.drawImage(bitmap, 0, 0)
    const { data = [] } = drawing?.getImageData(0, 0, width, height) ?? {}
    // One character a dot: a list of numbers takes the line to the browser half a second.
    let reds = ''
    for (let at = 0; at < data.length; at += 4) reds += String.fromCharCode(data[at] ?? 0)
    return { height, width, reds }
  }, png.toString('base64'))
  const grey = Uint8ClampedArray.from({ length: image.reds.length * 4 }, (_, at) =>
    at % 4 === 3 ? 255 : image.reds.charCodeAt(at >> 2),
  )
  return jsQr(grey, image.width, image.height)?.data
}

/**
 * Noto CJK draws 木 and the radical ⽊ with one glyph, and the PDF names the radical: undone here, with
 * all blanks, so that a missing word is a missing word.
 */
export function asWritten(text: string): string {
  return text
    .replace(/[\u2e80-\u2fdf]/g, (radical) => supplement[radical] ?? radical.normalize('NFKC'))
    .replace(/\s/g, '')
}

/** Radicals whose everyday character Unicode does not give, or gives in its traditional form. */
const supplement: Readonly<Record<string, string>> = Object.fromEntries(
  [
    '⼾户 ⺟母 ⺠民 ⻄西 ⻅见 ⻆角 ⻉贝 ⻋车 ⻓长 ⻔门 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻬齐 ⻮齿 ⻰龙 ⻳龟',
  ].flatMap((pairs) => pairs.split(' ').map((pair) => [...pair])),
)

function inMillimetres(points: number): number {
  return Math.round((points / 72) * 25.4)
}
