import { useLive } from '../../app/use-live.ts'

/** Three numbers that move while records go out, told anew with every answer of the city (ui.md 2.e). */
export function Standing() {
  const { answer } = useLive('sync.status', {}, ['journal', 'sync'])
  const status = answer?.ok ? answer.value : undefined
  if (!status) return null
  const { confirmed, head, link, waiting } = status
  return (
    <>
      <h2>{link === 'CONNECTED' ? '市级已连接' : '没有联网'}</h2>
      <dl className="day-standing">
        <div>
          <dt>本机记录</dt>
          <dd>{head}</dd>
        </div>
        <div>
          <dt>市级已确认</dt>
          <dd>{confirmed}</dd>
        </div>
        <div>
          <dt>待上传</dt>
          <dd>{waiting}</dd>
        </div>
      </dl>
      <progress max={Math.max(1, head)} value={confirmed} aria-label="市级已确认的记录" />
      <p className="weak">
        {waiting === 0
          ? '记录都有市级回执。'
          : link === 'CONNECTED'
            ? '正在上传，可以先签字，不用等。'
            : '没有联网也可以日结：先签字，联网后自动补传核对。'}
      </p>
    </>
  )
}
