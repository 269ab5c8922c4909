import type { CustodyRow } from '#shared/contract/custody-board.ts'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { conditionWords, contentsText, thingFormWords } from '#shared/domain/slip-text.ts'
import { Seals } from '../../app/Seals.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { Claims } from './Claims.tsx'
import { lookOf } from './lanes.ts'
import { gravest, type Pack } from './packs.ts'

/** One bag: whose, with whom, and every paper in it. */
export function PackPane({ pack, today }: { readonly pack: Pack; readonly today: string }) {
  const [first] = pack.things
  const grave = gravest(pack.things)
  return (
    <aside className="side-pane custody-pane" aria-label="这一袋" tabIndex={0}>
      <h2>
        <Seals priority={first.priority} />
        {first.ownerName} <span className="weak">{contentsText(pack.things)}</span>
      </h2>
      <p>
        <StatusMark {...lookOf(grave)} />
      </p>
      <dl className="board-facts">
        <dt>袋号</dt>
        <dd className="code">{pack.bagNo ?? '还没装袋'}</dd>
        <dt>办件</dt>
        <dd className="code">{formatCaseNo(first.caseNo)}</dd>
        <dt>在谁那里</dt>
        <dd>
          {first.holderName}
          {first.holder.at === 'COUNTER' && first.shelf ? `（${first.shelf}）` : ''}
        </dd>
        <dt>从哪天</dt>
        <dd>
          {dayText(first.since)}，{first.daysHeld === 0 ? '今天' : `已 ${first.daysHeld} 天`}
        </dd>
      </dl>
      {grave.disputed ? <Claims thingId={grave.thingId} /> : null}
      <h3>里面的材料</h3>
      <ol className="custody-things">
        {pack.things.map((thing) => (
          <li key={thing.thingId}>
            <b>{thing.name}</b>
            <span className="weak">{thingWords(thing)}</span>
            <Wanting thing={thing} today={today} />
          </li>
        ))}
      </ol>
    </aside>
  )
}

function thingWords({ condition, copies, docNumber, fee, form, pages }: CustodyRow): string {
  return [
    `${thingFormWords[form]} ${copies} 份`,
    docNumber && `号码 ${docNumber}`,
    fee && `${fee.purpose} ${fee.receiptNo}`,
    pages && `${pages} 页`,
    condition === 'GOOD' ? undefined : conditionWords[condition],
  ]
    .filter(Boolean)
    .join('，')
}

/** What has to be said of an original before it may leave the house. */
export function Wanting({ thing, today }: { readonly thing: CustodyRow; readonly today: string }) {
  const late = thing.returnBy !== undefined && thing.returnBy < today
  return (
    <>
      {late ? <span className="badge is-amber">该还：{dayText(thing.returnBy ?? today)}</span> : null}
      {wantingOf(thing).map((word) => (
        <span key={word} className="badge">
          {word}
        </span>
      ))}
    </>
  )
}

export function wantingOf(
  thing: Pick<CustodyRow, 'custodyPolicy' | 'docNumber' | 'form' | 'photo' | 'returnBy'>,
) {
  if (thing.form !== 'ORIGINAL') return []
  const { custodyPolicy, docNumber, photo, returnBy } = thing
  return [
    ...(docNumber || photo ? [] : ['缺号码或照片']),
    ...(custodyPolicy === 'SHORT_HOLD' && !returnBy ? ['缺归还日期'] : []),
  ]
}
