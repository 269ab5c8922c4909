import { Button } from 'antd'
import { useState } from 'react'
import { useKeys } from '../../app/keys.ts'
import { say } from '../../app/say.ts'
import { StickPanel } from '../../app/stick/StickPanel.tsx'
import { lastStickSentence } from '../../app/stick/words.ts'
import { useLive } from '../../app/use-live.ts'

/** A signed day the city has not heard of: it goes out by itself with the line, or by hand (ui.md 2.e). */
export function StickWays() {
  const [writing, setWriting] = useState(false)
  const state = useLive('bundle.state', {}, ['sync', 'journal'])
  const last = state.answer?.ok ? state.answer.value.last : undefined
  useKeys('step', { '1': () => say('已安排：联网后自动补传'), '2': () => setWriting(true) })
  return (
    <div className="stick-ways">
      {last && !last.answered ? <p role="status">{lastStickSentence(last)}</p> : null}
      <div className="stick-choices">
        <Button onClick={() => say('已安排：联网后自动补传')}>
          <kbd>1</kbd> 联网后自动补传（已安排）
        </Button>
        <Button onClick={() => setWriting(true)}>
          <kbd>2</kbd> 写到优盘
        </Button>
      </div>
      {writing ? (
        <StickPanel
          to="WRITE"
          onLeave={() => setWriting(false)}
          onWritten={(sentence) => {
            setWriting(false)
            say(sentence)
          }}
        />
      ) : null}
    </div>
  )
}
