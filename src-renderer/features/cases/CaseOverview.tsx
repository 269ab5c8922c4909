import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { CaseView } from '#shared/contract/case.ts'
import type { ActOutlook, ItemActs } from '#shared/contract/lifecycle.ts'
import { useKeys } from '../../app/keys.ts'
import { PaperList, PaperPreview, usePapers } from '../../app/PaperDesk.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { ActList, actKeys } from './ActList.tsx'
import type { Acts } from './ActPanel.tsx'
import { CaseFacts } from './CaseFacts.tsx'
import { CaseHead } from './CaseHead.tsx'
import { CaseHistory } from './CaseHistory.tsx'
import { useCasePictures } from './case-pictures.tsx'
import { DoneLine } from './DoneLine.tsx'
import type { Done } from './do-acts.ts'
import { ItemList } from './ItemList.tsx'
import { actWord, whyNot } from './lifecycle-words.ts'

type Props = {
  readonly view: CaseView
  readonly acts: Acts
  readonly item: ItemActs | undefined
  readonly done: Done | undefined
  readonly together: boolean
  /** A panel lies over it and has the keys. */
  readonly covered: boolean
  readonly countOf: (outlook: ActOutlook) => number
  readonly onTogether: () => void
  readonly onChoose: (itemNo: string) => void
  readonly onAct: (outlook: ActOutlook) => void
  readonly onSupply: () => void
  readonly onGiveBack: () => void
  readonly onBack: () => void
  readonly onDelegate: () => void
}

/** The items and what may be done with the chosen one; papers and facts of the case are one key away. */
export function CaseOverview(props: Props) {
  const { view, acts, item, done, together, onAct } = props
  const [shown, setShown] = useState<'items' | 'papers' | 'facts'>('items')
  const [said, setSaid] = useState('')
  const papers = usePapers(view.papers)
  const pictures = useCasePictures(view)
  const possible = item?.acts ?? []
  /** Nothing is left to be done with any item: the file is read, and its papers are printed again. */
  const over = acts.items.every((each) => each.acts.length === 0)
  const press = (outlook: ActOutlook) => {
    if (outlook.allowed) return onAct(outlook)
    setSaid(`“${actWord(outlook.act, item?.clocks)}”现在不能做：${outlook.why ? whyNot(outlook.why) : ''}`)
  }
  const move = (by: number) => {
    const at = acts.items.findIndex(({ itemNo }) => itemNo === item?.itemNo)
    const next = acts.items[Math.max(0, Math.min(acts.items.length - 1, at + by))]
    if (next) props.onChoose(next.itemNo)
    setSaid('')
  }
  const printIt = () => papers.chosen && papers.print([papers.chosen])
  const show = (what: 'papers' | 'facts') => setShown(shown === what ? 'items' : what)
  useKeys('step', {
    'Ctrl+P': printIt,
    V: pictures.look,
    P: () => show('papers'),
    M: () => show('facts'),
    B: acts.awaited.length > 0 ? props.onSupply : undefined,
    T: acts.originals.length > 0 ? props.onGiveBack : undefined,
    D: over ? undefined : props.onDelegate,
    A: !over && acts.items.length > 1 ? props.onTogether : undefined,
    ...(shown === 'items'
      ? {
          ArrowDown: () => move(1),
          ArrowUp: () => move(-1),
          ...Object.fromEntries(possible.map((outlook, n) => [actKeys[n] ?? '', () => press(outlook)])),
        }
      : {}),
    ...(shown === 'papers'
      ? Object.fromEntries(
          papers.contents.map(({ paperId }, n) => [String(n + 1), () => papers.choose(paperId)]),
        )
      : {}),
  })
  useKeys('panel', { Escape: () => setShown('items') }, shown !== 'items')
  useEffect(() => setSaid(''), [item?.itemNo, item?.state, done])
  return (
    <div className="screen">
      <div className="screen-body two-panes">
        <section className="pane case-pane">
          <CaseHead view={view} />
          {done ? <DoneLine done={done} /> : null}
          {shown === 'papers' ? <PaperPreview papers={papers} /> : null}
          {shown === 'facts' ? <CaseFacts view={view} /> : null}
          {shown === 'items' && item ? (
            <>
              <h2>
                事项 <span className="weak">共 {acts.items.length} 项</span>
              </h2>
              <ItemList
                view={view}
                items={acts.items}
                today={acts.today}
                chosen={item.itemNo}
                together={together}
                onChoose={props.onChoose}
              />
              {over ? (
                <Over originals={acts.originals.length} />
              ) : (
                <Possible
                  title={together ? '整件一起办' : `${item.itemNo} ${item.name}`}
                  clocks={item.clocks}
                  acts={possible}
                  onAct={press}
                  countOf={together ? props.countOf : undefined}
                />
              )}
              {said ? (
                <p role="alert" className="field-error">
                  {said}
                </p>
              ) : null}
            </>
          ) : null}
          {shown === 'papers' ? null : (
            <div className="print-only">
              <PaperPreview papers={papers} />
            </div>
          )}
        </section>
        <aside className="side-pane" aria-label="单子和经过">
          <h2>单子 {view.papers.length} 份</h2>
          {view.papers.length > 0 ? <PaperList papers={papers} /> : <p className="weak">没有单子。</p>}
          {papers.state === 'failed' ? (
            <p className="field-error">没打出来。办件不受影响，检查打印机后按 Ctrl+P 再打。</p>
          ) : null}
          <h2>经过</h2>
          <CaseHistory history={view.history} />
        </aside>
      </div>
      <div className="action-bar">
        <Button onClick={props.onBack}>
          回去 <kbd>Esc</kbd>
        </Button>
        <Hints
          over={over}
          together={acts.items.length > 1 ? (together ? '只办这一项' : '整件一起办') : undefined}
          pictures={pictures.look !== undefined}
          shown={shown}
        />
        {acts.originals.length > 0 ? (
          <Button onClick={props.onGiveBack}>
            退还原件 <kbd>T</kbd>
          </Button>
        ) : null}
        {acts.awaited.length > 0 ? (
          <Button type={shown === 'papers' ? 'default' : 'primary'} onClick={props.onSupply}>
            补材料 <kbd>B</kbd>
          </Button>
        ) : null}
        <Button
          type={acts.awaited.length > 0 && shown !== 'papers' ? 'default' : 'primary'}
          disabled={!papers.chosen || papers.state === 'printing'}
          onClick={printIt}
        >
          打印这份单子 <kbd>Ctrl+P</kbd>
        </Button>
      </div>
      {pictures.panel}
    </div>
  )
}

