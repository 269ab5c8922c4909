import { gzipSync } from 'node:zlib'
import type { Examined } from '#main/services/shelf.ts'
import { bundleText, readBundle } from '#shared/catalogue/bundle.ts'
import { readSheets } from '#shared/catalogue/workbook/read-sheets.ts'
import { hash } from '#shared/crypto/suite.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { Signed } from '#shared/protocol/messages.ts'
import { catalogueVerifies } from '#shared/protocol/signing.ts'
import type { ReaderAnswer } from './examine.ts'
import { isZip, readWorkbook, WorkbookUnreadable } from './workbook-file.ts'

/** More than any real catalogue; what crosses the window's line is limited to the same. */
export const fileBytesMax = 4 * 1024 * 1024

/** Reads a signed file, a bare bundle or a workbook. The signature is checked before anything else. */
export async function readCatalogueFile(bytes: Uint8Array, cityKey: string): Promise<ReaderAnswer> {
  if (bytes.length > fileBytesMax) return refuse('catalogue-too-large', { bytes: `${bytes.length}` })
  if (isZip(bytes)) return readXlsx(bytes)
  const value = parsed(Buffer.from(bytes).toString('utf8'))
  if (typeof value !== 'object' || value === null) return refuse('catalogue-unreadable')
  if (!('sig' in value)) return ok(examined(value))
  const signed = Signed.safeParse(value)
  if (!signed.success) return refuse('catalogue-unreadable')
  if (!catalogueVerifies(cityKey, signed.data)) return refuse('signature-wrong', { keyId: signed.data.keyId })
  const body = parsed(signed.data.body)
  return body === undefined ? refuse('catalogue-unreadable') : ok(examined(body, signed.data))
}

async function readXlsx(bytes: Uint8Array): Promise<ReaderAnswer> {
  try {
    const read = readSheets(await readWorkbook(bytes))
    return ok(read.ok ? examined({ catalogue: read.catalogue }) : { signed: false, sound: false, ...read })
  } catch (error) {
    if (error instanceof WorkbookUnreadable) return refuse('catalogue-unreadable')
    throw error
  }
}

/** Kept are the bytes that were signed; where nobody signed, the one text of the bundle. */
function examined(value: unknown, by?: Signed): Examined {
  const read = readBundle(value)
  const signed = by !== undefined
  if (!read.ok) return { signed, sound: false, faults: read.faults }
  const body = by?.body ?? bundleText(read.bundle)
  return {
    signed,
    sound: true,
    ...(by ? { keyId: by.keyId } : {}),
    bundle: read.bundle,
    packed: gzipSync(body),
    sha256: hash(body).toString('base64url'),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
