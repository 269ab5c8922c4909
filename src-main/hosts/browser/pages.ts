/** The few pages that stand before the window itself: no data, no style, one script. */

const shell = (title: string, body: string, head = ''): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>${body}</body></html>`

/** The code stands behind `#`, which a browser never sends; only this page's script can hand it over. */
export const launchPage = shell(
  '萍窗',
  '<p id="says">正在进入萍窗…</p><form id="enter" method="post" action="/launch"><input type="hidden" name="code"></form>' +
    '<noscript><p>请允许本页运行脚本后再打开。</p></noscript><script src="/launch.js"></script>',
)

/** Takes the code out of the address before anything else, so that it does not stay in the history. */
export const launchScript = `'use strict'
const code = location.hash.slice(1)
history.replaceState(null, '', '/launch')
const form = document.getElementById('enter')
if (/^[0-9a-f]{64}$/.test(code)) {
  form.elements.code.value = code
  form.submit()
} else {
  document.getElementById('says').textContent = '地址不完整，请从启动窗口完整复制后再打开。'
}
`

/**
 * Stands between the launch file and the window.
 *
 * A redirect would still count as coming from the file, and a strict cookie is not sent then; a page of our
 * own that moves on by itself is our own origin.
 */
export const enteringPage = shell(
  '萍窗',
  '<p>正在进入萍窗…</p>',
  '<meta http-equiv="refresh" content="0;url=/">',
)

export const inUsePage = shell(
  '萍窗已在别处打开',
  '<h1>已在别处打开</h1><p>萍窗一次只开一个窗口，请回到已经打开的窗口继续。</p><p><a href="/">那个窗口已经关闭，在这里打开</a></p>',
)

const sentences = {
  unknown: '这个地址不对，请用启动窗口里最新的地址打开。',
  expired: '这个地址已经过期，请在启动窗口按回车键换一个新地址。',
  used: '这个地址已经用过一次，不能再用。如果不是您打开的，请关闭萍窗并告诉负责人。',
  'no-session': '请用启动时给出的地址打开萍窗。',
  stopped: '后台程序反复出错，萍窗已停止。已保存的内容不受影响，请联系运维。',
} as const

export function refusedPage(why: keyof typeof sentences): string {
  return shell('萍窗', `<h1>没有打开</h1><p>${sentences[why]}</p>`)
}

/** The file our own browser is started with; it posts the code, so that no address ever carries it. */
export function launchFile(origin: string, code: string): string {
  return shell(
    '萍窗',
    `<p>正在进入萍窗…</p><form method="post" action="${origin}/launch"><input type="hidden" name="code" value="${code}"></form><script>document.forms[0].submit()</script>`,
    '<meta name="referrer" content="no-referrer">',
  )
}
