import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { hash, makeKeyPair, randomBytes, sameBytes } from '#shared/crypto/suite.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { parsed } from '#shared/kernel/json.ts'

/**
 * Who the city is. Lives outside the database, so that a new or restored database is still the city
 * the desks know, with a new epoch (sync.md C.16).
 */
export const Identity = z.strictObject({
  v: z.literal(1),
  cityId: z.string(),
  keyId: z.string(),
  publicKey: z.string(),
  privateKey: z.string(),
  operatorToken: z.string().min(32),
  /** The highest epoch ever given to a database of this city. */
  cityEpoch: z.number().int().min(0),
})
export type Identity = z.infer<typeof Identity>

export function makeIdentity(cityId: string): Identity {
  const { publicKey, privateKey } = makeKeyPair()
  return {
    v: 1,
    cityId,
    keyId: keyIdOf(publicKey),
    publicKey,
    privateKey,
    operatorToken: randomBytes(32).toString('base64url'),
    cityEpoch: 0,
  }
}

export function readIdentity(dataDir: string): Identity | undefined {
  const path = pathIn(dataDir)
  if (!existsSync(path)) return undefined
  const read = Identity.safeParse(parsed(readFileSync(path, 'utf8')))
  if (!read.success)
    throw new Fault('identity-unreadable', path, '市级身份文件损坏，没有新建，请从备份恢复该文件。')
  return read.data
}

/** Whole or not at all, and on the disk before anything is signed with it. */
export function writeIdentity(dataDir: string, identity: Identity): void {
  const path = pathIn(dataDir)
  const unfinished = `${path}.unfinished`
  const file = openSync(unfinished, 'w', 0o600)
  writeSync(file, `${JSON.stringify(identity, undefined, 2)}\n`)
  fsyncSync(file)
  closeSync(file)
  renameSync(unfinished, path)
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** Compares hashes, so that the time taken tells nothing about the token. */
export function isOperatorToken(identity: Identity, token: string): boolean {
  return sameBytes(hash(token), hash(identity.operatorToken))
}

function keyIdOf(publicKey: string): string {
  return hash(Buffer.from(publicKey, 'base64url')).subarray(0, 8).toString('hex')
}

function pathIn(dataDir: string): string {
  return join(dataDir, 'city-identity.json')
}
