type Named = { readonly id: string; readonly name: string }
export type Changes = {
  readonly added: readonly Named[]
  readonly removed: readonly Named[]
  readonly changed: readonly (Named & { readonly words: readonly string[] })[]
}

type Props = { readonly matters: Changes; readonly items: Changes }

/** What is other in a catalogue, matter by matter and item by item, each change in words. */
export function CatalogueChanges({ items, matters }: Props) {
  if (countChanges({ items, matters }) === 0) return <p>主题和事项都没有改动。</p>
  return (
    <div className="catalogue-changes">
      <NamedList title="新增的主题" mark="+" list={matters.added} />
      <NamedList title="取消的主题" mark="−" list={matters.removed} />
      <ChangedList title="改动的主题" list={matters.changed} />
      <NamedList title="新增的事项" mark="+" list={items.added} />
      <NamedList title="取消的事项" mark="−" list={items.removed} />
      <ChangedList title="改动的事项" list={items.changed} />
    </div>
  )
}

export function countChanges({ items, matters }: Props): number {
  return [matters, items].reduce(
    (sum, { added, changed, removed }) => sum + added.length + removed.length + changed.length,
    0,
  )
}

/** The size of a change at one glance. */
export function changesInShort({ items, matters }: Props): string {
  const short = ({ added, changed, removed }: Changes) =>
    `新增 ${added.length}、取消 ${removed.length}、改动 ${changed.length}`
  return `主题${short(matters)}；事项${short(items)}`
}

function NamedList({
  list,
  mark,
  title,
}: {
  readonly title: string
  readonly mark: string
  readonly list: readonly Named[]
}) {
  if (list.length === 0) return null
  return (
    <section>
      <h3>
        {title} {list.length}
      </h3>
      <ul>
        {list.map(({ id, name }) => (
          <li key={id}>
            {mark} {name} <span className="code weak">{id}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function ChangedList({ list, title }: { readonly title: string; readonly list: Changes['changed'] }) {
  if (list.length === 0) return null
  return (
    <section>
      <h3>
        {title} {list.length}
      </h3>
      <ul>
        {list.map(({ id, name, words }) => (
          <li key={id}>
            {name} <span className="code weak">{id}</span>
            <ul>
              {words.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}
