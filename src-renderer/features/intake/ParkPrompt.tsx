import { Confirm } from '../../app/Confirm.tsx'
import { useRoutes } from '../../app/routes.ts'

/** 暂存: two keys, and nothing typed is lost. */
export function ParkPrompt({ onStay }: { readonly onStay: () => void }) {
  const go = useRoutes(({ go }) => go)
  return (
    <Confirm
      title="先放一放这件事？"
      text="已填内容都存在本机，在“今天”的草稿里接着办。"
      yes="暂存这件"
      no="接着办"
      onYes={() => go({ at: 'today' })}
      onNo={onStay}
    />
  )
}
