import type { Answer } from '#shared/contract/desk.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { dateOf, timeOf } from '#shared/kernel/instants.ts'
import { StatusMark } from '../../components/StatusMark.tsx'
import { versionStates } from './words.ts'

type Versions = (Answer<'catalogue.versions'> & { ok: true })['value']['versions']

/** Every catalogue this desk has had, the newest first: from when, whose, signed by whom, adopted by whom. */
export function VersionTable({ versions }: { readonly versions: Versions }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">状态</th>
          <th scope="col">版本</th>
          <th scope="col">起用</th>
          <th scope="col">来源</th>
          <th scope="col">签名</th>
          <th scope="col">启用</th>
        </tr>
      </thead>
      <tbody>
        {versions.map((each) => (
          <tr key={each.version}>
            <td>
              <StatusMark {...versionStates[each.state]} />
            </td>
            <td className="code">{each.version}</td>
            <td className="code">{longDayText(each.effectiveFrom)}</td>
            <td>{each.source}</td>
            <td>{each.keyId ? `市级（${each.keyId}）` : '随程序带来'}</td>
            <td className="code">
              {longDayText(dateOf(each.adoptedMs))} {timeOf(each.adoptedMs)} {adopterOf(each)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** By hand from a file, by the line from the city, or with the program. */
function adopterOf({ adoptedBy, keyId }: Versions[number]): string {
  return adoptedBy ?? (keyId ? '联网下发' : '')
}
