import { writeSync } from 'node:fs'
import { openDesk } from '#main/hosts/open-desk.ts'

/** Opens an older desk as a newer program does at its first start, in a process of its own, to be killed amid that. */
const [, , root = '', dir = '', secret = ''] = process.argv
writeSync(1, 'go\n')
openDesk(root, dir, Buffer.from(secret, 'hex'))
writeSync(1, 'up\n')
setInterval(() => undefined, 1_000)
