import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The levels A and AA of WCAG 2.0 to 2.2 (ui.md G4). */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

type Axe = {
  readonly run: (
    context: Document,
    options: { readonly runOnly: readonly string[]; readonly resultTypes: readonly string[] },
  ) => Promise<{ readonly violations: readonly Violation[]; readonly passes: readonly unknown[] }>
}
type Violation = {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[]
}

/** What keeps somebody from using the screen that is shown, a line each; an empty screen counts as one. */
export async function barriers(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  const { passes, violations } = await page.evaluate(
    (runOnly) =>
      (window as unknown as { axe: Axe }).axe.run(document, {
        runOnly,
        // Of what passes one place is enough: to describe each of them takes longer than to judge them.
        resultTypes: ['violations'],
      }),
    tags,
  )
  const found = violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ failureSummary, target }) => `${id} (${impact}) ${target.join(' ')}: ${failureSummary}`),
  )
  return passes.length > 0 ? found : ['nothing was looked at', ...found]
}
