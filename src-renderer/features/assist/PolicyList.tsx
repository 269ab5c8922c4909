import { useEffect, useState } from 'react'
import type { Answer } from '#shared/contract/desk.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { printSheets } from '../../app/print-papers.ts'
import { say } from '../../app/say.ts'
import { useLive } from '../../app/use-live.ts'
import { PolicySheetPaper } from '../../papers/PolicySheetPaper.tsx'
import { type Log, profileOf } from './log-wish.ts'

type Sheets = Extract<Answer<'policy.match'>, { ok: true }>['value']['sheets']

/** What a firm of this profile may ask for, as soon as the profile is whole. */
export function usePolicies(log: Log): Sheets {
  const [sheets, setSheets] = useState<Sheets>([])
  const profile = log.mode === 'POLICY' ? profileOf(log) : undefined
  const key = JSON.stringify(profile ?? null)
  useEffect(() => {
    let gone = false
    const asked = JSON.parse(key) as ReturnType<typeof profileOf> | null
    if (!asked) return setSheets([])
    ask('policy.match', { profile: asked }).then(
      (answer) => !gone && setSheets(answer.ok ? answer.value.sheets : []),
      () => !gone && setSheets([]),
    )
    return () => {
      gone = true
    }
  }, [key])
  return sheets
}

/** The sheets on the screen and on paper; what no department has confirmed says so. */
export function PolicyList({ log, sheets }: { readonly log: Log; readonly sheets: Sheets }) {
  const overview = useLive('desk.overview', {}, ['session']).answer
  const print = async () => {
    if (sheets.length === 0) return say('没有可以打印的政策单')
    say((await printSheets([])) ? '政策单交给打印机了' : '政策单没打出来，请看打印机再按 Ctrl+P')
  }
  useKeys('overlay', { 'Ctrl+P': () => void print() })
  if (!profileOf(log)) return <p className="weak">填完规模、行业、成立日期和人数，合适的政策就列在这里。</p>
  if (sheets.length === 0) return <p className="note">按这些情况没有找到合适的政策，可以请部门再看。</p>
  return (
    <section aria-label="合适的政策">
      <h3>
        合适的政策 {sheets.length} 条，<kbd>Ctrl+P</kbd> 打印带走
      </h3>
      <ol className="record-list">
        {sheets.map(({ confirmed, deptName, name, policyId }) => (
          <li key={policyId}>
            {name} <span className="weak">{deptName}</span>
            {confirmed ? null : <span className="badge is-amber">以部门答复为准</span>}
          </li>
        ))}
      </ol>
      {overview?.ok ? (
        <div className="print-only">
          <PolicySheetPaper
            firm={log.name}
            sheets={sheets}
            unitName={overview.value.centreName}
            practice={overview.value.practice}
            printedOn={overview.value.today}
          />
        </div>
      ) : null}
    </section>
  )
}
