import { useKeys } from './keys.ts'
import { type AssistView, useRoutes } from './routes.ts'

const tabs: readonly { readonly view: AssistView; readonly word: string; readonly key: string }[] = [
  { view: 'appointments', word: '预约', key: 'Y' },
  { view: 'orders', word: '帮办单', key: 'B' },
  { view: 'ratings', word: '好差评', key: 'C' },
  { view: 'duty', word: '值班', key: 'Z' },
  { view: 'officers', word: '专员', key: 'A' },
  { view: 'records', word: '会议培训', key: 'H' },
]

/** The sheets of section Alt+3, each one key away from every other. */
export function AssistTabs({ view }: { readonly view: AssistView }) {
  const go = useRoutes(({ go }) => go)
  const open = (to: AssistView) => go({ at: 'assist', view: to })
  useKeys('app', Object.fromEntries(tabs.map(({ key, view: to }) => [key, () => open(to)])))
  return (
    <nav className="assist-tabs" aria-label="预约与帮办">
      {tabs.map(({ key, view: to, word }) => (
        <button
          key={to}
          type="button"
          tabIndex={-1}
          aria-current={to === view ? 'page' : undefined}
          onClick={() => open(to)}
        >
          {word} <kbd>{key}</kbd>
        </button>
      ))}
    </nav>
  )
}
