// The token stays in this page's memory: closing the page forgets it.
const words = {
  LOG: '日志对不上',
  RETURNED: '有退回',
  HELD: '有等待',
  UNSENT: '一天没上传',
  CERTIFICATE: '证书快到期',
  SILENT: '三天没联系',
  CLOCK: '时钟不准',
}
const closeWords = { FINAL: '一致，已定', WAITING: '等待中', DIFFERENT: '不一致' }
const lookEveryMs = 30_000

const $ = (id) => document.getElementById(id)
let token = ''
let told = { desks: [], nowMs: 0, durable: false }

async function ask(path) {
  const response = await fetch(path, { headers: { authorization: `Bearer ${token}` } })
  if (response.status === 401) throw new Error('口令不对')
  if (!response.ok) throw new Error(`市级答复 ${response.status}`)
  return response.json()
}

function ago(ms) {
  if (ms === null) return '从未'
  const minutes = Math.max(0, Math.round((told.nowMs - ms) / 60_000))
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes} 分钟前`
  if (minutes < 2880) return `${Math.floor(minutes / 60)} 小时前`
  return `${Math.floor(minutes / 1440)} 天前`
}

function skew(ms) {
  if (ms === null) return ''
  const seconds = Math.round(ms / 1000)
  if (seconds === 0) return '0 秒'
  const size = Math.abs(seconds)
  return `${seconds > 0 ? '快' : '慢'} ${size < 120 ? `${size} 秒` : `${Math.round(size / 60)} 分钟`}`
}

function cell(text, name = '') {
  const td = document.createElement('td')
  td.textContent = text
  td.className = name
  return td
}

function rowOf(desk) {
  const tr = document.createElement('tr')
  const centre = document.createElement('td')
  const open = document.createElement('button')
  open.type = 'button'
  open.textContent = desk.centreName
  open.addEventListener('click', () => void showDays(desk))
  centre.append(open)
  const alarms = desk.alarms.map((alarm) => words[alarm] ?? alarm)
  const seen = Math.max(desk.seenMs ?? 0, desk.lastReceivedMs ?? 0)
  tr.append(
    centre,
    cell(desk.deskPart + (desk.status === 'REVOKED' ? '（已停用）' : '')),
    cell(alarms.join('、'), 'wrong'),
    cell(ago(seen === 0 ? null : seen)),
    cell(desk.waiting ?? '', 'n'),
    cell(desk.waiting && desk.oldestMs !== null ? ago(desk.oldestMs) : ''),
    cell(desk.receivedSeq, 'n'),
    cell(desk.appliedSeq, 'n'),
    cell(desk.pruneOkSeq, 'n'),
    cell(desk.held, 'n'),
    cell(desk.returned, 'n'),
    cell(skew(desk.skewMs), 'n'),
    cell(desk.appVersion ?? ''),
    cell(desk.catalogueVersion ?? ''),
  )
  return tr
}

function show() {
  const sought = $('find').value.trim()
  const rows = told.desks
    .filter((desk) => !$('wrong').checked || desk.alarms.length > 0)
    .filter((desk) => `${desk.centreName}${desk.centreId}${desk.deskPart}`.includes(sought))
  const wrong = told.desks.filter(({ alarms }) => alarms.length > 0).length
  const waiting = told.desks.reduce((sum, desk) => sum + (desk.waiting ?? 0), 0)
  const kept = told.durable ? '' : '；内嵌数据库不作为可靠副本，各窗口不清理任何记录和照片'
  $('sum').textContent = `${told.desks.length} 个窗口，${wrong} 个有警示，未上传 ${waiting} 笔${kept}`
  $('desks').replaceChildren(...rows.map(rowOf))
  if (rows.length === 0) {
    const none = cell(told.desks.length === 0 ? '还没有窗口登记' : '没有符合的窗口')
    none.colSpan = 14
    $('desks').insertRow().append(none)
  }
}

function day(ms) {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10)
}

async function showDays({ centreId, centreName }) {
  const span = `from=${day(told.nowMs - 6 * 86_400_000)}&to=${day(told.nowMs)}`
  try {
    const { days } = await ask(`/v1/operator/centres/${centreId}/days?${span}`)
    const parts = new Map(told.desks.map(({ deskId, deskPart }) => [deskId, deskPart]))
    $('centre').textContent = `${centreName}：最近七天的日结`
    $('closes').replaceChildren(
      ...days.map((each) => {
        const tr = document.createElement('tr')
        tr.append(
          cell(each.date + (each.nth > 1 ? ` 第 ${each.nth} 次` : '')),
          cell(parts.get(each.deskId) ?? ''),
          cell(closeWords[each.state] ?? each.state, each.state === 'DIFFERENT' ? 'wrong' : ''),
          cell(each.entries.received, 'n'),
          cell(each.entries.held, 'n'),
          cell(each.apart.length, 'n'),
          cell(each.receipt ?? ''),
        )
        return tr
      }),
    )
    if (days.length === 0) {
      const none = cell('这七天没有日结')
      none.colSpan = 7
      $('closes').insertRow().append(none)
    }
    $('days').hidden = false
    $('centre').focus()
  } catch (error) {
    $('state').textContent = error.message
  }
}

async function look() {
  try {
    told = await ask('/v1/operator/desks')
    $('key').hidden = true
    $('fleet').hidden = false
    $('state').textContent = `${new Date(told.nowMs).toLocaleTimeString('zh-CN')} 更新`
    show()
  } catch (error) {
    // What was shown stays, with the time it was true.
    $('state').textContent = error.message === 'Failed to fetch' ? '连不上市级服务' : error.message
    if ($('fleet').hidden) return
  }
  setTimeout(() => void look(), lookEveryMs)
}

$('key').addEventListener('submit', (event) => {
  event.preventDefault()
  token = $('token').value
  $('token').value = ''
  void look()
})
$('find').addEventListener('input', show)
$('wrong').addEventListener('change', show)
