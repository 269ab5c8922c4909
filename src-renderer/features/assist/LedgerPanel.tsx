import { Button } from 'antd'
import { useState } from 'react'
import type { Ledger, LedgerRow } from '#shared/contract/assist-ledger.ts'
import { ledgerColumns } from '#shared/domain/assist-ledger.ts'
import { addMonths } from '#shared/domain/day.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { printSheets } from '../../app/print-papers.ts'
import { say } from '../../app/say.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { useLive } from '../../app/use-live.ts'
import { handOutWorkbook } from '../../app/write-workbook.ts'
import { type Column, FastGrid } from '../../components/FastGrid.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { LedgerSheet } from '../../papers/LedgerSheet.tsx'

/** 代办服务登记台账 (D14): a month at a time, of everybody or of one officer, on paper and as a workbook. */
export function LedgerPanel({ onClose, today }: { readonly today: string; readonly onClose: () => void }) {
  const [month, setMonth] = useState(today.slice(0, 7))
  const [officerId, setOfficerId] = useState<StaffId>()
  const wish = { month, ...(officerId ? { officerId } : {}) }
  const { again, answer, failed } = useLive('assist.ledger', wish, ['journal'])
  const box = useDialogFocus(undefined)
  const all = useLive('assist.ledger', { month }, ['journal']).answer
  const officers = all?.ok ? all.value.officers : []
  const ledger = answer?.ok ? answer.value : undefined
  const title = `代办服务登记台账（${Number(month.slice(0, 4))}年${Number(month.slice(5))}月）`
  const step = (by: number) => setMonth(addMonths(`${month}-01`, by).slice(0, 7))
  const print = () => {
    ask('assist.takeLedger', { ...wish, how: 'PAPER' })
      .then(() => printSheets([]))
      .then(
        (taken) => say(taken ? '台账已交给打印机' : '没打出来，请看打印机，再按 Ctrl+P'),
        () => say('没打出来，请看打印机，再按 Ctrl+P'),
      )
  }
  const take = () => {
    void ask('assist.takeLedger', { ...wish, how: 'WORKBOOK' }).then(
      (taken) => taken.ok && handedOut(taken.value),
      () => say('没有导出来，请再按一次 Ctrl+E。'),
    )
  }
  const handedOut = (ledger: Ledger) => {
    const columns = [
      { title: '序号', width: 6 },
      ...ledgerColumns.map(([, head, width]) => ({ title: head, width })),
    ]
    const rows = ledger.rows.map((row, n) => [`${n + 1}`, ...ledgerColumns.map(([key]) => row[key])])
    const foot = `${ledger.unitName}　${ledger.by}　${ledger.today}导出`
    handOutWorkbook(`${title}.xlsx`, { name: month, columns, rows, foot }).then(
      () => say(`“${title}.xlsx”已交给浏览器下载`),
      () => say('没有导出来，请再按一次 Ctrl+E。'),
    )
  }
  useKeys('overlay', {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    0: () => setOfficerId(undefined),
    ...Object.fromEntries(
      officers.slice(0, 9).map(({ staffId }, n) => [`${n + 1}`, () => setOfficerId(staffId)]),
    ),
    'Ctrl+P': print,
    'Ctrl+E': take,
    Enter: () => undefined,
    Escape: onClose,
  })
  return (
    <div
      ref={box}
      className="errand-cover"
      role="dialog"
      aria-modal="true"
      aria-label="代办服务登记台账"
      tabIndex={-1}
    >
      <div className="screen">
        <div className="screen-body board-body">
          <header className="list-head">
            <h1>{title}</h1>
            <div className="assist-scopes" role="radiogroup" aria-label="谁的">
              <Officer
                n={0}
                word="全部"
                on={officerId === undefined}
                onPick={() => setOfficerId(undefined)}
              />
              {officers.map(({ name, staffId }, n) => (
                <Officer
                  key={staffId}
                  n={n + 1}
                  word={name}
                  on={officerId === staffId}
                  onPick={() => setOfficerId(staffId)}
                />
              ))}
            </div>
          </header>
          {ledger && ledger.rows.length > 0 ? (
            <FastGrid
              label="代办服务登记台账"
              rows={ledger.rows}
              columns={shown}
              rowKey={({ orderId }) => orderId}
              autoFocus
              onOpen={() => undefined}
            />
          ) : (
            <div className="state" role={failed ? 'alert' : undefined}>
              <p>
                {failed ? '台账没有打开。已保存的内容不受影响。' : ledger ? '这个月没有登记。' : '正在取台账'}
              </p>
              {failed ? <Button onClick={again}>再取一次台账</Button> : null}
            </div>
          )}
          {ledger ? (
            <div className="print-only">
              <LedgerSheet {...ledger} title={title} printedOn={ledger.today} />
            </div>
          ) : null}
        </div>
        <div className="action-bar">
          <Button onClick={onClose}>
            回帮办 <kbd>Esc</kbd>
          </Button>
          <KeyHint keys="← →">换月份</KeyHint>
          <KeyHint keys="0–9">谁的</KeyHint>
          <span className="spacer" />
          <Button disabled={!ledger} onClick={take}>
            导出 Excel <kbd>Ctrl+E</kbd>
          </Button>
          <Button type="primary" disabled={!ledger} onClick={print}>
            打印台账 <kbd>Ctrl+P</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}

type OfficerProps = {
  readonly n: number
  readonly word: string
  readonly on: boolean
  readonly onPick: () => void
}

function Officer({ n, on, onPick, word }: OfficerProps) {
  return (
    <button type="button" role="radio" aria-checked={on} onClick={onPick}>
      <kbd>{n}</kbd> {word}
    </button>
  )
}

const shown: readonly Column<LedgerRow>[] = [
  { key: 'registeredOn', title: '登记', width: '92px', show: (row) => row.registeredOn },
  { key: 'name', title: '委托人', width: '76px', show: (row) => row.name },
  { key: 'about', title: '服务事项', width: 'minmax(120px, 1fr)', show: (row) => row.about },
  { key: 'mode', title: '方式', width: '76px', show: (row) => row.mode },
  { key: 'things', title: '材料', width: '52px', show: (row) => row.things },
  { key: 'originals', title: '原件', width: '52px', show: (row) => row.originals },
  { key: 'letter', title: '委托书、期限', width: 'minmax(150px, 1fr)', show: (row) => row.letter },
  { key: 'officer', title: '专员', width: '72px', show: (row) => row.officer },
  { key: 'doneOn', title: '办结', width: '92px', show: (row) => row.doneOn },
  { key: 'result', title: '结果', width: '64px', show: (row) => row.result },
  { key: 'returnedOn', title: '返还', width: '92px', show: (row) => row.returnedOn },
  { key: 'grade', title: '满意度', width: '72px', show: (row) => row.grade },
  { key: 'remark', title: '备注', width: '72px', show: (row) => row.remark },
]
