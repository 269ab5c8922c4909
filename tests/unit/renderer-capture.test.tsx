// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listenToKeys } from '#renderer/app/keys.ts'
import { CapturePanel } from '#renderer/app/pictures/CapturePanel.tsx'
import type { Bridge } from '#shared/contract/wire.ts'

let practice = false
let stop = (): void => undefined
beforeEach(() => {
  practice = false
  const bridge: Bridge = {
    ask: async () => ({ ok: true, value: { practice } }),
    onChange: () => () => undefined,
    print: async () => true,
  } as unknown as Bridge
  ;(globalThis as { pingchuang?: Bridge }).pingchuang = bridge
  stop = listenToKeys(window)
})
afterEach(() => {
  stop()
  cleanup()
})

describe('a counter whose camera is not there', () => {
  test('says so in words, with the two keys that help, and takes no picture', async () => {
    render(<CapturePanel label="居民户口簿" onKept={() => undefined} onLeave={() => undefined} />)
    await screen.findByText('没找到高拍仪。接好后按 R 再找一次，或按 O 选照片文件。')
    expect(screen.getByRole('button', { name: /^拍/ })).toHaveProperty('disabled', true)
    await userEvent.keyboard(' {Enter}')
    expect(screen.getByRole('button', { name: /^留下 / })).toHaveProperty('disabled', true)
  })

  test('opens the file chooser with O, and is left with Esc', async () => {
    let left = 0
    let chosen = 0
    render(
      <CapturePanel
        label="居民户口簿"
        onKept={() => undefined}
        onLeave={() => {
          left += 1
        }}
      />,
    )
    await screen.findByText(/没找到高拍仪/)
    document.querySelector('input[type=file]')?.addEventListener('click', () => {
      chosen += 1
    })
    await userEvent.keyboard('o')
    expect(chosen).toBe(1)
    await userEvent.keyboard('{Escape}')
    expect(left).toBe(1)
  })

  test('has the simulator at a practice centre', async () => {
    practice = true
    render(<CapturePanel label="居民户口簿" onKept={() => undefined} onLeave={() => undefined} />)
    await screen.findByText('练习用高拍仪：按空格拍一张样张')
  })
})
