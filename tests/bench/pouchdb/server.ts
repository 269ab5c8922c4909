import { createRequire } from 'node:module'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'

type App = {
  readonly use: (path: string, handler: unknown) => void
  readonly listen: (port: number, host: string, ready: () => void) => Server
}
type Pouch = { readonly defaults: (options: { readonly prefix: string }) => unknown }

/** As the manual of PouchDB Server shows it: express-pouchdb within express, on LevelDB. */
const [installed = '', data = ''] = process.argv.slice(2)
const required = createRequire(join(installed, 'package.json'))
const express = required('express') as () => App
const routes = required('express-pouchdb') as (pouch: unknown, options: unknown) => unknown
const pouch = required('pouchdb') as Pouch

const app = express()
app.use('/', routes(pouch.defaults({ prefix: `${data}/` }), { mode: 'minimumForPouchDB' }))
const server = app.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
