import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join, relative, sep } from 'node:path'
import { defineConfig, type EnvironmentOptions, type Plugin, type Rolldown } from 'vite'
import { buildManifest } from './src-main/hosts/browser/manifest.ts'

const outDir = 'dist/main'
const windowDir = join(import.meta.dirname, 'dist', 'renderer')

/** Stay outside the bundles: the platform itself, and packages with a compiled part. */
const outside = [
  'electron',
  'better-sqlite3',
  /^@node-rs\//,
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
]

/**
 * Main and engine as ESM, preload as the single CommonJS file a sandboxed window can load.
 *
 * Preload is built apart from the others, so that no shared piece is split off: it could not be loaded.
 */
export default defineConfig({
  publicDir: false,
  environments: {
    main: bundle(
      {
        electron: 'src-main/hosts/electron.ts',
        engine: 'src-main/hosts/engine.ts',
        // A thread of the engine, found by this name beside it.
        'catalogue-reader': 'src-main/hosts/catalogue/reader.ts',
      },
      'es',
      true,
    ),
    preload: bundle({ preload: 'src-main/hosts/preload.ts' }, 'cjs', false),
  },
  plugins: [windowManifest()],
  builder: {
    buildApp: async (builder) => {
      for (const name of ['main', 'preload']) {
        const environment = builder.environments[name]
        if (!environment) throw new Error(`no environment ${name}`)
        await builder.build(environment)
      }
    },
  },
})

function bundle(
  input: Record<string, string>,
  format: Rolldown.ModuleFormat,
  empty: boolean,
): EnvironmentOptions {
  const extension = format === 'cjs' ? 'cjs' : 'js'
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: outside.filter((name) => typeof name === 'string') },
    build: {
      outDir,
      emptyOutDir: empty,
      target: 'node24',
      minify: false,
      copyPublicDir: false,
      rolldownOptions: {
        input,
        external: outside,
        output: {
          format,
          entryFileNames: `[name].${extension}`,
          chunkFileNames: `chunk-[hash].${extension}`,
        },
      },
    },
  }
}

/** Lists the built window with the hash of each file: what main will serve, and nothing else. */
function windowManifest(): Plugin {
  return {
    name: 'window-manifest',
    applyToEnvironment: (environment) => environment.name === 'main',
    generateBundle() {
      const entries = [...buildManifest(windowDir)].map(([path, { cache, file, type }]) => {
        const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex')
        return [path, { file: relative(windowDir, file).split(sep).join('/'), type, cache, sha256 }] as const
      })
      const source = JSON.stringify(Object.fromEntries(entries), null, 1)
      this.emitFile({ type: 'asset', fileName: 'renderer-manifest.json', source })
    },
  }
}
