import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planSentence, waitSentence } from '#renderer/app/line-words.ts'
import { planOf } from '#renderer/features/settings/LinePrompt.tsx'
import { LinePlan, pictureRoom } from '#shared/domain/line-plan.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)
const evening: LinePlan = { metered: true, hours: { from: 20, to: 23 } }
const overnight: LinePlan = { metered: true, hours: { from: 22, to: 6 } }
const monthly: LinePlan = { metered: true, cap: { per: 'MONTH', megabytes: 100 } }
const unused = { dayBytes: 0, monthBytes: 0 }
const megabyte = 1024 * 1024

describe('pictures on a line that is paid for by the byte', () => {
  test('have all of a line that is not', () => {
    const said = { ...monthly, ...evening, metered: false }
    expect(pictureRoom(said, { dayBytes: 1e12, monthBytes: 1e12 }, at('2026-09-18T09:00'))).toEqual({
      bytes: Number.POSITIVE_INFINITY,
    })
  })

  test('go in their hours only, also when these pass midnight', () => {
    const untilOf = (plan: LinePlan, when: string) => pictureRoom(plan, unused, at(when)).waits?.untilMs
    expect(untilOf(evening, '2026-09-18T19:59')).toBe(at('2026-09-18T20:00'))
    expect(untilOf(evening, '2026-09-18T20:00')).toBeUndefined()
    expect(untilOf(evening, '2026-09-18T23:00')).toBe(at('2026-09-19T20:00'))
    expect(untilOf(overnight, '2026-09-18T23:30')).toBeUndefined()
    expect(untilOf(overnight, '2026-09-19T05:59')).toBeUndefined()
    expect(untilOf(overnight, '2026-09-19T06:00')).toBe(at('2026-09-19T22:00'))
  })

  test('stop before the cap is gone over, until the next day or month, in their hours', () => {
    const used = { dayBytes: 40 * megabyte, monthBytes: 100 * megabyte - 65_535 }
    expect(pictureRoom(monthly, used, at('2026-12-18T09:00'))).toEqual({
      bytes: 0,
      waits: { why: 'CAP', untilMs: at('2027-01-01T00:00') },
    })
    expect(pictureRoom({ ...monthly, ...evening }, used, at('2026-09-18T21:00')).waits).toEqual({
      why: 'CAP',
      untilMs: at('2026-10-01T20:00'),
    })
    const daily: LinePlan = { metered: true, cap: { per: 'DAY', megabytes: 50 } }
    expect(pictureRoom(daily, used, at('2026-09-18T09:00')).bytes).toBe(10 * megabyte)
    expect(pictureRoom(daily, { ...used, dayBytes: 50 * megabyte }, at('2026-09-30T09:00')).waits).toEqual({
      why: 'CAP',
      untilMs: at('2026-10-01T00:00'),
    })
  })

  test('may go at the moment that was told, whatever the plan: nobody waits twice', () => {
    const hour = fc.integer({ min: 0, max: 23 })
    const plans = fc.record({
      metered: fc.constant(true),
      cap: fc.record({ per: fc.constantFrom('DAY', 'MONTH'), megabytes: fc.integer({ min: 1, max: 500 }) }),
      hours: fc.record({ from: hour, to: hour }).filter(({ from, to }) => from !== to),
    })
    const moment = fc.integer({ min: at('2026-01-01T00:00'), max: at('2027-12-31T23:59') })
    fc.assert(
      fc.property(plans, moment, fc.boolean(), (said, nowMs, spent) => {
        const plan = LinePlan.parse(said)
        const all = spent ? 500 * megabyte : 0
        const { bytes, waits } = pictureRoom(plan, { dayBytes: all, monthBytes: all }, nowMs)
        expect(bytes > 0).toBe(waits === undefined)
        if (!waits) return
        expect(waits.untilMs).toBeGreaterThan(nowMs)
        expect(pictureRoom(plan, unused, waits.untilMs).waits).toBeUndefined()
      }),
    )
  })
})

describe('what the manager says of the line', () => {
  const said = { metered: 'YES', per: 'MONTH', megabytes: '300', hours: 'SOME', from: '22', to: '6' }
  test('is a plan, or a sentence about what is missing', () => {
    expect(planOf(said)).toEqual({
      metered: true,
      cap: { per: 'MONTH', megabytes: 300 },
      hours: { from: 22, to: 6 },
    })
    expect(planOf({ ...said, metered: 'NO' })).toEqual({ metered: false })
    expect(planOf({ ...said, per: 'NONE', hours: 'ANY' })).toEqual({ metered: true })
    expect(planOf({ ...said, megabytes: '' })).toBe('请填照片最多用多少 MB，一到六位数。')
    expect(planOf({ ...said, from: '24' })).toBe('请填从几点到几点，0 到 23。')
    expect(planOf({ ...said, to: '22' })).toBe('起止是同一个钟点。要随时传，请选“随时”。')
  })

  test('is told back, with what was used and until when pictures wait', () => {
    const plan: LinePlan = {
      metered: true,
      cap: { per: 'MONTH', megabytes: 300 },
      hours: { from: 22, to: 6 },
    }
    expect(planSentence({ plan, dayBytes: 0, monthBytes: 39_000_000 })).toBe(
      '按流量计费。照片每月最多 300 MB，本月已用 37.2 MB；只在 22 点到第二天 6 点传。记录随时上传。',
    )
    expect(waitSentence({ why: 'CAP', untilMs: at('2026-10-01T22:00') })).toBe(
      '照片的流量用完了，照片先留在本机，10月1日(周四) 22:00 起接着传；记录照常上传。',
    )
  })
})
