import { dayText } from '#shared/domain/date-text.ts'
import { dateOf, timeOf } from '#shared/kernel/instants.ts'
import { waitSentence } from '../../app/line-words.ts'
import { useTimeLeft } from '../../app/pace.ts'
import { pictureStateWords, sizeWord } from '../../app/pictures/words.ts'
import { syncLooks } from '../../app/states.ts'
import { useLive } from '../../app/use-live.ts'
import { type Shape, StatusMark, type Tone } from '../../components/StatusMark.tsx'

type State = keyof typeof pictureStateWords

/** 照片: how many are with the city, how many wait, in megabytes; and each one that somebody has to look after. */
export function PictureUploads() {
  const { answer } = useLive('picture.uploads', { limit: 50 }, ['journal', 'sync'])
  const line = useLive('line.plan', {}, ['journal', 'sync']).answer
  const waits = line?.ok ? line.value.waits : undefined
  const timeLeft = useTimeLeft(answer?.ok ? answer.value.waitingBytes - answer.value.sentBytes : 0)
  if (!answer?.ok) return null
  const { confirmed, confirmedBytes, rows, sentBytes, waiting, waitingBytes } = answer.value
  if (confirmed + waiting + rows.length === 0) return null
  return (
    <section className="picture-uploads" aria-label="照片上传">
      <h2>照片</h2>
      <p role="status">
        市级已确认 {confirmed} 张，{sizeWord(confirmedBytes)}。
        {waiting > 0
          ? `还有 ${waiting} 张，${sizeWord(waitingBytes)}，已发送 ${sizeWord(sentBytes)}${timeLeft ? `，${timeLeft}` : ''}；记录先走，照片随后自动续传。`
          : '没有待上传的照片。'}
      </p>
      {waits && waiting > 0 ? <p role="status">{waitSentence(waits)}</p> : null}
      {rows.length > 0 ? (
        <ul>
          {rows.map((row) => (
            <li key={row.pictureId}>
              <StatusMark {...looks[row.state]} />
              <span className="picture-label">{row.label}</span>
              <span className="weak">
                {dayText(dateOf(row.takenMs))} {timeOf(row.takenMs)} · {sizeWord(row.bytes)}
              </span>
              <span className="weak">{help[row.state] ?? ''}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}

const amiss = (word: string) => ({ shape: 'crossed', tone: 'red', word }) as const
const looks: Readonly<Record<State, { readonly shape: Shape; readonly tone: Tone; readonly word: string }>> =
  {
    LOCAL: syncLooks.LOCAL,
    SENT: { ...syncLooks.SENT, word: pictureStateWords.SENT },
    CONFIRMED: { ...syncLooks.CONFIRMED, word: pictureStateWords.CONFIRMED },
    CLEARED: { ...syncLooks.CONFIRMED, word: pictureStateWords.CLEARED },
    REFUSED: amiss(pictureStateWords.REFUSED),
    MISSING: amiss(pictureStateWords.MISSING),
    DAMAGED: amiss(pictureStateWords.DAMAGED),
  }

const help: Partial<Record<State, string>> = {
  REFUSED: '市级打不开这张照片，请在办件里重拍。',
  MISSING: '请重拍一张，并告诉负责人。',
  DAMAGED: '请重拍一张，并告诉负责人。',
}
