import { fileTextMax } from '#shared/contract/catalogue-import.ts'
import type { Refusal } from '#shared/kernel/result.ts'

export type ChosenFile = { readonly name: string; readonly text: string }

/** A chosen file as it crosses the line; what is too long for one message is not even sent. */
export async function readChosen(
  file: File,
): Promise<ChosenFile | Refusal<'catalogue-too-large' | 'catalogue-unreadable'>> {
  if (Math.ceil(file.size / 3) * 4 > fileTextMax)
    return { code: 'catalogue-too-large', detail: { bytes: `${file.size}` } }
  const text = await base64Of(file)
  return text === '' ? { code: 'catalogue-unreadable', detail: {} } : { name: file.name, text }
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () =>
      resolve(typeof reader.result === 'string' ? (reader.result.split(',')[1] ?? '') : '')
    reader.onerror = () => resolve('')
    reader.readAsDataURL(file)
  })
}

/** Hands a file out as the browser hands out any other. */
export function handOut(name: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const address = URL.createObjectURL(new Blob([bytes], { type: workbookType }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
