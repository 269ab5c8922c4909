/** better-sqlite3 13 crashes the process on Node 20, so say it in words first. */
export function setup(): void {
  const [major = 0] = process.versions.node.split('.').map(Number)
  if (major < 24)
    throw new Error(
      `The tests need Node 24 and were started with ${process.version}. Use "npm test" or "npx vitest": the project brings its own Node.`,
    )
}
