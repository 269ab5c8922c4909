import type { StickLine } from '#shared/contract/bundle.ts'
import type { Answer } from '#shared/contract/desk.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { unreachable } from '#shared/kernel/fault.ts'
import { dateOf, timeOf } from '#shared/kernel/instants.ts'
import type { Refusal } from '#shared/kernel/result.ts'
import type { RefusalCode } from '../desk-client.ts'
import { sizeWord } from '../pictures/words.ts'

type Code = RefusalCode<'bundle.write'> | RefusalCode<'bundle.take'>
export type LastStick = NonNullable<(Answer<'bundle.state'> & { ok: true })['value']['last']>

const sentences: Record<Code, string> = {
  'stick-busy': '正在读写优盘，请等它做完。',
  'stick-gone': '优盘没有插好或已经拔出。没有写完的不算数，本机记录都在，请插好再来一次。',
  'stick-full': '优盘满了，没有写成。本机记录都在，请换一个优盘。',
  'stick-failed': '优盘读写不了，可能写保护或已损坏。本机记录都在，请换一个优盘。',
  'stick-differs': '写完读回来核对，内容不一样，这个优盘靠不住，写的已删掉。请换一个优盘。',
  'city-key-missing': '这台工作台还没有市级的加密钥匙，请先联网一次再写优盘。',
  'desk-frozen': '现在只能查看和打印，不能写优盘。请负责人先处理。',
  'nothing-waits': '没有待上传的记录，不用写优盘。',
}

export function stickRefusal({ code }: Refusal<Code>): string {
  return sentences[code]
}

/** Why a file on a stick was not taken, where the desk itself says so. */
const refusals: Readonly<Record<string, string>> = {
  'reply-changed': '回执被改过或已损坏，没有采用。请到读优盘的地方再要一份。',
  'reply-differs': '回执与本机的记录对不上，没有采用，请联系运维。',
  'reply-elsewhere': '这是别的工作台的回执，请带到写优盘的那台去读。',
  'file-changed': '有一个文件被改过或已损坏，没有采用。',
  'piece-differs': '市级没有收全，请再读一次。',
}

/** What became of one thing on the stick, and what to do with it. */
export function lineSentence(line: StickLine): string {
  switch (line.is) {
    case 'REPLY_TAKEN':
      return `读到市级回执：到第 ${line.through} 条都有市级确认。`
    case 'REPLY_KNOWN':
      return '这份市级回执已经读过，没有重复登记。'
    case 'BUNDLE_TAKEN': {
      const { centreName, deskPart, entries, fresh, held, pictures, returned } = line.told
      const odd = [held > 0 ? `暂存 ${held}` : '', returned > 0 ? `退回 ${returned}` : ''].filter(Boolean)
      const counted =
        fresh > 0 ? `记录 ${entries} 条，新登记 ${fresh} 条` : `记录 ${entries} 条早已登记过，没有重复登记`
      const more = [pictures > 0 ? `照片 ${pictures} 张` : '', ...odd].filter(Boolean)
      return `${[`${centreName} ${deskPart} 窗口：${counted}`, ...more].join('，')}。回执已写回优盘，请带回原窗口读一次。`
    }
    case 'ANSWERED_ALREADY':
      return '优盘里的记录已经登记过，回执就在优盘上。'
    case 'NO_LINE':
      return '这里没有联网，优盘里的记录还没有交给市级。请到有网的窗口再读。'
    case 'UNFINISHED':
      return '优盘里的记录不全，没有登记任何一条。请在原窗口重新写一次优盘。'
    case 'REFUSED':
      return `${line.sentence ?? refusals[line.code] ?? '没有采用。'}（${line.code}）`
    default:
      return unreachable(line)
  }
}

/** What is on the way by hand, so that nobody takes it for confirmed. */
export function lastStickSentence({
  answered,
  bytes,
  drive,
  entries,
  pictures,
  writtenMs,
}: LastStick): string {
  const when = `${dayText(dateOf(writtenMs))} ${timeOf(writtenMs)}`
  const what = `${when} 写到“${drive}”：记录 ${entries} 条，照片 ${pictures} 张，${sizeWord(bytes)}，已回读校验`
  return answered ? `${what}，市级已确认。` : `${what}，等市级回执。优盘带回来后再读一次。`
}
