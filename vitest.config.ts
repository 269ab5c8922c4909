import { defineConfig } from 'vitest/config'

/** One lane a project; `npm test` runs them all and says which could not run (tests/run.ts). */
const lane = (name: string, more: object = {}) => ({
  test: {
    name,
    root: import.meta.dirname,
    include: [`tests/${name}/**/*.test.{ts,tsx}`],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    ...more,
  },
})

/** Tests of a city that do not choose its database. */
const onEitherDatabase = [
  'between-desks',
  'bootstrap',
  'centre-command',
  'centre-roster',
  'city-assist',
  'city-enrolment',
  'city-line',
  'custody',
  'desk-command',
  'feed',
  'lifecycle-random',
  'new-machine',
  'office-command',
  'rescue-again',
  'sync',
]

/** Lanes in which cities are made on PGlite. */
const onCities = { globalSetup: ['tests/support/city-template.ts'] }

const inBrowsers = {
  testTimeout: 180_000,
  hookTimeout: 240_000,
  globalSetup: ['tests/support/window-build.ts', ...onCities.globalSetup],
}
/**
 * Browser tests in which it counts how much time lies between two characters (a gun's code, a number typed), or that
 * use the clipboard, of which there is one.
 */
const byThemselves = [
  'barriers',
  'case-life',
  'case-turns',
  'consult',
  'custody-acts',
  'custody-between',
  'custody-rounds',
  'errand',
  'typing',
].map((name) => `tests/e2e/${name}.test.ts`)

export default defineConfig({
  root: import.meta.dirname,
  test: {
    globalSetup: ['tests/support/node-version.ts'],
    maxWorkers: 2,
    projects: [
      lane('unit'),
      lane('integration', { testTimeout: 180_000, hookTimeout: 240_000, ...onCities }),
      // What says nothing of its database stands on PGlite there; here the same tests stand on a server.
      lane('postgres', {
        include: onEitherDatabase.map((name) => `tests/integration/${name}.test.ts`),
        // A thousand lives are led on PGlite; what a server adds to them shows in half as many.
        env: { CITY_ON: 'postgres', PINGCHUANG_LIVES: '500' },
        testTimeout: 180_000,
        hookTimeout: 240_000,
      }),
      lane('simulation', { testTimeout: 300_000, ...onCities }),
      // By itself: its seeds are played by two workers of their own.
      lane('worlds', { testTimeout: 120_000 }),
      lane('crash', { testTimeout: 300_000, hookTimeout: 120_000, ...onCities }),
      lane('e2e', { ...inBrowsers, exclude: byThemselves }),
      // One after the other: two browsers on two cores turn a code gun into a hand.
      lane('alone', { ...inBrowsers, include: byThemselves, fileParallelism: false }),
    ],
  },
})
