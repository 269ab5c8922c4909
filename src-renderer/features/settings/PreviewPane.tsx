import type { CataloguePreview } from '#shared/contract/catalogue-import.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { CatalogueChanges, changesInShort } from '../../app/CatalogueChanges.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { FaultTable } from './FaultTable.tsx'

/** What a file would change, before anybody adopts it: whose it is, from when, what, and whom it concerns. */
export function PreviewPane({
  name,
  preview,
  today,
}: {
  readonly name: string
  readonly preview: CataloguePreview
  readonly today: string
}) {
  const { calendarYears, comparedWith, effectiveFrom, faults, from, source, version } = preview
  if (faults.length > 0) return <FaultTable name={name} faults={faults} />
  return (
    <>
      <h2>
        目录 {version} <span className="weak">{name}</span>
      </h2>
      <dl className="settings-facts">
        <dt>签名</dt>
        <dd>
          <Signature preview={preview} />
        </dd>
        <dt>来源</dt>
        <dd>{source}</dd>
        <dt>起用</dt>
        <dd>
          {effectiveFrom ? longDayText(effectiveFrom) : ''}
          {from === today ? '，启用后今天新收的件就按它办' : '，到那天零点自动换上'}
        </dd>
        <dt>改动</dt>
        <dd>
          与 {comparedWith} 相比，{changesInShort(preview)}
        </dd>
        {calendarYears.length > 0 ? (
          <>
            <dt>放假安排</dt>
            <dd>带 {calendarYears.join('、')} 年的</dd>
          </>
        ) : null}
      </dl>
      <Affected preview={preview} />
      <h2>改了什么</h2>
      <CatalogueChanges matters={preview.matters} items={preview.items} />
    </>
  )
}

function Signature({ preview: { keyId, signed } }: { readonly preview: CataloguePreview }) {
  if (signed) return <StatusMark shape="tick" word={`市级签名，已核对（${keyId ?? ''}）`} tone="green" />
  return (
    <>
      <StatusMark shape="barred" word="没有市级签名" tone="amber" strong />
      <span>：谁都可能改过，只能看，不能启用。请交市级检查、签名。</span>
    </>
  )
}

function Affected({ preview: { affected } }: { readonly preview: CataloguePreview }) {
  if (affected.length === 0) return <p>本工作台没有未办结的件和草稿受影响。</p>
  return (
    <>
      <h2>本工作台受影响的</h2>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">主题</th>
            <th scope="col">未办结的件，仍按收件时的目录办</th>
            <th scope="col">草稿，启用后按新目录</th>
          </tr>
        </thead>
        <tbody>
          {affected.map(({ drafts, matterId, name, openCases, removed }) => (
            <tr key={matterId}>
              <td>
                {name}
                {removed ? <span className="badge is-amber">取消</span> : null}
              </td>
              <td>{openCases} 件</td>
              <td>{drafts} 份</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
