// Evaluated before any other module: what follows already stands under these rules.
import './first.ts'

import { ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { createRoot } from 'react-dom/client'
import { Fault } from '#shared/kernel/fault.ts'
import { antdTheme } from '../theme/antd-theme.ts'
import { publishTokens } from '../theme/tokens.ts'
import '../theme/base.css'
import '../theme/shell.css'
import '../theme/screens.css'
import '../theme/lock.css'
import '../theme/fields.css'
import '../theme/steps.css'
import '../theme/forms.css'
import '../theme/lists.css'
import '../theme/materials.css'
import '../theme/review.css'
import '../theme/papers-view.css'
import '../theme/cases.css'
import '../theme/consult.css'
import '../theme/guide.css'
import '../theme/board.css'
import '../theme/typing.css'
import '../theme/settings.css'
import '../theme/pictures.css'
import '../theme/signing.css'
import '../theme/assist.css'
import '../theme/custody.css'
import '../theme/day.css'
import '../theme/find.css'
import '../theme/outbox.css'
import '../theme/narrow.css'
import { App } from './App.tsx'
import { saveBeforeLeaving } from './before-leaving.ts'

publishTokens(document.documentElement)
window.addEventListener('pagehide', () => void saveBeforeLeaving())
window.addEventListener('unhandledrejection', (event) => {
  // The banner already says it; the caller only had to stop.
  if (event.reason instanceof Fault) event.preventDefault()
})

const place = document.getElementById('app')
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
if (place) {
  createRoot(place).render(
    <ConfigProvider
      locale={zhCN}
      theme={antdTheme}
      csp={{ nonce }}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <App />
    </ConfigProvider>,
  )
}
