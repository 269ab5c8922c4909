import { erasedSentence } from '#shared/domain/erasure.ts'
import type { Detail, Refusal } from '#shared/kernel/result.ts'
import { modeWordOf } from './assist-words.ts'
import type { RefusalCode } from './desk-client.ts'
import { pinSentences } from './pin-words.ts'
import { signatureSentences } from './signature-words.ts'

/** A letter that does not cover an act: said wherever somebody acts or carries for a principal. */
export const mandateSentences = {
  'letter-missing': () => '没有有效的委托书，请先办委托。',
  'letter-not-yet': ({ from }: Detail) => `委托书从 ${from} 起才有效，今天还不能办。`,
  'letter-expired': ({ to }: Detail) => `委托书 ${to} 已到期，请先办续办委托。`,
  'letter-revoked': ({ on }: Detail) => `委托 ${on} 已解除，不能再代办、代领，请退还材料。`,
  'letter-fulfilled': ({ on }: Detail) => `这份委托 ${on} 已办结，再办请重新委托。`,
  'principal-died': ({ on }: Detail) => `委托人 ${on} 去世，委托依法终止，请停办并退还材料。`,
  'act-not-authorised': () => '委托书没有勾这一项权限，不能代办这件事。',
} as const

const filingSentences = {
  'officer-not-filed': () => '这位同事没有登记备案，不能当专员。请另选一位。',
  'officer-not-approved': () => '这位专员的备案县里还没同意，请另选一位。',
  'filing-not-yet': ({ from }: Detail) => `这位专员的备案从 ${from} 起有效，请另选一位。`,
  'filing-lapsed': ({ to }: Detail) => `这位专员的备案 ${to} 已到期，请另选一位或先续备案。`,
  'filing-withdrawn': ({ from }: Detail) => `这位专员的备案 ${from} 起已撤销，请另选一位。`,
} as const

const numberSentences = {
  'id-length': () => '身份证号要 18 位，请核对。',
  'id-form': () => '身份证号只有数字和末位 X，请核对。',
  'id-birth-date': () => '身份证号里的出生日期不存在，请核对。',
  'id-check-digit': () => '身份证号第 18 位对不上，请核对。',
  'credit-code-length': () => '统一社会信用代码要 18 位，请核对。',
  'credit-code-form': () => '统一社会信用代码里没有字母 I、O、S、V、Z，请核对。',
  'credit-code-check-character': () => '统一社会信用代码末位对不上，请核对。',
  'phone-form': () => '电话号码不对：手机 11 位，固定电话带区号。',
} as const

type Code =
  | RefusalCode<'assist.register'>
  | RefusalCode<'assist.view'>
  | RefusalCode<'assist.move'>
  | RefusalCode<'letter.draft'>
  | RefusalCode<'letter.sign'>
  | RefusalCode<'letter.end'>
  | RefusalCode<'officer.file'>
  | RefusalCode<'officer.train'>
  | RefusalCode<'officer.meet'>
  | RefusalCode<'duty.plan'>
  | RefusalCode<'appointment.set'>
  | RefusalCode<'appointment.change'>
  | RefusalCode<'rating.invite'>
  | RefusalCode<'rating.move'>

