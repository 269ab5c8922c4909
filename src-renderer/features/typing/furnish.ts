import { publishTokens } from '../../theme/tokens.ts'

/** Gives an empty window of ours the same style sheets and colours; nothing but our own files. */
export function furnish(from: Document, to: Document): void {
  to.documentElement.lang = 'zh-CN'
  to.title = '录入助手'
  publishTokens(to.documentElement)
  for (const sheet of from.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    const link = to.createElement('link')
    link.rel = 'stylesheet'
    link.href = sheet.href
    to.head.append(link)
  }
}
