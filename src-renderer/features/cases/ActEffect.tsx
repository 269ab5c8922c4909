import type { ActOutlook, ItemActs } from '#shared/contract/lifecycle.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { paperWords } from '#shared/domain/paper.ts'
import { itemLooks } from '../../app/states.ts'
import { StatusMark } from '../../components/StatusMark.tsx'
import { clockDays } from './ItemList.tsx'
import { effectWords } from './lifecycle-words.ts'

/** What an act will do, told before it is done: nothing of this can be taken back. */
export function ActEffect({ item, outlook }: { readonly item: ItemActs; readonly outlook: ActOutlook }) {
  const clocks = clockChanges(item, outlook)
  const words = effectWords[outlook.act]
  return (
    <div className="act-effect">
      <p>
        {outlook.to === item.state ? (
          <>
            状态不变，仍是 <StatusMark {...itemLooks[item.state]} />
          </>
        ) : (
          <>
            将从 <StatusMark {...itemLooks[item.state]} /> 变为{' '}
            <StatusMark {...itemLooks[outlook.to]} strong />
          </>
        )}
      </p>
      {words ? <p>{words}</p> : null}
      {clocks.length > 0 ? <p>期限：{clocks.join('；')}。</p> : null}
      <p className="weak">
        {outlook.papers.length > 0
          ? `会有单子：${outlook.papers.map((kind) => paperWords[kind]).join('、')}。`
          : '没有要打印的单子。'}
      </p>
    </div>
  )
}

/** Which last days begin, move or fall away, as far as they are certain before the act is said. */
function clockChanges({ clocks: before }: ItemActs, { act, clocks: after }: ActOutlook): readonly string[] {
  if (!after || act === 'EXTEND') return []
  return clockDays.flatMap(([key, word]) => {
    const was = before[key]
    const is = after[key]
    if (was === is) return []
    if (!is) return [`不再算${word}期限`]
    const tentative = after.provisional ? '（暂定）' : ''
    return [`${word}最晚 ${was ? `${dayText(was)} → ` : ''}${dayText(is)}${tentative}`]
  })
}
