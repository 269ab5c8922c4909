import type { ListedBag, RoundSheet } from '#shared/contract/custody-rounds.ts'
import { dayText, longDayText } from '#shared/domain/date-text.ts'
import { CaseQr } from './CaseCode.tsx'
import './paper.css'
import './label.css'

/** 跑腿单: every window with its bags, a box to tick and the code of the bag (ui.md 2.b). No whole name on it. */
export function TripSheet({ sheet }: { readonly sheet: RoundSheet }) {
  const { day, practice, stops, unitName } = sheet
  const bags = stops.reduce((sum, stop) => sum + stop.bags.length, 0)
  return (
    <article className="paper-sheet paper-a4 trip-sheet" lang="zh-CN" aria-label="跑腿单">
      {practice && <p className="paper-practice">练习 · 不具法律效力</p>}
      <div className="paper-flow">
        <header className="paper-head">
          <div className="paper-name">
            <p className="paper-unit">{unitName}</p>
            <h1>跑腿单</h1>
          </div>
        </header>
        <p>
          {longDayText(day)}　共 {stops.length} 处 {bags}{' '}
          袋　跑腿人：＿＿＿＿＿＿　出发：＿＿＿＿　回来：＿＿＿＿
        </p>
        {stops.map(({ bags: each, fetch, organ }) => (
          <section key={organ} className="trip-stop">
            <h2>{organ}</h2>
            <table className="paper-table">
              <tbody>
                {each.map((bag) => (
                  <BagRow key={bag.thingIds[0]} bag={bag} />
                ))}
                {fetch.map((words) => (
                  <tr key={words}>
                    <td className="trip-tick">□</td>
                    <td colSpan={3}>取：{words}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ))}
        <footer className="paper-tail">
          <p>送到勾一次，带回的袋晚上扫码。材料留在窗口的，请窗口在交接清单上盖章。</p>
        </footer>
      </div>
    </article>
  )
}

function BagRow({ bag: { bagNo, contents, ownerName, place, returnBy } }: { readonly bag: ListedBag }) {
  return (
    <tr>
      <td className="trip-tick">□</td>
      <td className="trip-code">{bagNo ? <CaseQr caseNo={bagNo} /> : '没装袋'}</td>
      <td>
        {ownerName}　{contents}
        <br />
        <span className="trip-no">{bagNo ?? ''}</span>
      </td>
      <td>
        {place}
        {returnBy ? `，${dayText(returnBy)}还` : ''}
      </td>
    </tr>
  )
}
