import { longDayText } from '#shared/domain/date-text.ts'
import { letterActShort, priorityWords } from '../../app/assist-words.ts'
import type { Outlook, Scope } from './errand-draft.ts'

type Props = { readonly outlook: Outlook; readonly scope: Scope; readonly signed: boolean }

/** What comes of it: who goes first, what the officer may do and may not, what must be done in person. */
export function ErrandOutlook({ outlook, scope, signed }: Props) {
  const { grounds, items, officers, period, principal, rows } = outlook
  const goes = items.filter(({ leaves }) => !leaves)
  const leaves = items.filter((item) => item.leaves)
  const held = rows.filter((row) => row.held)
  return (
    <aside className="side-pane assist-pane" aria-label="代办的范围">
      <h2>能不能代办</h2>
      <dl className="facts">
        <dt>优先</dt>
        <dd>
          {grounds.length > 0 ? grounds.map((ground) => priorityWords[ground].word).join('、') : '按先后'}
          {principal.age === undefined ? '' : `（${principal.age} 岁）`}
        </dd>
        <dt>代办</dt>
        <dd>
          {goes.length === 0 ? (
            <strong>没有可以代办的事项</strong>
          ) : (
            goes.map(({ itemNo, name }) => <p key={itemNo}>{name}</p>)
          )}
        </dd>
        {leaves.length > 0 ? (
          <>
            <dt>不能代办</dt>
            <dd>
              {leaves.map(({ itemNo, leaves: why, name, reason }) => (
                <p key={itemNo}>
                  {name}
                  <span className="weak">
                    {' '}
                    {why === 'presence-required' ? `要本人到场。${reason}` : '不能委托代办'}
                  </span>
                </p>
              ))}
            </dd>
          </>
        ) : null}
        <dt>专员可以</dt>
        <dd>{scope.acts.map((act) => letterActShort[act]).join('、') || '还没有勾'}</dd>
        <dt>谁也不能</dt>
        <dd>改申请内容，放弃权利，代作承诺</dd>
        <dt>有效期</dt>
        <dd>
          到 {longDayText(scope.validTo || period.validTo)}
          {period.provisional ? '（暂定）' : ''}
        </dd>
      </dl>
      {officers.length === 0 ? (
        <p className="field-error" role="alert">
          今天没有备案有效的专员，请负责人先登记备案。
        </p>
      ) : null}
      {principal.minor ? <p className="badge is-amber">未满 18 周岁，由监护人签</p> : null}
      {held.length > 0 ? (
        <p className="weak">
          已在窗口保管：{held.map(({ name }) => name).join('、')}。办完登记后，在保管看板交给专员。
        </p>
      ) : null}
      {signed ? <p className="badge is-amber">委托书已签；改了内容要重签</p> : null}
    </aside>
  )
}
