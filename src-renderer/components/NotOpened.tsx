import { Button, Skeleton } from 'antd'

type Props = {
  /** What did not open, as its sentence begins. */
  readonly what: string
  /** What is asked for once more. */
  readonly word: string
  readonly failed: boolean
  readonly again: () => void
  readonly rows?: number
}

/** In place of a list the desk has not told yet, or could not tell. */
export function NotOpened({ again, failed, rows = 8, what, word }: Props) {
  if (!failed) return <Skeleton active={false} paragraph={{ rows }} title={false} className="state" />
  return (
    <div className="state" role="alert">
      <p>{what}没有打开。已保存的内容不受影响。</p>
      <Button onClick={again}>再取一次{word}</Button>
    </div>
  )
}
