import { openDesk } from '#main/hosts/open-desk.ts'
import { root } from './a-desk.ts'

/** Opens a desk in a process of its own and holds it until it is killed. */
const [, , dir = '', secret = ''] = process.argv
openDesk(root, dir, Buffer.from(secret, 'hex'))
process.stdout.write('held\n')
setInterval(() => undefined, 1_000)