type PossibleProps = Parameters<typeof ActList>[0] & { readonly title: string }

function Possible({ title, ...list }: PossibleProps) {
  return (
    <>
      <h2>
        {title}
        <span className="weak"> 可以做的</span>
      </h2>
      <ActList {...list} />
    </>
  )
}

type HintsProps = {
  readonly over: boolean
  readonly together: string | undefined
  readonly pictures: boolean
  readonly shown: 'items' | 'papers' | 'facts'
}

/** The keys of the page; what can no longer be done has none. */
function Hints({ over, pictures, shown, together }: HintsProps) {
  return (
    <>
      <KeyHint keys="↑↓">选事项</KeyHint>
      {over ? null : <KeyHint keys="1–9">办</KeyHint>}
      {!over && together ? <KeyHint keys="A">{together}</KeyHint> : null}
      <span className="spacer" />
      {over ? null : <KeyHint keys="D">转代办</KeyHint>}
      {pictures ? <KeyHint keys="V">看照片</KeyHint> : null}
      <KeyHint keys="G">请评价</KeyHint>
      <KeyHint keys="Alt+C">录入助手</KeyHint>
      <KeyHint keys="M">{shown === 'facts' ? '看事项' : '材料和表'}</KeyHint>
      <KeyHint keys="P">{shown === 'papers' ? '看事项' : '看单子'}</KeyHint>
    </>
  )
}

function Over({ originals }: { readonly originals: number }) {
  return (
    <p className="told" role="status">
      <strong>这件已经全部办完。</strong>
      材料、表和经过还能看，单子按 Ctrl+P 还能再打，再打的标“补打”。
      {originals > 0 ? `还有 ${originals} 份原件没退还，请按 T。` : null}
    </p>
  )
}
