import { departmentActs as all } from '#shared/domain/department-act.ts'
import type { ItemState } from '#shared/domain/item-case.ts'
import { stateAfter } from '#shared/domain/lifecycle.ts'
import type { Lottery } from './lottery.ts'
import { fullMoves, missing } from './moves.ts'
import { type SimCity, simDepartments } from './sim-city.ts'
import type { SimTime } from './sim-time.ts'

type At = { readonly city: SimCity; readonly lottery: Lottery; readonly time: SimTime }
type Item = { readonly caseNo: string; readonly itemNo: string; state: ItemState }
type Taken = { readonly feedSeq: number; readonly to: ItemState; readonly repeated: boolean }

/** An office with something to do works through a few of its items, as its own system would: over the line. Nothing when none has. */
export async function departmentActs(at: At): Promise<string | undefined> {
  const { city, lottery } = at
  if (!city.isOpen) return undefined
  const busy = await city.rows<{ dept_name: string }>(
    "SELECT DISTINCT dept_name FROM item_case WHERE dept_name = ANY($1) AND state <> 'RECEIVED' ORDER BY 1",
    [simDepartments],
  )
  if (busy.length === 0) return undefined
  const office = lottery.pick(busy).dept_name
  const list = await city.department(office, 'GET', '/v1/department/items?limit=50')
  if (list.status !== 200) return `${office} ${list.status}`
  const { items } = JSON.parse(list.text) as { items: readonly Item[] }
  const told = []
  for (let n = lottery.pick([1, 1, 2, 3]); items.length > 0 && n > 0; n -= 1)
    told.push(await actsOn(at, office, lottery.pick(items)))
  return `${office} ${told.join(', ') || 'has nothing'}`
}

async function actsOn(at: At, office: string, item: Item): Promise<string> {
  const { city, lottery, time } = at
  const fitting = all.filter((act) => stateAfter(item.state, act))
  if (fitting.length === 0) return 'waits'
  const move = fullMoves[lottery.pick(fitting)]
  const { caseNo, itemNo } = item
  const request = {
    requestId: `r-${time.newId(time.wallMs)}`,
    docNo: '栗市监〔2026〕第118号',
    caseNo,
    itemNo,
    move,
    ...(move.act === 'CORRECT' ? { asks: await foundWrong(at, office, item) } : {}),
  }
  const answer = await city.department(office, 'POST', '/v1/department/acts', request)
  if (answer.status !== 200) return `${move.act} ${answer.status}`
  const taken = JSON.parse(answer.text) as Taken
  item.state = taken.to
  if (lottery.chance(0.8)) return move.act
  const again = JSON.parse(
    (await city.department(office, 'POST', '/v1/department/acts', request)).text,
  ) as Taken
  if (!again.repeated || again.feedSeq !== taken.feedSeq) throw new Error(`${caseNo}: taken twice`)
  return `${move.act} twice`
}

/** One row of the item, as a correction names what is wrong. */
async function foundWrong({ city, lottery }: At, office: string, { caseNo, itemNo }: Item) {
  const shown = await city.department(office, 'GET', `/v1/department/item?caseNo=${caseNo}&itemNo=${itemNo}`)
  const { materials } = JSON.parse(shown.text) as { materials: readonly { readonly rowId: string }[] }
  return materials.length > 0 ? [{ rowId: lottery.pick(materials).rowId, judgement: missing }] : []
}
