import { registerHooks } from 'node:module'

/**
 * Node 24 parses the whole package.json of a package once more for each of its modules that is imported. That of
 * drizzle-orm has 178 KB and it brings some hundred modules: a city took 4.5 s to load and takes 1 s with this.
 *
 * Nothing is found elsewhere than Node would find it: what drizzle imports of its own stands beside the importing
 * file, and what others import of it is looked up once. Import this first, and by `import()` what needs drizzle;
 * or start Node with `--import` of this file. To be dropped when Node no longer parses it each time.
 */
const found = new Map<string, { readonly url: string; readonly format?: string | null | undefined }>()

registerHooks({
  resolve(specifier, context, next) {
    const { conditions, parentURL = '' } = context
    if (!conditions.includes('import')) return next(specifier, context)
    if (specifier.startsWith('.') && specifier.endsWith('.js') && isDrizzle(parentURL))
      return { url: new URL(specifier, parentURL).href, format: 'module', shortCircuit: true }
    if (!/^drizzle-orm(\/|$)/.test(specifier)) return next(specifier, context)
    const known = found.get(specifier) ?? next(specifier, context)
    found.set(specifier, known)
    return { ...known, shortCircuit: true }
  },
})

function isDrizzle(url: string): boolean {
  return url.includes('/node_modules/drizzle-orm/')
}
