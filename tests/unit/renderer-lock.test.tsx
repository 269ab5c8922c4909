// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { listenToKeys } from '#renderer/app/keys.ts'
import { useIdleLock } from '#renderer/app/use-idle-lock.ts'
import { LockScreen } from '#renderer/features/lock/LockScreen.tsx'
import type { Bridge } from '#shared/contract/wire.ts'

const wang = { staffId: '0', number: 1, name: '王芳', role: 'clerk', badge: '1' }

describe('the lock screen', () => {
  const asked = vi.fn()
  let stop = (): void => undefined
  let off = false
  beforeEach(() => {
    stop = listenToKeys(window)
    off = false
    const bridge: Bridge = {
      ask: (name, input) => {
        if (name === 'staff.tiles')
          return Promise.resolve({ ok: true, value: { tiles: [{ ...wang, waitUntilMs: 0, off }] } })
        asked(name, input)
        const { pin } = input as { pin: string }
        return Promise.resolve(
          pin === '135790'
            ? { ok: true, value: wang }
            : { ok: false, refusal: { code: 'pin-wrong', detail: { left: '3' } } },
        )
      },
      onChange: () => () => undefined,
      print: () => Promise.resolve(true),
    }
    Object.assign(globalThis, { pingchuang: bridge })
  })
  afterEach(() => {
    cleanup()
    stop()
  })

  test('says of whom the city switched off that it did', async () => {
    off = true
    render(<LockScreen centreName="金山镇便民服务中心" practice={false} onOpen={vi.fn()} />)
    expect(await screen.findByText('市级已停用')).toBeTruthy()
  })

  test('opens by a digit and six digits, without a key to confirm', async () => {
    const onOpen = vi.fn()
    render(<LockScreen centreName="金山镇便民服务中心" practice={false} onOpen={onOpen} />)
    await screen.findByText('王芳')
    await userEvent.keyboard('1')
    await userEvent.type(screen.getByLabelText(/请输入 6 位 PIN/), '111111')
    expect((await screen.findByText('PIN 不对，还可以试 3 次。')).getAttribute('role')).toBe('alert')
    expect(screen.getByLabelText<HTMLInputElement>(/请输入 6 位 PIN/).value).toBe('')

    await userEvent.type(screen.getByLabelText(/请输入 6 位 PIN/), '135790')
    await vi.waitFor(() => expect(onOpen).toHaveBeenCalledExactlyOnceWith(wang))
    expect(asked).toHaveBeenCalledTimes(2)
  })
})

describe('an idle desk', () => {
  function Idle({ lock }: { lock: () => void }) {
    useIdleLock(300_000, lock, true)
    return null
  }
  afterEach(() => {
    cleanup()
    vi.useRealTimers()
  })

  test('locks five minutes after the last key, not before', () => {
    vi.useFakeTimers()
    const lock = vi.fn()
    render(<Idle lock={lock} />)
    void act(() => vi.advanceTimersByTime(299_000))
    fireEvent.keyDown(window, { key: 'a' })
    void act(() => vi.advanceTimersByTime(299_000))
    expect(lock).not.toHaveBeenCalled()
    void act(() => vi.advanceTimersByTime(1_000))
    expect(lock).toHaveBeenCalledOnce()
  })
})
