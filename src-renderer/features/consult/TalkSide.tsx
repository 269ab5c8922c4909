import { formatConsultationCode } from '#shared/domain/consultation.ts'
import type { MatterSheet, SheetMaterial } from '#shared/domain/matter-sheet.ts'
import { TakeHomeSheet } from '../../papers/TakeHomeSheet.tsx'
import type { Overview } from './ConsultScreen.tsx'
import { useConsult } from './consult-draft.ts'
import { PersonFields } from './PersonFields.tsx'
import type { Logging } from './use-log.ts'

type Props = {
  readonly sheet: MatterSheet
  readonly missing: readonly SheetMaterial[]
  readonly had: readonly string[]
  readonly overview: Overview
  readonly logging: Logging
  readonly onNextForm: () => void
  readonly onDone: () => void
}

const formWords = { A5: 'A5', LARGE: '大字 A4', ROLL: '80 毫米小条' } as const

/** Time, fee, people and paper; once printed, the sheet itself. */
export function TalkSide({ had, logging, missing, onDone, onNextForm, overview, sheet }: Props) {
  const { form, logged, name } = useConsult()
  return (
    <>
      {logged ? (
        <p className="talk-logged" role="status">
          {stateWords[logging.state]}
          <br />
          <span className="code">
            {logged.docNo}　查询码 {formatConsultationCode(logged.code)}
          </span>
        </p>
      ) : null}
      {logging.wrong ? (
        <p className="field-error" role="alert">
          {logging.wrong}
        </p>
      ) : null}
      <dl className="facts talk-facts">
        <dt>时间</dt>
        <dd>{sheet.timeWord}</dd>
        <dt>费用</dt>
        <dd>{sheet.feeWord}</dd>
        <dt>牵头</dt>
        <dd>{sheet.leadDept}</dd>
        <dt>事项</dt>
        <dd>{sheet.items.map((item) => `${item.name}${item.maybe ? '（视情况）' : ''}`).join('、')}</dd>
      </dl>
      <PersonFields onDone={onDone} />
      <p>
        <button type="button" className="plain" tabIndex={-1} onClick={onNextForm}>
          <kbd>L</kbd> 换纸：<strong>{formWords[form]}</strong>
        </button>
      </p>
      {logged ? (
        <div className={`talk-preview is-${form.toLowerCase()}`} role="region" aria-label="预览">
          <div className="preview-sheet">
            <TakeHomeSheet
              sheet={sheet}
              form={form}
              missing={missing}
              had={had}
              frame={{
                unitName: overview.centreName,
                practice: overview.practice,
                clerkName: overview.signedIn?.name ?? '',
                printedOn: overview.today,
                docNo: logged.docNo,
                code: logged.code,
                ...(name.trim() ? { name: name.trim() } : {}),
              }}
            />
          </div>
        </div>
      ) : null}
    </>
  )
}

const stateWords: Readonly<Record<Logging['state'], string>> = {
  open: '这份咨询记过，改了的内容按 Ctrl+Enter 保存。',
  printing: '已记下，正在打印告知单。',
  printed: '已记下，告知单交给打印机了。',
  'not-printed': '已记下，保存在本机。告知单没打出来，请按 Ctrl+P 再打。',
}
