import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { Answer } from '#shared/contract/desk.ts'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { useHandCodes } from '../../app/hand-codes.ts'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { HandCodesRead } from './HandCodesRead.tsx'

/** The other desk's receipt: what it took over has left our hands, told here without a line. */
export function ReceiptRead() {
  const { clear, of, read } = useHandCodes()
  if (read.size < of) return <HandCodesRead title="收据码" onBack={clear} />
  return <Acknowledged parts={[...read.values()]} onClose={clear} />
}

function Acknowledged({
  onClose,
  parts,
}: {
  readonly parts: readonly string[]
  readonly onClose: () => void
}) {
  const [answer, setAnswer] = useState<Answer<'custody.acknowledge'> | 'lost'>()
  const box = useDialogFocus(undefined)
  const asked = useRef(false)
  useEffect(() => {
    // A receipt is a fact: reading it is the act, and reading it twice is told by the desk.
    if (asked.current) return
    asked.current = true
    ask('custody.acknowledge', { parts: [...parts] }).then(setAnswer, () => setAnswer('lost'))
  }, [parts])
  useKeys('overlay', { Enter: onClose, Escape: onClose })
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt"
        role="dialog"
        aria-modal="true"
        aria-label="收据码"
        data-takes-codes
        tabIndex={-1}
      >
        <h2>{answer === undefined ? '正在记录' : headOf(answer)}</h2>
        <p role="status">{answer === undefined ? '' : wordsOf(answer)}</p>
        <div className="prompt-actions">
          <span className="spacer" />
          <Button type="primary" onClick={onClose}>
            回看板 <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}

type Told = Answer<'custody.acknowledge'> | 'lost'

function headOf(answer: Told): string {
  if (answer === 'lost' || !answer.ok) return '收据没有记上'
  return answer.value.disputed ? '保管有争议' : `对方已签收 ${answer.value.n} 件`
}

function wordsOf(answer: Told): string {
  if (answer === 'lost') return '没有收到结果。请按 Enter 回看板看最新去向，再扫一次。'
  if (!answer.ok) return custodyRefusalText(answer.refusal)
  return answer.value.disputed
    ? '两处都说收到了这些材料，两份都记下了。请两边各看一看实物在哪里，再由负责人在“异常”里改定。'
    : '交接完成，材料已不在我们手里。'
}
