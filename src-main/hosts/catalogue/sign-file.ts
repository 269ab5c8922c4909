import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { bundleText, type CatalogueBundle } from '#shared/catalogue/bundle.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { catalogueVerifies, signCatalogue } from '#shared/protocol/signing.ts'

/** What of the city's identity file is needed to sign; the rest of it is passed over. */
const SigningKey = z.object({ keyId: z.string(), publicKey: z.string(), privateKey: z.string() })

/** Signs a bundle with the key of the city and writes it whole or not at all. */
export function signFile(keyFile: string, bundle: CatalogueBundle, out: string): void {
  const key = readKey(keyFile)
  const signed = signCatalogue(key.privateKey, key.keyId, bundleText(bundle))
  if (!catalogueVerifies(key.publicKey, signed))
    throw new Fault('key-halves-differ', keyFile, `${keyFile} 里的公钥和私钥不是一对，没有签名。`)
  writeFileSync(`${out}.unfinished`, `${JSON.stringify(signed)}\n`)
  renameSync(`${out}.unfinished`, out)
}

function readKey(keyFile: string): z.infer<typeof SigningKey> {
  try {
    return SigningKey.parse(JSON.parse(readFileSync(keyFile, 'utf8')))
  } catch {
    throw new Fault('key-unreadable', keyFile, `${keyFile} 不是市级的密钥文件，没有签名。`)
  }
}
