import { Alert } from 'antd'
import { useEffect } from 'react'
import { useRoutes } from './routes.ts'
import { listenToScans, useScanNote } from './scan.ts'

const shownMs = 20_000

/** Listens to the scanner while somebody is signed in, and says what a scan came to nothing by. */
export function ScanNote() {
  const { note, say } = useScanNote()
  const route = useRoutes(({ route }) => route)
  useEffect(() => listenToScans(window), [])
  useEffect(() => say(''), [route, say])
  useEffect(() => {
    if (!note) return
    const timer = setTimeout(() => say(''), shownMs)
    return () => clearTimeout(timer)
  }, [note, say])
  return note ? <Alert type="warning" role="alert" className="scan-note" title={note} /> : null
}
