import type { CardReader } from '#shared/contract/card-reader.ts'
import { assert } from '#shared/kernel/fault.ts'
import { ok } from '#shared/kernel/result.ts'

/**
 * The simulator of the practice centre: each reading is the next card of the pile, and after the last
 * one the first again. The numbers have sequence 000 and belong to nobody (domain.md 2.1).
 */
export function practiceCardReader(): CardReader {
  let read = 0
  return {
    read: () => {
      const card = practiceCards[read % practiceCards.length]
      read += 1
      assert(card, 'the pile has cards')
      return Promise.resolve(ok({ ...card, practice: true }))
    },
  }
}

export const practiceCards = [
  { name: '文建国', idNumber: '360322196204150005', address: '江西省萍乡市上栗县金山镇高山村2组8号' },
  { name: '易美玲', idNumber: '360322198806210000', address: '江西省萍乡市上栗县金山镇山口岩村3组12号' },
  { name: '罗志强', idNumber: '360302197509100008', address: '江西省萍乡市安源区凤凰街道前进路36号' },
  { name: '黄小英', idNumber: '360322199512030009', address: '江西省萍乡市上栗县金山镇白鹤村5组3号' },
  { name: '彭桂生', idNumber: '360322194008160004', address: '江西省萍乡市上栗县金山镇小水村1组21号' },
] as const
