import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Examined, ExamineRefusal } from '#main/services/shelf.ts'
import { type Result, refuse } from '#shared/kernel/result.ts'

/** What a worker is given and what it answers. */
export type ReaderTask = { readonly bytes: Uint8Array; readonly cityKey: string }
export type ReaderAnswer = Result<Examined, ExamineRefusal>

const patienceMs = 30_000
const heapMb = 512

/**
 * Reads and checks a catalogue file in a thread of its own: a workbook takes seconds, and the clerk at
 * the next question must not wait for it. A file that breaks or outlasts the thread is unreadable.
 */
export function examineCatalogue(bytes: Uint8Array, cityKey: string): Promise<ReaderAnswer> {
  const file = import.meta.filename.endsWith('.ts') ? 'reader.ts' : 'catalogue-reader.js'
  const worker = new Worker(join(import.meta.dirname, file), {
    workerData: { bytes, cityKey } satisfies ReaderTask,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
    // What a host was started with, such as a test runner's loader, is nothing to a reader.
    execArgv: [],
  })
  return new Promise((resolve) => {
    const settle = (answer: ReaderAnswer): void => {
      clearTimeout(patience)
      void worker.terminate()
      resolve(answer)
    }
    const patience = setTimeout(() => settle(refuse('catalogue-unreadable')), patienceMs)
    worker.once('message', (answer: ReaderAnswer) => settle(answer))
    worker.once('error', () => settle(refuse('catalogue-unreadable')))
    worker.once('exit', () => settle(refuse('catalogue-unreadable')))
  })
}
