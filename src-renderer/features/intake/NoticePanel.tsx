import type { MergedMaterial } from '#shared/catalogue/merged.ts'
import type { Judgement } from '#shared/domain/material.ts'
import { defectWords, supplyWords } from '../../app/materials/words.ts'

type Props = {
  readonly rows: readonly MergedMaterial[]
  readonly judgements: ReadonlyMap<string, Judgement>
}

/** The sentence of the notice, growing as rows are judged: all that is missing, told once. */
export function NoticePanel({ rows, judgements }: Props) {
  const marked = rows.flatMap((row) => {
    const judgement = judgements.get(row.rowId)
    return judgement ? [{ row, judgement }] : []
  })
  const lacking = marked.filter(({ judgement }) => judgement.state === 'EXPECTED')
  const deferred = marked.filter(({ judgement }) => judgement.state === 'DEFERRED')
  const kept = marked.filter(
    ({ judgement, row }) =>
      row.form !== 'FORM' && judgement.state === 'SUPPLIED' && judgement.taken === 'ORIGINAL',
  )
  return (
    <div className="notice" aria-live="polite">
      <h2>还差什么</h2>
      {lacking.length === 0 ? (
        <p className="weak">{marked.length === rows.length ? '没有缺的材料。' : '目前没有标缺的材料。'}</p>
      ) : (
        <>
          <p>
            请一次补齐 <strong>{lacking.length}</strong> 份材料：
          </p>
          <ol>
            {lacking.map(({ row, judgement }) => (
              <li key={row.rowId}>
                <strong>{row.name}</strong>（
                {judgement.state === 'EXPECTED' ? defectWords[judgement.reason] : ''}）
                <br />
                <span className="weak">{row.howToObtain}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {deferred.length > 0 ? (
        <>
          <h2>容缺后补</h2>
          <ol>
            {deferred.map(({ row, judgement }) => (
              <li key={row.rowId}>
                <strong>{row.name}</strong>
                {judgement.state === 'DEFERRED'
                  ? `，${judgement.days} 个工作日内${supplyWords[judgement.way]}`
                  : ''}
              </li>
            ))}
          </ol>
        </>
      ) : null}
      {kept.length > 0 ? (
        <>
          <h2>留下的原件</h2>
          <p>
            {kept.length} 份：{kept.map(({ row }) => row.name).join('、')}
          </p>
        </>
      ) : null}
    </div>
  )
}
