import type { FreezeReason } from '#shared/contract/epoch.ts'
import type { Detail, Refusal } from '#shared/kernel/result.ts'
import type { RefusalCode } from '../../app/desk-client.ts'
import { pinSentences } from '../../app/pin-words.ts'

/** What happened, what is safe, what to do. */
export const freezeTexts: Record<FreezeReason, string> = {
  COPIED: '这份数据像是从别的电脑或备份复制来的。联网后市级核对一下，没有问题会自动恢复办理，不用做什么。',
  RESTORED:
    '这台电脑上的数据比原来的旧，可能恢复过备份。市级收到过的记录都在，确认后会自动取回来；本机另记的也会补上。',
  CLONED:
    '另有一台电脑在用这个窗口的身份。请先确认今后用哪一台：在要用的那台上输入 PIN，另一台会停下，两边的记录都保留。',
  FORKED:
    '本机记录与市级收到的不一样。两边的都保留：确认后先取回市级的，再把本机另记的补上，有重号的会改号。',
  FENCED:
    '这个窗口已在另一台电脑上继续。这台要再用，请向市级要一个新的登记码。本机没上传的记录都在，登记后自动补上。',
  REVOKED: '市级已停用这个窗口。已记下的会继续上传，上传完之前请不要关机；之后请联系市级。',
}

const sentences: Record<RefusalCode<'epoch.goOn'>, (detail: Detail) => string> = {
  ...pinSentences,
  'not-frozen': () => '已经恢复办理，不用再确认。',
  'code-missing': () => '这台要再用，需要市级给的登记码。',
  'desk-revoked': () => '市级已停用这个窗口，不能在这里恢复，请联系市级。',
}

export function goOnText({ code, detail }: Refusal<RefusalCode<'epoch.goOn'>>): string {
  return sentences[code](detail)
}
