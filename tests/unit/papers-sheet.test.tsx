// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { PaperSheet } from '#renderer/papers/PaperSheet.tsx'
import { paperSize } from '#renderer/papers/paper-size.ts'
import type { PaperContent } from '#shared/contract/paper.ts'
import {
  acceptanceNotice,
  bareAcceptanceNotice,
  bareCorrectionNotice,
  bareReceiptSlip,
  bareRefusalOfAcceptance,
  correctionNotice,
  correctionRows,
  longOrganisation,
  longPerson,
  materialLines,
  receiptSlip,
  refusalOfAcceptance,
  smallReceiptSlip,
} from '#tests/support/paper-samples.ts'

afterEach(cleanup)

const full: readonly PaperContent[] = [
  receiptSlip(),
  acceptanceNotice(),
  correctionNotice(),
  refusalOfAcceptance(),
]
const bare: readonly PaperContent[] = [
  bareReceiptSlip(),
  bareAcceptanceNotice(),
  bareCorrectionNotice(),
  bareRefusalOfAcceptance(),
]

describe('every paper', () => {
  test.each(full)('$kind carries the number, the unit, the codes, the seal and the telephones', (content) => {
    const words = textOf(content)
    for (const word of [
      `文书编号：${content.docNo}`,
      content.caseNoGrouped,
      '上栗县桐木镇便民服务中心',
      '王建民',
      '360322********0014',
      '138****3210',
      '王小民（儿子，受本人委托）',
      content.matterName,
      '李敏（工号 A0712）',
      '2026年9月14日',
      '一式两份',
      '咨询电话：0799-6330012',
      '监督投诉电话：12345',
      '签名或者按指印：',
    ]) {
      expect(words).toContain(word)
    }
    expect(words).toMatch(/（(受理|业务)专用章）/)
    expect(screen.getByRole('img', { name: '办件编号二维码' })).toBeDefined()
    expect(screen.getByRole('img', { name: '办件编号条形码' })).toBeDefined()
  })

  test.each([...full, ...bare])('$kind leaves no hole where something is not known', (content) => {
    const words = textOf(content)
    expect(words).not.toMatch(/undefined|null|NaN|\[object/)
    const empty = [...document.querySelectorAll('th, td, h1, h2, li, p')].filter(
      ({ textContent }) => !textContent,
    )
    expect(empty).toEqual([])
  })

  test.each(bare)('$kind names no telephone and no agent that are not there', (content) => {
    const words = textOf(content)
    expect(words).not.toContain('联系电话')
    expect(words).not.toMatch(/代理人(?!）)/)
    expect(words).toContain('咨询、监督投诉电话：12345')
  })

  test.each(full)('$kind shows personal numbers only behind stars', (content) => {
    const words = textOf(content).replaceAll(content.caseNoGrouped, '')
    expect(words).not.toMatch(/\d{15,}|\d{17}[\dX]|1[3-9]\d{9}/)
  })

  test.each(full)('$kind is marked as practice and as a reprint only when it is one', (content) => {
    expect(textOf(content)).not.toMatch(/练习|补打/)
    cleanup()
    const words = textOf({ ...content, practice: true, printed: 2 })
    expect(words).toContain('练习 · 不具法律效力')
    expect(words).toContain('补打第 2 次')
  })

  test.each(full)('$kind keeps long names and rare characters whole', (content) => {
    const words = textOf({ ...content, applicantName: longOrganisation, representativeLine: longPerson })
    expect(words).toContain(longOrganisation)
    expect(words).toContain(longPerson)
  })
})

describe('the receipt slip', () => {
  test('lists items, materials, originals and what comes next', () => {
    const words = textOf(receiptSlip())
    for (const word of ['收件凭证', '业务专用章', '代收转送', '核验原件退回', '正反两面', '7KM3P9']) {
      expect(words).toContain(word)
    }
    expect(words).toContain('死亡医学证明（推断）书9月28日（周一）前')
    expect(words).toContain('本中心把材料转送主管部门')
  })

  test('says that it is no acceptance when the centre only collects', () => {
    expect(textOf(receiptSlip())).toContain('本凭证不代表已受理')
    cleanup()
    expect(textOf(bareReceiptSlip())).not.toContain('不代表已受理')
  })

  test('has no column of remarks when there are none', () => {
    render(<PaperSheet content={receiptSlip({ materials: materialLines(3) })} />)
    expect(screen.queryByRole('columnheader', { name: '备注' })).toBeNull()
  })

  test('is a small sheet for a small matter, and a large one for many lines or large print', () => {
    expect(paperSize(smallReceiptSlip())).toBe('A5')
    expect(paperSize(smallReceiptSlip(), true)).toBe('A4')
    expect(paperSize(receiptSlip({ materials: materialLines(14) }))).toBe('A4')
    expect(paperSize(refusalOfAcceptance())).toBe('A4')
  })
})

describe('the acceptance notice', () => {
  test('names organ, kind and both limits of every item', () => {
    const words = textOf(acceptanceNotice())
    for (const word of [
      '受理通知书',
      '受理日期',
      '桐木镇人民政府',
      '承诺件',
      '20个工作日',
      '9月19日（周六）',
      '不收费',
    ]) {
      expect(words).toContain(word)
    }
    expect(words).toContain('高龄津贴停发（容缺受理）')
    expect(words).toContain('银行账户信息到窗口补交或者由代办员代收9月21日（周一）前')
    expect(words).toContain('第三十二条第一款第（五）项')
  })

  test('is marked when its dates are provisional, and says why', () => {
    expect(textOf(acceptanceNotice())).toContain('还没有公布放假安排')
    cleanup()
    const words = textOf(bareAcceptanceNotice())
    expect(words).not.toContain('暂定')
    expect(words).not.toContain('补交')
  })
})

describe('the correction notice', () => {
  test.each([false, true])('tells for every material how to get it (large print: %s)', (large) => {
    const words = textOf(correctionNotice(), large)
    for (const row of correctionRows(3)) {
      for (const word of [row.name, row.problem, row.required, row.howToObtain, row.necessityWord]) {
        expect(words).toContain(word)
      }
    }
    for (const label of ['材料', '问题', '要求', '办理途径', '必要性', '可否容缺', '补正期限']) {
      expect(words).toContain(label)
    }
  })

  test('rests on the licence law only when the centre itself accepts', () => {
    const words = textOf(correctionNotice())
    expect(words).toContain('一次性告知（补正）通知书')
    expect(words).toContain('《中华人民共和国行政许可法》第三十二条第一款第（四）项')
    expect(words).toContain('受理专用章')
    cleanup()
    const told = textOf(bareCorrectionNotice())
    expect(told).toContain('一次性告知单')
    expect(told).toContain('由本窗口代为告知，不是受理机关作出的补正通知')
    expect(told).not.toMatch(/行政许可法|受理专用章/)
  })
})

describe('the refusal of acceptance', () => {
  test('gives reason, clause, the right organ, what went back and the remedies', () => {
    const words = textOf(refusalOfAcceptance())
    for (const word of [
      '不予受理通知书',
      '依法不属于本机关职权范围',
      '上栗县不动产登记中心',
      '行政复议',
      '行政诉讼',
    ]) {
      expect(words).toContain(word)
    }
    expect(words).toContain('第三十二条第一款第（二）项')
    expect(words).toContain('宅基地使用证（原件 1 份）')
  })

  test('is silent about another organ and about materials when there are none', () => {
    expect(textOf(bareRefusalOfAcceptance())).not.toMatch(/有权机关|退还材料/)
  })
})

function textOf(content: PaperContent, large = false): string {
  return (
    render(<PaperSheet content={content} form={large ? 'LARGE' : 'NORMAL'} />).container.textContent ?? ''
  )
}
