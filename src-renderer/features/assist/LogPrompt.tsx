import { Button } from 'antd'
import { useState } from 'react'
import { useKeys } from '../../app/keys.ts'
import { readCard } from '../../app/read-card.ts'
import { useRoutes } from '../../app/routes.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { useLive } from '../../app/use-live.ts'
import type { ChoiceOption } from '../../components/ChoiceField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { LogField } from './LogField.tsx'
import { emptyLog, isFirm, type Log, nextPlace, type Place, placesOf } from './log-wish.ts'
import { PolicyList, usePolicies } from './PolicyList.tsx'
import { useKnown } from './use-known.ts'
import { type LogResult, useLogging } from './use-logging.ts'

/** 帮办速记 (ui.md 2.c): way, person, consent, what about, result; what the desk knows is not asked. */
export function LogPrompt({ onDone }: { readonly onDone: () => void }) {
  const [log, setLog] = useState<Log>(emptyLog)
  const [result, setResult] = useState<LogResult | ''>('')
  const [said, setSaid] = useState('')
  const go = useRoutes(({ go }) => go)
  const consultOn = useRoutes(({ consultOn }) => consultOn)
  const { busy, refused, submit } = useLogging(onDone)
  const { centreName, officers, self } = useOffice()
  const own = officers.find(({ value }) => value === self) ?? officers[0]
  const known = useKnown()
  const sheets = usePolicies(log)
  const full: Log = {
    ...log,
    officerId: log.officerId || (own?.value ?? ''),
    place: log.place || (log.mode === 'ESCORT' ? centreName : ''),
    policyIds: sheets.map(({ policyId }) => policyId),
  }
  const box = useDialogFocus('log.mode')
  const put = (change: Partial<Log>) => setLog((before) => ({ ...before, ...change }))
  const save = () => {
    const lacking = result === 'PAPERS_MISSING' ? log.about.matterId : undefined
    void submit(full, result || 'GOES_ON', lacking ? () => consultOn(lacking) : undefined)
  }
  const focusOn = (place: Place) => setTimeout(() => focusPlace(`log.${place}`))
  const onward = (from: Place, change: Partial<Log> = {}) => {
    if (from === 'result') return save()
    focusOn(nextPlace({ ...full, ...change }, from))
  }
  /** One key says yes; what the desk knows of the person may then be used for them. */
  const agree = async (consent: Log['consent']) => {
    const phone = log.phone || (consent ? await known.phone() : '')
    put({ consent, phone })
    onward('consent', { consent, phone })
  }
  const find = async (idNumber: string) => {
    const found = await known.find(isFirm(log.mode) ? 'ORGANISATION' : 'PERSON', idNumber)
    put({ elderly: found })
  }
  const card = async () => {
    const read = await readCard()
    setSaid(typeof read === 'string' ? read : '')
    if (typeof read === 'string') return
    const { idNumber, name } = read
    put({ name, idNumber })
    await find(idNumber)
    onward('idNumber', { name, idNumber })
  }
  const chooseMode = (mode: string) => {
    if (mode === 'APPOINTMENT') {
      onDone()
      return go({ at: 'assist', view: 'appointments' })
    }
    put({ mode: mode as Log['mode'] })
    return undefined
  }
  useKeys('overlay', { F7: () => void card(), 'Ctrl+Enter': save, Escape: onDone })
  const hands = { put, onward, agree, chooseMode, find, officers, setResult, result }
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt assist-prompt is-log"
        role="dialog"
        aria-modal="true"
        aria-labelledby="log-title"
        tabIndex={-1}
      >
        <h2 id="log-title">帮办速记</h2>
        <p className="weak">免费服务，不收取任何费用。代办要先收件，在办件里转。</p>
        <div className="fields">
          {placesOf(log).map((place) => (
            <LogField key={place} place={place} log={full} hands={hands} />
          ))}
        </div>
        {log.mode === 'POLICY' ? <PolicyList log={log} sheets={sheets} /> : null}
        <p className="field-error" role="alert">
          {refused ?? said}
        </p>
        <div className="prompt-actions">
          <Button onClick={onDone}>
            先不记 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" disabled={busy} onClick={save}>
            记下这次帮办 <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}

/** Who may act today, by name (a lapsed filing is not offered), who is at the window, and where. */
function useOffice() {
  const { answer } = useLive('officer.list', {}, ['journal'])
  const overview = useLive('desk.overview', {}, ['session']).answer
  const rows = answer?.ok ? answer.value.rows : []
  const officers: readonly ChoiceOption[] = rows
    .filter(({ fault }) => !fault)
    .map(({ name, staffId }) => ({ value: staffId, label: name }))
  return {
    officers,
    self: overview?.ok ? (overview.value.signedIn?.staffId ?? '') : '',
    centreName: overview?.ok ? overview.value.centreName : '',
  }
}
