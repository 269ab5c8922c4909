import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { useLive } from '../../app/use-live.ts'

/** One line until this person has read what the new catalogue changed (ui.md UX-471). */
export function CatalogueNews() {
  const { answer } = useLive('catalogue.news', {}, ['catalogue', 'session'])
  const go = useRoutes(({ go }) => go)
  const unread = answer?.ok ? answer.value.unread : undefined
  const open = () => go({ at: 'changes', from: 'today' })
  useKeys('screen', { V: open }, unread !== undefined)
  if (!unread) return null
  return (
    <section className="card" aria-labelledby="card-catalogue">
      <h2 id="card-catalogue">目录有改动</h2>
      <p>
        现在按 {unread.version} 办，与 {unread.since} 不同，您还没看。{' '}
        <button type="button" className="link" onClick={open}>
          看改了什么 <kbd>V</kbd>
        </button>
      </p>
    </section>
  )
}
