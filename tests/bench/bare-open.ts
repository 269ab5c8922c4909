import { readFileSync } from 'node:fs'
import { openByDeskSecret } from '#main/security/key-slots.ts'
import { deriveKey } from '#shared/crypto/suite.ts'
import { openEncrypted } from '#shared/sqlite/open.ts'

/** The least a process can do with a desk's file: unwrap the key, open by contract, count the cases. */
const [dir = ''] = process.argv.slice(2)
const secret = Buffer.from(readFileSync(0, 'utf8'), 'base64')
const db = openEncrypted(`${dir}/desk.db`, deriveKey(openByDeskSecret(dir, secret), 'db'), true)
db.prepare('SELECT count(*) FROM matter_case').get()
db.close()
