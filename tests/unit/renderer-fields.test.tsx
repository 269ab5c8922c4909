// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ChoiceField } from '#renderer/components/ChoiceField.tsx'
import { DateField } from '#renderer/components/DateField.tsx'
import { ErrorSummary } from '#renderer/components/ErrorSummary.tsx'
import { FastField } from '#renderer/components/FastField.tsx'
import { parseTypedDay } from '#shared/domain/date-text.ts'

afterEach(cleanup)

function Birth({ onCommit }: { onCommit: (day: string) => void }) {
  const [day, setDay] = useState('')
  return (
    <DateField
      label="出生日期"
      value={day}
      read={(typed) => {
        const read = parseTypedDay(typed, '2026-11-23')
        return read.ok ? read.value : undefined
      }}
      onCommit={(next) => {
        setDay(next)
        onCommit(next)
      }}
    />
  )
}

function Name() {
  const [name, setName] = useState('')
  return <FastField label="名称" value={name} maxLength={3} onInput={setName} />
}

describe('a field with a longest length', () => {
  const field = () => screen.getByLabelText<HTMLInputElement>('名称')

  test('counts a rare character as one and keeps no half of it', () => {
    render(<Name />)
    fireEvent.input(field(), { target: { value: '𠮷䶮𠮷' } })
    expect(field().value).toBe('𠮷䶮𠮷')
    fireEvent.input(field(), { target: { value: '𠮷䶮𠮷𠮷' } })
    expect(field().value).toBe('𠮷䶮𠮷')
  })

  test('leaves a word that is being composed alone, and cuts it when it is finished', () => {
    render(<Name />)
    fireEvent.compositionStart(field())
    fireEvent.input(field(), { target: { value: 'chenguixiang' }, isComposing: true })
    expect(field().value).toBe('chenguixiang')
    fireEvent.input(field(), { target: { value: '陈桂香啊' }, isComposing: true })
    fireEvent.compositionEnd(field(), { data: '陈桂香啊' })
    expect(field().value).toBe('陈桂香')
  })
})

describe('a date as clerks type it', () => {
  test.each(['19580307', '1958-03-07', '58.3.7', '1958年3月7日'])(
    '%s is kept on Tab and on Enter',
    async (typed) => {
      for (const key of ['{Tab}', '{Enter}']) {
        const onCommit = vi.fn()
        render(<Birth onCommit={onCommit} />)
        await userEvent.type(screen.getByLabelText(/出生日期/), typed + key)
        expect(onCommit).toHaveBeenCalledExactlyOnceWith('1958-03-07')
        expect(screen.getByLabelText<HTMLInputElement>(/出生日期/).value).toBe('1958-03-07')
        cleanup()
      }
    },
  )

  test('counts while it is typed, for Ctrl+Enter finishes from inside the field', async () => {
    const onCommit = vi.fn()
    render(<Birth onCommit={onCommit} />)
    const field = screen.getByLabelText<HTMLInputElement>(/出生日期/)
    await userEvent.type(field, '19580307')
    expect(onCommit).toHaveBeenLastCalledWith('1958-03-07')
    expect(field.value).toBe('19580307')
    await userEvent.type(field, 'x')
    expect(onCommit, 'an earlier day does not stand in for what cannot be read').toHaveBeenLastCalledWith('')
    expect(field.value).toBe('19580307x')
  })

  test('that cannot be read stays in the field with a sentence, and never becomes another day', async () => {
    const onCommit = vi.fn()
    render(<Birth onCommit={onCommit} />)
    await userEvent.type(screen.getByLabelText(/出生日期/), '19580231{Tab}')
    expect(onCommit).not.toHaveBeenCalled()
    expect(screen.getByLabelText<HTMLInputElement>(/出生日期/).value).toBe('19580231')
    expect(screen.getByText(/没有认出这个日期/)).toBeTruthy()
  })
})

describe('a choice', () => {
  test('is made by its digit and goes on; arrows only look around', async () => {
    const onPicked = vi.fn()
    const onChoose = vi.fn()
    const options = [
      { value: 'SELF', label: '本人' },
      { value: 'FAMILY', label: '家属' },
    ]
    render(
      <ChoiceField label="谁来办" options={options} value="SELF" onChoose={onChoose} onPicked={onPicked} />,
    )
    screen.getByRole('radiogroup', { name: /谁来办/ }).focus()
    await userEvent.keyboard('{ArrowRight}')
    expect(onPicked).not.toHaveBeenCalled()
    await userEvent.keyboard('2')
    expect(onPicked).toHaveBeenCalledExactlyOnceWith('FAMILY')
    expect(onChoose).toHaveBeenLastCalledWith('FAMILY')
  })
})

describe('the error summary', () => {
  test('takes the focus, and Enter goes to the first place', async () => {
    const first = vi.fn()
    const second = vi.fn()
    render(
      <ErrorSummary
        entries={[
          { key: 'a', sentence: '还没有填电话。', onGo: first },
          { key: 'b', sentence: '“户口地址”还没有填。', onGo: second },
        ]}
      />,
    )
    expect(document.activeElement).toBe(screen.getByRole('alert'))
    await userEvent.keyboard('{Enter}')
    expect(first).toHaveBeenCalledOnce()
    expect(second).not.toHaveBeenCalled()
  })
})
