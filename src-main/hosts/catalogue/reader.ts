import { parentPort, workerData } from 'node:worker_threads'
import type { ReaderTask } from './examine.ts'
import { readCatalogueFile } from './read-file.ts'

/** The thread that reads a catalogue file: one task, one answer, then it is ended. */
const { bytes, cityKey } = workerData as ReaderTask
parentPort?.postMessage(await readCatalogueFile(bytes, cityKey))
