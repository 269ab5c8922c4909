import { expect, test } from 'vitest'
import { Gate } from '#city/hosts/gate.ts'

test('a full gate lets nobody in until somebody has left, however the work ended', async () => {
  const gate = new Gate(2)
  using first = gate.enter()
  const work = async () => {
    using place = gate.enter()
    expect(place).toBeDefined()
    expect(gate.enter()).toBeUndefined()
    throw new Error('the database is gone')
  }
  await expect(work()).rejects.toThrow('gone')
  using again = gate.enter()
  expect([first, again]).not.toContain(undefined)
  expect(gate.enter()).toBeUndefined()
})
