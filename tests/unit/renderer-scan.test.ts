// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { listenToScans } from '#renderer/app/scan.ts'

const caseNo = '36032210220260914A0700321'
let stop = (): void => undefined
let pressed: string[] = []
let codes: string[] = []
let ours = true
let nowMs = 1_000
const hear = (event: KeyboardEvent) => {
  if (!event.defaultPrevented) pressed.push(event.key)
}

beforeEach(() => {
  vi.useFakeTimers()
  ;[pressed, codes, ours, nowMs] = [[], [], true, nowMs + 10_000]
  stop = listenToScans(window, (code) => {
    codes.push(code)
    return ours
  })
  window.addEventListener('keydown', hear)
})
afterEach(() => {
  stop()
  window.removeEventListener('keydown', hear)
  document.body.replaceChildren()
  vi.useRealTimers()
})

/** A key of the real keyboard or gun, so many milliseconds after the one before. */
function key(
  name: string,
  afterMs: number,
  target: EventTarget = document.body,
  more: KeyboardEventInit = {},
) {
  vi.advanceTimersByTime(afterMs)
  nowMs += afterMs
  const code = /^\d$/.test(name) ? `Digit${name}` : /^[A-Z]$/i.test(name) ? `Key${name.toUpperCase()}` : name
  const event = new KeyboardEvent('keydown', { key: name, code, bubbles: true, cancelable: true, ...more })
  Object.defineProperty(event, 'timeStamp', { value: nowMs })
  target.dispatchEvent(event)
  return event
}

function shoot(code: string, target?: EventTarget, gapMs = 5): KeyboardEvent {
  for (const [n, character] of [...code].entries()) key(character, n === 0 ? 500 : gapMs, target)
  return key('Enter', gapMs, target)
}

function aField(value: string): HTMLInputElement {
  const input = document.createElement('input')
  input.value = value
  document.body.append(input)
  input.focus()
  return input
}

describe('a code gun outside a text field', () => {
  test('is heard whole, and neither a digit of the code nor its Enter presses anything', () => {
    shoot(caseNo)
    vi.advanceTimersByTime(1_000)
    expect(codes).toEqual([caseNo])
    expect(pressed).toEqual([])
  })

  test('a code that is not ours presses nothing either', () => {
    ours = false
    shoot('6901234567892')
    expect(pressed).toEqual([])
  })

  test('goes by the place of a key, whatever an input method makes of it', () => {
    for (const [n, digit] of [...'123456'].entries())
      key('Process', n === 0 ? 500 : 5, document.body, { code: `Digit${digit}`, isComposing: true })
    key('Process', 5, document.body, { code: 'Enter', isComposing: true })
    expect(codes).toEqual(['123456'])
  })
})

describe('a hand outside a text field', () => {
  test('presses its digit one gap later', () => {
    key('3', 500)
    expect(pressed).toEqual([])
    expect(document.documentElement.hasAttribute('data-key-waiting')).toBe(true)
    vi.advanceTimersByTime(40)
    expect(pressed).toEqual(['3'])
    expect(document.documentElement.hasAttribute('data-key-waiting')).toBe(false)
  })

  test('keeps the order of quick keys, and its Enter is an Enter', () => {
    key('1', 500)
    key('2', 60)
    key('Enter', 20)
    expect(pressed).toEqual(['1', '2', 'Enter'])
    expect(codes).toEqual([])
  })

  test('with Ctrl or Alt waits for nothing', () => {
    key('1', 500, document.body, { altKey: true })
    expect(pressed).toEqual(['1'])
  })
})

describe('a code gun inside a text field', () => {
  test('takes its characters back from what was being typed', () => {
    const input = aField('陈桂')
    const typed = (event: KeyboardEvent) => {
      if (event.key.length === 1) input.value += event.key
    }
    input.addEventListener('keydown', typed)
    const enter = shoot(caseNo, input)
    expect(codes).toEqual([caseNo])
    expect(input.value).toBe('陈桂')
    expect(enter.defaultPrevented).toBe(true)
  })

  test('leaves the field what is not ours, as the number of an identity card', () => {
    ours = false
    const input = aField('')
    const enter = shoot('360302195803120000', input)
    expect(enter.defaultPrevented).toBe(false)
    expect(pressed.at(-1)).toBe('Enter')
  })

  test('is no hand: the same digits typed slowly are typed', () => {
    const input = aField('')
    shoot('360302195803120000', input, 90)
    expect(codes).toEqual([])
  })
})
