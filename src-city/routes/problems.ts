import type { Detail, Refusal } from '#shared/kernel/result.ts'
import type { Problem } from '#shared/protocol/messages.ts'
import type { CityCode } from '../services/city.ts'

/** A refusal as it goes over the line; `reason` is the finer code an operator looks for. */
export type SentProblem = Problem & { readonly reason?: string }

const problems: Record<CityCode, { readonly status: number; readonly sentence: string }> = {
  E_AUTH: { status: 401, sentence: '市级没有认出这台窗口，记录已在本机保存，请联系运维。' },
  E_BUNDLE_CHANGED: {
    status: 422,
    sentence: '优盘里的内容被改过或已损坏，没有登记任何一条。请在原工作台重新写一次优盘。',
  },
  E_BUNDLE_FOREIGN: { status: 422, sentence: '这个优盘不是写给本市的，没有登记任何一条。' },
  E_BUNDLE_INCOMPLETE: {
    status: 422,
    sentence: '优盘里的内容不全，没有登记任何一条。请在原工作台重新写一次优盘。',
  },
  E_BUSY: { status: 429, sentence: '市级正忙，稍后会自动再送。' },
  E_CERT_OVER: {
    status: 403,
    sentence: '这个窗口的证书已到期，市级暂不接收。记录都在本机，照常办理；请负责人向市级要续期的登记码。',
  },
  E_CHAIN: { status: 422, sentence: '送来的记录前后接不上，没有接收，请联系运维。' },
  E_CLIENT_TOO_OLD: { status: 426, sentence: '本机程序版本与市级不配套，请升级。' },
  E_CLONE_SUSPECT: {
    status: 409,
    sentence: '有另一台电脑也在用这台窗口的身份，已停止上送，请负责人确认用哪一台。',
  },
  E_ENROL_CODE: { status: 403, sentence: '登记码不对、已用过或已过期，请向市级管理员要新的登记码。' },
  E_EPOCH_FENCED: { status: 409, sentence: '这台窗口的记录本已经换代，请重新登记。' },
  E_FEED_COMPACTED: { status: 410, sentence: '市级的下发记录已从头编号，将从头再取一遍。' },
  E_FORKED: { status: 409, sentence: '本机记录与市级已有的记录不一致，已停止上送，请联系运维。' },
  E_GAP: { status: 409, sentence: '市级还缺前面的记录，将从缺口处重新上送。' },
  E_QUOTA: { status: 507, sentence: '市级磁盘快满了，照片先留在本机，记录照常上送。' },
  E_REVOKED_UPLOAD_ONLY: {
    status: 403,
    sentence: '这台窗口已停用：已记下的会继续上送，不能再办理新的业务。',
  },
  E_ROLLED_BACK: {
    status: 409,
    sentence: '本机记录比市级少，可能是用旧备份恢复的，请先取回缺少的记录。',
  },
  E_SCOPE: { status: 403, sentence: '这批记录不属于这台窗口所在的中心，没有接收。' },
  E_SIG: { status: 422, sentence: '签名核对不上，没有接收，请联系运维。' },
  E_TOO_LARGE: { status: 413, sentence: '一次送来的内容太多，将分小批再送。' },
  'act-refused': { status: 409, sentence: '这一步不能这样办理。' },
  'city-fault': { status: 500, sentence: '市级程序出现故障，已记下。记录仍在本机，稍后会自动再送。' },
  'erasure-refused': { status: 409, sentence: '不能删除，没有登记。' },
  'input-malformed': { status: 400, sentence: '请求的内容不符合约定的格式。' },
  method: { status: 405, sentence: '这个地址不接受这种请求。' },
  'not-found': { status: 404, sentence: '没有找到。' },
  'not-ready': { status: 503, sentence: '市级还没有准备好，请稍候。' },
  'publication-refused': { status: 422, sentence: '没有下发。' },
  'request-reused': { status: 409, sentence: '这个请求编号已用于另一项内容，没有登记，请换一个编号。' },
}

/** Where a reason says more than its code: the sentence of `E_AUTH` is for a counter, and keys are none. */
const reasonSentences: Readonly<Record<string, string>> = {
  'office-unknown': '市级没有认出这把部门密钥，请核对密钥文件，或向市级管理员重新登记。',
  'office-revoked': '这把部门密钥已经停用，请向市级管理员重新登记。',
  'case-open': '这件还没有办结，不能删除。请先办结、撤回或终止。',
  'things-held': '这件还有原件没有归还或归卷，不能删除。请先核对保管记录。',
  'already-erased': '这件已经依法删除。',
  'not-asked': '还没有人申请删除这件，请先由一人申请，再由另一人确认。',
  'same-person': '申请和确认删除要两个人，请另一人确认。',
  'bundle-gap': '市级还缺这个优盘以前的记录，没有登记任何一条。请让原工作台联网一次，再写优盘。',
  'bundle-old': '这个优盘是工作台换代以前写的，没有登记任何一条。请在原工作台重新写一次优盘。',
  'bundle-desk': '市级没有认出写这个优盘的工作台，没有登记任何一条，请联系运维。',
  'not-durable': '内嵌数据库不作为可靠副本，各窗口保留全部记录和照片，没有登记。',
  'signature-wrong': '签名对不上：不是用本市密钥签的，或者传的时候坏了。没有下发，请重新签名。',
  'version-reused': '这个版本号已经下发过，内容却不同。没有下发，请换新版本号再签名。',
  'catalogue-older': '已经下发过比这份新的目录。没有下发。',
  'catalogue-faulty': '目录有错误，没有下发。请用 npm run catalogue -- check 查看全部错误。',
  clock: '本机时间与市级相差太多，将按市级时间自动校准后再送。',
  replayed: '这个请求已经收过一次，没有再处理。',
  sealed: '这台窗口已封存，不再接收记录，请联系市级管理员。',
  'operator-unknown': '市级没有认出管理口令，请核对市级身份文件。',
}

/** Puts a refusal into words. The status says the class, the code says which, the field says where. */
export function problemOf({ code, detail }: Refusal<CityCode>): {
  readonly status: number
  readonly problem: SentProblem
} {
  const { status, sentence } = problems[code]
  return {
    status: Number(detail['status'] ?? status),
    problem: {
      code,
      // A rule of the counter says which; the rest have one sentence each.
      sentence: detail['sentence'] ?? reasonSentences[detail['reason'] ?? ''] ?? sentence,
      ...(detail['field'] === undefined ? {} : { field: detail['field'] }),
      ...(detail['reason'] === undefined ? {} : { reason: detail['reason'] }),
      ...logHeadOf(detail),
    },
  }
}

function logHeadOf({ seq, hash }: Detail): Pick<Problem, 'logHead'> {
  return seq === undefined || hash === undefined ? {} : { logHead: { seq: Number(seq), hash } }
}
