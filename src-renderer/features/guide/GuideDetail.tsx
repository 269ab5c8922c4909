import type { MatterSheet, SheetItem } from '#shared/domain/matter-sheet.ts'
import { FlowPicture } from '../../components/FlowPicture.tsx'

/** Everything about a matter before anybody is asked anything; what depends on answers says on which. */
export function GuideDetail({ age, sheet }: { readonly sheet: MatterSheet; readonly age: string }) {
  return (
    <>
      <header className="guide-head">
        <h2 className="guide-name">{sheet.matterName}</h2>
        <span className="badge">{sheet.kindWord}</span>
        <span className="weak code">{sheet.matterId}</span>
        <span className="weak">{age}</span>
      </header>
      <dl className="guide-facts">
        <dt>牵头</dt>
        <dd>{sheet.leadDept}</dd>
        <dt>配合</dt>
        <dd>{sheet.relatedDepts.join('、') || '没有'}</dd>
        <dt>时间</dt>
        <dd>{sheet.timeWord}</dd>
        <dt>费用</dt>
        <dd>{sheet.feeWord}</dd>
        <dt>要问</dt>
        <dd>{sheet.answers.map(({ question }) => question).join('　') || '不用问'}</dd>
        {age.endsWith(sheet.source) ? null : (
          <>
            <dt>来源</dt>
            <dd>{sheet.source}</dd>
          </>
        )}
      </dl>
      <h2>怎么走</h2>
      <div className="guide-flow">
        <FlowPicture steps={sheet.items} />
      </div>
      <h2>一套材料 {sheet.materials.length} 样</h2>
      <table className="table guide-materials">
        <thead>
          <tr>
            <th scope="col">材料</th>
            <th scope="col">要求</th>
            <th scope="col">怎么办、在哪里办</th>
            <th scope="col">用于</th>
          </tr>
        </thead>
        <tbody>
          {sheet.materials.map((row) => (
            <tr key={row.rowId}>
              <td>
                {row.name}
                {row.maybe ? <span className="badge">视情况</span> : null}
                {row.optional ? <span className="badge">可不交</span> : null}
              </td>
              <td>{row.required}</td>
              <td>
                {row.howToObtain}
                {row.notes.join('')}
                {row.when ? <span className="weak"> {row.when}</span> : null}
              </td>
              <td className="weak">{row.depts.join('、')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>各个事项</h2>
      {sheet.items.map((item) => (
        <ItemFacts key={item.itemId} item={item} />
      ))}
    </>
  )
}

function ItemFacts({ item }: { readonly item: SheetItem }) {
  const facts = [
    ['本中心', item.roleWord],
    ['部门', item.deptName],
    ['时限', item.timeWord],
    ['收费', item.feeWord],
    ['条件', item.condition],
    ['到场', item.presence],
    ['依据', item.legalBasis],
    ['什么时候办', item.when],
  ].filter(([, words]) => words !== '')
  return (
    <section className="guide-item">
      <h3>
        {item.n} {item.name}
        {item.maybe ? <span className="badge">视情况</span> : null}
      </h3>
      <dl className="guide-facts">
        {facts.map(([label, words]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
