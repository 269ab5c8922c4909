import { erasedSentence } from '#shared/domain/erasure.ts'
import type { Detail, Refusal } from '#shared/kernel/result.ts'
import { mandateSentences } from './assist-refusals.ts'
import type { RefusalCode } from './desk-client.ts'
import { pinSentences } from './pin-words.ts'
import { signatureSentences } from './signature-words.ts'

type Code =
  | RefusalCode<'custody.handOver'>
  | RefusalCode<'custody.handOverAll'>
  | RefusalCode<'custody.returnTo'>
  | RefusalCode<'custody.takeIn'>
  | RefusalCode<'custody.offer'>
  | RefusalCode<'custody.showOffer'>
  | RefusalCode<'custody.withdraw'>
  | RefusalCode<'custody.readOffer'>
  | RefusalCode<'custody.accept'>
  | RefusalCode<'custody.acknowledge'>
  | RefusalCode<'custody.chain'>
  | RefusalCode<'custody.stow'>
  | RefusalCode<'custody.label'>
  | RefusalCode<'custody.incident'>
  | RefusalCode<'custody.closeIncident'>
  | RefusalCode<'custody.override'>
  | RefusalCode<'custody.slip'>
  | RefusalCode<'custody.planRound'>
  | RefusalCode<'custody.count'>
  | RefusalCode<'custody.report'>

/** One sentence a refusal: what stands in the way and what to do. Nothing was recorded. */
export const custodySentences: Record<Code, (detail: Detail) => string> = {
  ...signatureSentences,
  'round-unknown': () => '没有找到这张跑腿单，请重新打开。',
  'slip-unknown': () => '本机没有这张交接清单，请到开单的工作台补打。',
  'no-lines': () => '还没有选材料，请至少选一件。',
  'line-twice': ({ thing }) => `“${thing}”选了两次，请去掉一次。`,
  'no-such-leg': () => '材料不能这样交接，请核对交给谁。',
  'same-holder': () => '材料已经在那里，不用交接。',
  'same-person': ({ name }) => `交出和接收都是“${name}”。交接要有两个人，请另一位输入 PIN。`,
  'never-hold': ({ thing }) => `“${thing}”只能当场核验退回，不能交接。`,
  'original-unidentified': ({ thing }) => `“${thing}”是原件，请填证件号码或拍照。`,
  'return-day-missing': ({ thing }) => `“${thing}”要带出中心，请填哪天归还。`,
  'fee-unreceipted': ({ thing }) => `“${thing}”：代缴法定规费要填金额、用途和票据号。`,
  'waybill-form': ({ waybill }) => `快递单号“${waybill}”格式不对，请对照面单再输。`,
  'receiver-unnamed': () => '请写明接收单位和接收人。',
  'slip-photo-missing': () => '交部门窗口要拍盖章的回执。',
  'signature-missing': () => '材料交接要两边都确认，还差一方签字。',
  stranger: ({ name }) => `“${name}”不是申请人，也不是登记的代理人，不能领走。请本人或代理人来领。`,
  'fetch-letter-missing': () => '凭委托书代领，要写明谁委托、委托谁、从哪天到哪天。',
  'letter-not-of-owner': ({ name }) => `“${name}”不是这些材料的主人，这份委托书不能用。`,
  'letter-not-for-bearer': ({ name }) => `委托书写的是“${name}”来领，别人不能领走。`,
  'letter-not-covering': ({ from, through }) => `委托书的日期是 ${from} 到 ${through}，今天不能用它领。`,
  'not-the-holder': ({ holder, thing }) =>
    thing ? `“${thing}”现在在${holder}，不能由您交出。` : `材料在${holder}手里，要由本人输入 PIN 交出。`,
  'thing-unknown': ({ thing }) => (thing ? `本机没有“${thing}”的保管记录。` : '本机没有这件材料的保管记录。'),
  'thing-out': ({ thing }) => `“${thing}”已经退还或归卷，不能再交接。`,
  'base-stale': ({ thing }) => `“${thing}”刚才有人办过交接，请看最新去向再办。`,
  'custody-disputed': ({ thing }) => `“${thing}”保管有争议，请先当面核对，由负责人改定。`,
  'incident-open': ({ thing }) => `“${thing}”登记了遗失或损毁，办结前不能交接。`,
  'already-offered': ({ thing, to }) => `“${thing}”已交给“${to}”待收。要改交，请先撤回。`,
  'before-last-act': ({ since }) => `日期不能早于上一次交接（${since}）。`,
  'date-ahead': () => '日期还没到，只能写今天或以前。',
  'outgoing-line-missing': ({ thing }) => `“${thing}”要对着当时交出的清单逐项退还，请先扫清单。`,
  ...mandateSentences,
  'second-needed': () => '还差另一位同事输入 PIN。',
  'pin-wrong': pinSentences['pin-wrong'],
  'pin-locked': pinSentences['pin-locked'],
  'staff-unknown': () => '没有这位同事，请重新选择。',
  'case-unknown': () => '本工作台没有这件，请核对编号。',
  'case-erased': () => erasedSentence,
  'row-unknown': () => '这件没有这份材料，请重新打开这件。',
  'offer-unknown': () => '没有找到这份交接，请重新扫码。',
  'offer-closed': () => '这份交接已经撤回，请交出的一方重新出码。',
  'offer-changed': () => '扫到的内容和交出时不一致，请重新扫码。',
  'offer-not-for-you': ({ to }) => `这份交接是给“${to}”的，不能由您签收。`,
  'offer-accepted': () => '这份交接已经签收过，不用再收。',
  'offer-unreadable': () => '这个码读不出来，请把屏幕调亮再扫。',
  'offer-incomplete': ({ missing, n }) => `共 ${n} 个码，还差第 ${missing} 个，请接着扫。`,
  'reason-missing': () => '请写明理由。',
  'bag-unknown': () => '没有这个袋号，或袋里已经空了。',
  'incident-unknown': () => '没有找到这次登记，请重新打开。',
  'incident-over': () => '这次登记已经办结。',
  'outcome-unfit': () => '找到只用于遗失，处理好只用于损毁，请重新选。',
  'account-missing': () => '请写明情况：什么时候、在哪里、怎么发现的。',
  'not-ours-to-say': () => '只能改定到本中心柜台、本中心人员或部门窗口。',
}

export function custodyRefusalText({ code, detail }: Refusal<Code>): string {
  return custodySentences[code](detail)
}
