import { Button } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { parseTypedDay } from '#shared/domain/date-text.ts'
import { LetterAct } from '#shared/domain/letter.ts'
import { categoryWords, letterActShort } from '../../app/assist-words.ts'
import { useKeys } from '../../app/keys.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { DateField } from '../../components/DateField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { TickField } from '../../components/TickField.tsx'
import { ErrandOutlook } from './ErrandOutlook.tsx'
import { needsSensitive, type Outlook, type Scope } from './errand-draft.ts'

type Props = {
  readonly outlook: Outlook
  readonly scope: Scope
  /** The letter was signed already; a change of its words voids it. */
  readonly signed: boolean
  readonly busy: boolean
  readonly refused: string | undefined
  /** 续办 asks nothing about the person again. */
  readonly renewing?: boolean
  readonly onChange: (part: Partial<Scope>) => void
  readonly onBack: () => void
  readonly onLetter: () => void
}

const categories = (
  ['ELDERLY', 'DISABLED', 'HARDSHIP', 'KEY_PROJECT', 'LARGE_ENTERPRISE', 'OTHER'] as const
).map((value) => ({ value, label: categoryWords[value] }))
const acts = LetterAct.options.map((value) => ({ value, label: letterActShort[value] }))
const yesNo = [
  { value: 'NO', label: '不同意' },
  { value: 'YES', label: '同意' },
]
const signers = [
  { value: 'SELF', label: '本人' },
  { value: 'GUARDIAN', label: '监护人' },
]
const groundLabels = {
  HARDSHIP: '什么困难',
  KEY_PROJECT: '项目和名单编号',
  LARGE_ENTERPRISE: '企业和名单编号',
  OTHER: '什么情况（一般群众可不写）',
} as const

type Place = keyof Scope
type Words = Exclude<Place, 'acts' | 'subDelegation' | 'sensitive'>

/** Who is helped and how far the officer may go: everything is chosen already, F9 leads on. */
export function ErrandScope(props: Props) {
  const { busy, onBack, onChange, onLetter, outlook, refused, renewing = false, scope, signed } = props
  const places = placesOf(scope, outlook, renewing)
  const first = places[0]
  useEffect(() => {
    focusPlace(`errand.${first ?? 'acts'}`)
  }, [first])
  const onward = (from: Place) => {
    const next = places[places.indexOf(from) + 1]
    if (next) focusPlace(`errand.${next}`)
    else onLetter()
  }
  useKeys(renewing ? 'overlay' : 'step', { Escape: onBack, F9: onLetter, 'Ctrl+Enter': onLetter })
  const common = (key: Place) => ({ fieldId: `errand.${key}`, onEnter: () => onward(key) })
  const choice = (key: Words, label: string, options: readonly { value: string; label: string }[]) => (
    <ChoiceField
      key={key}
      {...common(key)}
      label={label}
      options={options}
      value={scope[key]}
      onChoose={(value) => onChange({ [key]: value })}
      onPicked={() => onward(key)}
    />
  )
  const line = (key: Words, label: string, maxLength: number) => (
    <FastField
      key={key}
      {...common(key)}
      label={label}
      maxLength={maxLength}
      value={scope[key]}
      onInput={(value) => onChange({ [key]: value })}
    />
  )
  const flag = (key: 'subDelegation' | 'sensitive', label: string) => (
    <ChoiceField
      key={key}
      {...common(key)}
      label={label}
      options={yesNo}
      value={scope[key] ? 'YES' : 'NO'}
      onChoose={(value) => onChange({ [key]: value === 'YES' })}
      onPicked={() => onward(key)}
    />
  )
  const fields = {
    category: () => choice('category', '服务对象（本人自愿，都可以申请）', categories),
    certificate: () => line('certificate', '残疾人证号', 24),
    ground: () => line('ground', groundLabels[scope.category as keyof typeof groundLabels] ?? '', 60),
    officerId: () =>
      choice(
        'officerId',
        '专员（只列今天备案有效的）',
        outlook.officers.map(({ name, staffId }) => ({ value: staffId, label: name })),
      ),
    acts: () => (
      <TickField
        key="acts"
        {...common('acts')}
        label="委托权限，按数字勾"
        options={acts}
        ticked={scope.acts}
        onTick={(ticked) =>
          onChange({ acts: acts.flatMap(({ value }) => (ticked.includes(value) ? value : [])) })
        }
      />
    ),
    otherAct: () => line('otherAct', '“其他”具体做什么', 60),
    validTo: () => (
      <DateField
        key="validTo"
        {...common('validTo')}
        label="有效到哪天（最长 6 个月）"
        value={scope.validTo}
        read={(typed) => {
          const day = parseTypedDay(typed, outlook.today)
          return day.ok ? day.value : undefined
        }}
        onCommit={(validTo) => onChange({ validTo })}
      />
    ),
    subDelegation: () => flag('subDelegation', '转委托给本中心其他专员'),
    sensitive: () => flag('sensitive', '单独同意处理敏感个人信息（问过本人再选）'),
    signer: () => choice('signer', '谁签名', signers),
    guardianName: () => line('guardianName', '监护人姓名', 30),
    guardianId: () => line('guardianId', '监护人身份证号', 18),
    relation: () => line('relation', '与委托人关系', 20),
    proof: () => line('proof', '关系证明，例如户口簿第几页', 60),
  } satisfies Readonly<Record<Place, () => ReactNode>>
  return (
    <div className="screen">
      <div className="screen-body two-panes">
        <section className="pane errand-scope">
          <h1>{renewing ? '续办委托' : '转代办'}</h1>
          <p className="weak">
            {outlook.principal.name} <span className="code">{outlook.principal.idNumber}</span> ·{' '}
            {outlook.matterName}
            。免费服务，不收取任何费用。
          </p>
          <div className="fields errand-fields">{places.map((key) => fields[key]())}</div>
          <p className="field-error" role="alert">
            {refused ?? ''}
          </p>
        </section>
        <ErrandOutlook outlook={outlook} scope={scope} signed={signed} />
      </div>
      <div className="action-bar">
        <Button onClick={onBack}>
          {renewing ? '先不续' : '先不转'} <kbd>Esc</kbd>
        </Button>
        <KeyHint keys="Enter">下一格</KeyHint>
        <KeyHint keys="1–9">选、勾</KeyHint>
        <span className="spacer" />
        <Button type="primary" disabled={busy} onClick={onLetter}>
          看委托书，请{scope.signer === 'GUARDIAN' ? '监护人' : '本人'}签名 <kbd>F9</kbd>
        </Button>
      </div>
    </div>
  )
}

/** Which fields are asked, in the order they are typed. */
function placesOf(scope: Scope, outlook: Outlook, renewing: boolean): readonly Place[] {
  const { acts: ticked, category, signer } = scope
  const who: Place[] = [
    'category',
    ...(category === 'DISABLED' ? (['certificate'] as const) : []),
    ...(category in groundLabels ? (['ground'] as const) : []),
  ]
  return [
    ...(renewing ? [] : who),
    'officerId',
    'acts',
    ...(ticked.includes('OTHER') ? (['otherAct'] as const) : []),
    'validTo',
    'subDelegation',
    ...(needsSensitive(scope, outlook) ? (['sensitive'] as const) : []),
    ...(outlook.principal.kind === 'PERSON' ? (['signer'] as const) : []),
    ...(outlook.principal.kind === 'PERSON' && signer === 'GUARDIAN'
      ? (['guardianName', 'guardianId', 'relation', 'proof'] as const)
      : []),
  ]
}
