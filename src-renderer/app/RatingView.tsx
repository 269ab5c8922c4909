import { useEffect, useRef, useState } from 'react'
import { type Grade, isBad, type RatingSubject } from '#shared/domain/rating.ts'
import { RatingId } from '#shared/kernel/ids.ts'
import { FastField } from '../components/FastField.tsx'
import { focusPlace } from '../components/focus-place.ts'
import { assistRefusalText } from './assist-refusals.ts'
import { ask } from './desk-client.ts'
import { freshId } from './fresh-id.ts'
import { useKeys } from './keys.ts'
import { grades, gradeWords } from './rating-words.ts'
import { say } from './say.ts'
import { useDialogFocus } from './use-dialog-focus.ts'

type Props = { readonly subject: RatingSubject; readonly onDone: () => void }

/**
 * The screen turned to the citizen: five grades, none of them chosen beforehand. The choice is asked
 * again before it counts; who walks away has given no grade (好差评, domain.md 6.3).
 */
export function RatingView({ onDone, subject }: Props) {
  const { ratingId, refused } = useInvitation(subject)
  const [grade, setGrade] = useState<Grade>()
  const [said, setSaid] = useState('')
  const [failed, setFailed] = useState<string>()
  const busy = useRef(false)
  const box = useDialogFocus(undefined)
  const settle = async (move: { act: 'DECLINE' } | { act: 'RATE'; grade: Grade }) => {
    if (!ratingId || busy.current) return
    busy.current = true
    const words = said.trim()
    const full =
      move.act === 'RATE'
        ? ({ ...move, channel: 'DEVICE', ...(words ? { said: words } : {}) } as const)
        : move
    const answer = await ask('rating.move', { ratingId, move: full }).catch(() => undefined)
    busy.current = false
    if (!answer) return setFailed('没有记下，请再按一次。')
    if (!answer.ok) return setFailed(assistRefusalText(answer.refusal))
    say(move.act === 'RATE' ? '评价记下了，谢谢' : '这次不评价，记下了')
    onDone()
  }
  const choose = (to: Grade) => {
    setGrade(to)
    setTimeout(() => focusPlace('rating.said') || box.current?.focus())
  }
  const again = () => {
    setGrade(undefined)
    setSaid('')
    box.current?.focus()
  }
  const digits = Object.fromEntries(grades.map((each) => [`${each}`, () => choose(each)]))
  useKeys('overlay', {
    ...(ratingId && !grade ? { ...digits, '0': () => void settle({ act: 'DECLINE' }) } : {}),
    ...(grade
      ? {
          Enter: () => void settle({ act: 'RATE', grade }),
          'Ctrl+Enter': () => void settle({ act: 'RATE', grade }),
        }
      : {}),
    Escape: grade ? again : onDone,
  })
  return (
    <div className="veil is-customer">
      <div
        ref={box}
        className="rating-view"
        role="dialog"
        aria-modal="true"
        aria-label="请评价"
        tabIndex={-1}
      >
        <h1>{grade ? `您选的是：${gradeWords[grade]}` : '请您评一评这次服务'}</h1>
        {refused ? <p role="alert">{refused}</p> : null}
        {!refused && !grade ? (
          <ul className="rating-grades">
            {grades.map((each) => (
              <li key={each}>
                <button type="button" disabled={!ratingId} onClick={() => choose(each)}>
                  <kbd>{each}</kbd> {gradeWords[each]}
                </button>
              </li>
            ))}
          </ul>
        ) : null}
        {grade && isBad(grade) ? (
          <FastField
            label="哪里没做好（可以不写）"
            fieldId="rating.said"
            maxLength={300}
            value={said}
            onInput={setSaid}
            onEnter={() => void settle({ act: 'RATE', grade })}
          />
        ) : null}
        <p role="alert">{failed ?? ''}</p>
        <RatingKeys grade={grade} refused={refused !== undefined} />
      </div>
    </div>
  )
}

function RatingKeys({ grade, refused }: { readonly grade: Grade | undefined; readonly refused: boolean }) {
  if (refused)
    return (
      <p className="rating-keys">
        <kbd>Esc</kbd> 回去
      </p>
    )
  return grade ? (
    <p className="rating-keys">
      <kbd>Enter</kbd> 就是这个　<kbd>Esc</kbd> 重新选
    </p>
  ) : (
    <p className="rating-keys">
      请本人按数字。<kbd>0</kbd> 不评价
    </p>
  )
}

/** One visit has one rating: one that was asked for and not answered yet is asked for again. */
function useInvitation(subject: RatingSubject): {
  readonly ratingId: RatingId | undefined
  readonly refused: string | undefined
} {
  const [state, setState] = useState<{ ratingId?: RatingId; refused?: string }>({})
  const first = useRef(subject)
  useEffect(() => {
    let gone = false
    const ratingId = RatingId.parse(freshId())
    ask('rating.invite', { ratingId, subject: first.current }).then(
      (answer) => {
        if (gone) return
        if (answer.ok) return setState({ ratingId })
        const waiting = RatingId.safeParse(answer.refusal.detail['ratingId'])
        setState(
          waiting.success ? { ratingId: waiting.data } : { refused: assistRefusalText(answer.refusal) },
        )
      },
      () => !gone && setState({ refused: '评价没有打开，请再按一次。' }),
    )
    return () => {
      gone = true
    }
  }, [])
  return { ratingId: state.ratingId, refused: state.refused }
}
