// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { listenToKeys, useKeys } from '#renderer/app/keys.ts'
import { chordOf } from '#renderer/components/chord.ts'

function Bound({
  layer,
  actions,
}: {
  layer: 'app' | 'screen' | 'panel' | 'overlay'
  actions: Record<string, () => void>
}) {
  useKeys(layer, actions)
  return null
}

let stop = (): void => undefined
beforeEach(() => {
  stop = listenToKeys(window)
})
afterEach(() => {
  stop()
  cleanup()
})

describe('a key while an input method composes', () => {
  test('belongs to the input method', () => {
    const act = vi.fn()
    render(<Bound layer="screen" actions={{ Enter: act }} />)
    fireEvent.keyDown(document.body, { key: 'Enter', isComposing: true })
    fireEvent.keyDown(document.body, { key: 'Enter', keyCode: 229 })
    expect(act).not.toHaveBeenCalled()
    fireEvent.keyDown(document.body, { key: 'Enter' })
    expect(act).toHaveBeenCalledOnce()
  })
})

describe('a digit', () => {
  test('chooses outside a text field and types inside one', () => {
    const choose = vi.fn()
    render(
      <>
        <Bound layer="screen" actions={{ '1': choose }} />
        <input aria-label="姓名" />
      </>,
    )
    fireEvent.keyDown(screen.getByLabelText('姓名'), { key: '1' })
    expect(choose).not.toHaveBeenCalled()
    fireEvent.keyDown(document.body, { key: '1' })
    expect(choose).toHaveBeenCalledOnce()
  })

  test('with Alt is taken from the top row only, because the number pad enters character codes', () => {
    const key = {
      key: '1',
      altKey: true,
      ctrlKey: false,
      shiftKey: false,
      metaKey: false,
      isComposing: false,
      keyCode: 49,
    }
    expect(chordOf({ ...key, code: 'Digit1' })).toBe('Alt+1')
    expect(chordOf({ ...key, code: 'Numpad1' })).toBeUndefined()
  })
})

describe('layers', () => {
  test('the deeper layer answers, and an overlay keeps keys from what lies below', () => {
    const below = vi.fn()
    const above = vi.fn()
    const lock = vi.fn()
    render(
      <>
        <Bound layer="app" actions={{ F12: lock }} />
        <Bound layer="screen" actions={{ Enter: below, 'Ctrl+Enter': below }} />
        <Bound layer="overlay" actions={{ Enter: above }} />
      </>,
    )
    fireEvent.keyDown(document.body, { key: 'Enter' })
    fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true })
    fireEvent.keyDown(document.body, { key: 'F12' })
    expect(above).toHaveBeenCalledOnce()
    expect(below).not.toHaveBeenCalled()
    expect(lock).toHaveBeenCalledOnce()
  })

  test('a key of the input method cannot be bound', () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    expect(() => render(<Bound layer="screen" actions={{ 'Ctrl+Space': () => undefined }} />)).toThrow()
    quiet.mockRestore()
  })
})

describe('keys that would leave the page', () => {
  test.each([{ key: 'F5' }, { key: 'r', ctrlKey: true }, { key: 'Backspace' }, { key: 'F3' }])(
    '%o does nothing',
    (press) => {
      expect(fireEvent.keyDown(document.body, press)).toBe(false)
    },
  )

  test('Backspace still deletes in a field', () => {
    render(<input aria-label="姓名" />)
    expect(fireEvent.keyDown(screen.getByLabelText('姓名'), { key: 'Backspace' })).toBe(true)
  })
})

describe('Enter', () => {
  test('presses the button it stands on, but decides on a radio', () => {
    const decide = vi.fn()
    render(
      <>
        <Bound layer="screen" actions={{ Enter: decide }} />
        <button type="button">打印</button>
        <button type="button" role="radio" aria-checked="true">
          受理
        </button>
      </>,
    )
    fireEvent.keyDown(screen.getByText('打印'), { key: 'Enter' })
    expect(decide).not.toHaveBeenCalled()
    fireEvent.keyDown(screen.getByText('受理'), { key: 'Enter' })
    expect(decide).toHaveBeenCalledOnce()
  })
})
