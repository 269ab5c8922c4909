import type { CatalogueFault } from '#shared/catalogue/catalogue-fault.ts'

const shownMax = 200

/** Every fault with the place where it is mended, as the person who filled the sheet knows it. */
export function FaultTable({
  faults,
  name,
}: {
  readonly faults: readonly CatalogueFault[]
  readonly name: string
}) {
  return (
    <>
      <h2>
        有 {faults.length} 处错误，不能启用 <span className="weak">{name}</span>
      </h2>
      <p>现用的目录不变。请把下面的错误告诉填表的人，改好再导入。</p>
      <table className="table settings-faults">
        <thead>
          <tr>
            <th scope="col">在哪里</th>
            <th scope="col">哪里不对</th>
          </tr>
        </thead>
        <tbody>
          {faults.slice(0, shownMax).map((fault, n) => (
            <tr key={`${n} ${fault.path}`}>
              <td>{placeOf(fault)}</td>
              <td>{fault.sentence}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {faults.length > shownMax ? (
        <p className="weak">还有 {faults.length - shownMax} 处，改完这些再看。</p>
      ) : null}
    </>
  )
}

/** 「事项」表第 12 行“办结时限”; in a file its line, and else the entry itself. */
function placeOf({ column, file, line, path, row, sheet }: CatalogueFault): string {
  if (sheet) return `“${sheet}”表${row ? `第 ${row} 行` : ''}${column ? `“${column}”` : ''}`
  if (file) return `${file}${line ? ` 第 ${line} 行` : ''}`
  return path
}
