import type { Done } from './do-acts.ts'

/** What happened and that it is safe; below it, what was not done and why. */
export function DoneLine({ done }: { readonly done: Done }) {
  return (
    <div className="done-line" role="status">
      <p>
        <span aria-hidden="true">✓</span> {done.said}。
      </p>
      {done.notDone.map((sentence) => (
        <p key={sentence} className="field-error">
          {sentence}
        </p>
      ))}
    </div>
  )
}