/** One sentence a refusal: what stands in the way and what to do. Nothing was recorded. */
export const assistSentences: Record<Code, (detail: Detail) => string> = {
  ...mandateSentences,
  ...filingSentences,
  ...numberSentences,
  ...signatureSentences,
  ...pinSentences,
  'consent-missing': () => '服务要本人自愿、知情，请先请本人勾选同意。',
  'sensitive-consent-missing': () => '涉及敏感个人信息，请本人单独勾选同意。',
  'person-missing': () => '这种方式要知道服务谁，请读身份证或填证件号。',
  'phone-missing': () => '请留电话；没有电话的，写明原因和能联系到的人。',
  'case-missing': () => '代办要先有一件收件，请先受理再转代办。',
  'officer-missing': () => '请选一位备案专员。',
  'place-missing': () => '请写明地点。',
  'question-missing': () => '请写明问的是什么事。',
  'organ-missing': () => '请写明送往哪里的哪个部门。',
  'matter-missing': () => '请选要辅导的事。',
  'profile-missing': () => '请先填企业的规模、行业、成立日期和人数。',
  'project-missing': () => '请写明项目（企业）名称和名单编号。',
  'category-reason-missing': () => '对象类别选“其他”的，请写明情况。',
  'priority-differs': () => '优先依据和证件对不上，请重新读证。',
  'certificate-form': () => '残疾人证号格式不对：身份证号后接类别和等级。',
  'certificate-of-another': () => '残疾人证号与身份证号对不上，请核对。',
  'case-unknown': () => '本工作台没有这件，请核对编号。',
  'case-erased': () => erasedSentence,
  'matter-unknown': () => '目录里没有这件事，请重新选。',
  'held-elsewhere': ({ holder, thing }) =>
    `“${thing}”现在由${holder}保管，这里先不能往下办，没有改动。请联系对方交回。`,
  'already-registered': () => '这次服务已经登记过了，不用再登。',
  'date-ahead': () => '日期还没到，只能写今天或以前。',
  'before-receipt': ({ receivedOn }) => `日期不能早于收件日（${receivedOn}）。`,
  'order-unknown': () => '本工作台没有这次帮办登记，请核对编号。',
  'only-the-desk': () => '委托到期由系统自动中止，请选别的原因。',
  'order-over': () => '这次服务已经结束，不能再办。',
  'not-from-this-state': () => '现在这一步还不能这样办，请看可办的操作。',
  'before-last-act': ({ since }) => `日期不能早于上一步（${since ?? ''}）。`,
  'act-missing': () => '请选这次做的是哪一项委托权限。',
  'note-missing': () => '请写明在哪里办了什么。',
  'not-collected': () => '不是异地代收代办，不用登记寄送。',
  'carrier-missing': () => '请填承运单位和运单号。',
  'waybill-form': ({ waybill }) => `运单号${waybill ? `“${waybill}”` : ''}不像这家公司的，请照面单核对。`,
  'not-sent': () => '代收的材料还没寄出，请先登记寄送。',
  'signature-missing': () => '请写明签收（签字）人。',
  'reason-missing': () => '请写明情况。',
  'sub-delegation-missing': () => '委托书不同意转委托，换人要重新签委托书。',
  'not-handed-over': () => '还没有签字的材料交接清单，请先交接材料。',
  'still-held': ({ count }) => `还有 ${count} 件材料没退还，请先逐件退还。`,
  'order-not-delegated': () => '这次服务不是代办，不用签委托书。',
  'before-registration': ({ registeredOn }) => `日期不能早于登记日（${registeredOn}）。`,
  'items-missing': () => '没有可以委托的事项：都要本人到场或不能代办。',
  'item-foreign': ({ item }) => `这件里没有事项“${item}”，请重新选。`,
  'presence-required': ({ item, reason }) => `“${item}”要本人到场，不能代办。${reason ?? ''}`,
  'delegation-not-allowed': ({ item }) => `“${item}”不能委托代办，请从委托事项里去掉。`,
  'acts-missing': () => '请至少勾一项委托权限。',
  'other-act-missing': () => '勾了“其他”，请写明具体做什么。',
  'act-never-delegated': ({ act }) => `“${act}”不能委托：不代作承诺，不改申请内容，不放弃权利。`,
  'letter-backdated': ({ on }) => `委托书不能倒签，最早从 ${on} 起。`,
  'period-reversed': () => '结束时间早于开始时间，请改时间。',
  'period-too-long': ({ last }) => `委托期限最长 6 个月，最晚到 ${last}。`,
  'data-consent-missing': () => '请委托人勾选同意处理个人信息。',
  'guardian-needed': ({ name }) => `“${name}”未满 18 周岁，要由监护人签。`,
  'guardian-proof-missing': () => '监护人签的，请填证件号、关系和证明材料。',
  'guardian-minor': ({ name }) => `监护人“${name}”未满 18 周岁，不能签。`,
  'signer-not-entitled': ({ name }) => `“${name}”不能代签，请由委托人、监护人或法定代表人签。`,
  'renewal-needed': () => '这次代办已经有委托书，请办续办委托。',
  'letter-exists': () => '这份委托书已经签过，不用再签。',
  'letter-unknown': () => '本工作台没有这份委托书，请核对编号。',
  'proof-missing': () => '请写明凭什么知道：解除书、死亡证明等。',
  'letter-over': () => '这份委托书已经终止，不用再办。',
  'before-signing': ({ signedOn }) => `日期不能早于签字日（${signedOn}）。`,
  'auditor-cannot-serve': ({ name }) => `“${name}”是查看账号，不能登记为专员。`,
  'badge-missing': ({ name }) => `“${name}”还没有工号，请先到人员里补上。`,
  'team-missing': () => '请选专业队伍。',
  'department-missing': () => '请写明派驻部门。',
  'team-full': ({ max }) => `这支队伍已经满 ${max} 人，请换一支。`,
  'backup-self': () => 'B 岗不能是本人，请另选一位。',
  'backup-unknown': () => 'B 岗要先登记备案，请另选一位。',
  'name-missing': () => '请填预约人姓名。',
  'officer-busy': ({ from, mode, name, place, to }) =>
    `${name || '这位专员'}这个时间已有${modeWordOf(mode)}（${place}，${from}–${to}）。`,
  'appointment-unknown': () => '没有找到这个预约，请看一下是不是已经改过。',
  'day-past': ({ on }) => `${on} 已经过去，请选今天或以后。`,
  'subject-unknown': () => '没有找到要评价的这次服务。',
  'already-invited': () => '这次服务今天已经请评过，一次服务只评一次。',
  'not-asked-here': () => '这件事不请评价，可以直接结束。',
  'rating-unknown': () => '没有找到这次评价。',
  'manager-needed': () => '核实、整改和回访要由中心负责人办。',
  'own-rating': () => '评的是您本人，请由别的负责人核实。',
  'finding-missing': () => '请写明核实的情况。',
  'measure-missing': () => '请写明怎么整改的。',
  'not-rectified': () => '还没有登记整改，先整改再回访。',
  'already-appealed': () => '这次评价已经申诉过一次，不能再申诉。',
}

export function assistRefusalText({ code, detail }: Refusal<Code>): string {
  return assistSentences[code](detail)
}
