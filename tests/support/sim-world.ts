import { aLottery, type Lottery, mostlyShort } from './lottery.ts'
import {
  actsOf,
  type CitySwarm,
  cityAccident,
  citySwarms,
  type DeskSwarm,
  deskAccident,
  deskSwarms,
  type Machine,
  type Scene,
} from './sim-accidents.ts'
import { momentOf, type SimBeginning, type SimMoment } from './sim-beginning.ts'
import { wipeable } from './sim-books.ts'
import { SimCity } from './sim-city.ts'
import { saysGoOn, someAct } from './sim-counter.ts'
import { isDiskTrouble, PowerGone, SimDesk, type SimDisk, simLookMs } from './sim-desk.ts'
import { codeFor, isRevoked, isStranded, isTwin, SimLosses } from './sim-disks.ts'
import { allDrivesBack } from './sim-drives.ts'
import { asksForADay, convergence, type Required, whyNotQuiet } from './sim-end.ts'
import { newCertificate, SimHarms } from './sim-harm.ts'
import { SimLaws, type Violation } from './sim-laws.ts'
import { limits } from './sim-limits.ts'
import { healthy, SimLine } from './sim-line.ts'
import { mayNotGo, movedOn } from './sim-moves.ts'
import { SimCopies } from './sim-night.ts'
import { SimStick } from './sim-stick.ts'
import { SimTime } from './sim-time.ts'

export type SeedReport = {
  readonly seed: number
  readonly steps: number
  readonly acts: number
  readonly requests: number
  readonly departmentActs: number
  readonly faults: Readonly<Record<string, number>>
  readonly violations: readonly Violation[]
  readonly trace: string
  readonly lastLines: readonly string[]
}

const hourMs = 3_600_000
const timeZones = ['Asia/Shanghai', 'UTC', 'America/New_York', 'Pacific/Kiritimati'] as const
/** More than that in a minute or two is a program that runs in circles. */
const stepsMax = 1_500
const drainedWithinMs = 6 * hourMs

/** One seed: a few desks of two centres and their city, a day full of accidents, and then quiet. */
export class SimWorld {
  readonly lottery: Lottery
  readonly time: SimTime
  readonly city: SimCity
  readonly laws = new SimLaws()
  readonly machines: Machine[] = []
  readonly stick = new SimStick()
  readonly harms = new SimHarms(this.laws)
  readonly losses = new SimLosses()
  readonly copies = new SimCopies()
  readonly on: { readonly desk: readonly DeskSwarm[]; readonly city: readonly CitySwarm[] }
  readonly counts: Record<string, number> = {}
  /** Acts somebody was told are kept, and that no accident has taken from every disk at once. */
  readonly required: Required = new Map()
  #cityBackup: string | undefined
  #acts = 0
  #writesSeen = -1

  readonly seed: number

  readonly #moment: SimMoment
  readonly #actsMax: number

  constructor(seed: number, beginning: SimBeginning) {
    this.seed = seed
    this.lottery = aLottery(seed * 7919 + 17)
    this.time = new SimTime(this.lottery, beginning.ids)
    const some = <Fault>(from: readonly Fault[]) => from.filter(() => this.lottery.chance(0.35))
    this.on = { desk: some(deskSwarms), city: some(citySwarms) }
    const durable = this.#mayBeDurable() && this.lottery.chance(0.5)
    this.city = new SimCity(beginning.base, this.time, this.lottery, durable)
    this.#actsMax = actsOf(this.lottery)
    this.#moment = momentOf(beginning, this.lottery, durable)
    this.time.nowMs = this.#moment.atMs
    // Days are China's, wherever the computer believes to stand.
    process.env['TZ'] = this.lottery.pick(timeZones)
  }

  #mayBeDurable(): boolean {
    return !this.on.city.includes('city-back') && !this.on.city.includes('city-wiped')
  }

  run(acts = this.#actsMax): Promise<SeedReport> {
    return this.play(async () => {
      for (; this.#acts < acts && this.laws.violations.length === 0; this.#acts += 1) {
        await this.pass(mostlyShort(this.lottery, 90_000))
        await this.#happen()
      }
    })
  }

  /** What is told happens, then the faults stop; for a failure that is kept whatever the seeds draw later. */
  async play(tale: () => Promise<void>): Promise<SeedReport> {
    try {
      await this.city.begin(this.#moment.city)
      for (const { centreId, disk, name } of this.#moment.desks) this.#place(name, centreId, disk)
      await tale()
      if (this.laws.violations.length === 0) await this.#settle()
      return this.#report()
    } catch (error) {
      this.laws.broken(0, error instanceof Error ? (error.stack ?? error.message) : String(error))
      return this.#report()
    } finally {
      for (const { desk } of this.machines) desk.kill()
      await this.city.end()
      allDrivesBack()
    }
  }

  #report(): SeedReport {
    return {
      seed: this.seed,
      steps: this.time.steps,
      acts: this.#acts,
      requests: this.city.requests,
      departmentActs: this.city.departmentActs,
      faults: this.counts,
      violations: this.laws.violations,
      trace: this.time.hash,
      lastLines: this.time.lastLines(60),
    }
  }

  #place(name: string, centreId: string, disk: SimDisk): void {
    const line = new SimLine(name, this.time, this.lottery, this.city)
    const desk = SimDesk.on(
      name,
      centreId,
      { time: this.time, lottery: this.lottery, carry: line.carry, sticks: this.stick.port },
      disk,
    )
    this.machines.push({ desk, line, backups: [], dead: false, onAtMs: 0 })
  }

  /** Lets time go by, and looks after every single thing that happens in it. */
  async pass(forMs: number): Promise<void> {
    const untilMs = this.time.nowMs + forMs
    const most = this.time.steps + stepsMax
    while (await this.time.step(untilMs)) {
      await this.#look()
      if (this.time.steps > most) return this.laws.broken(32, `more than ${stepsMax} steps in ${forMs} ms`)
    }
    await this.#look()
  }

  async #look(): Promise<void> {
    for (const machine of this.machines) {
      const { desk } = machine
      if (desk.isOn && (desk.isGone || desk.faults.some((fault) => fault instanceof PowerGone)))
        this.#off(machine)
      const fault = desk.faults.splice(0).find((each) => !(each instanceof PowerGone) && !isDiskTrouble(each))
      if (fault) throw fault
      if (!desk.isOn && !machine.dead && this.time.nowMs >= machine.onAtMs) this.#start(machine)
      for (const entryId of this.laws.desk(desk, this.city))
        if (!this.required.has(entryId)) this.required.set(entryId, desk.name)
    }
    await this.harms.look(this.#living, this.city)
    await this.copies.look(this.laws, this.city, this.#living)
    if (this.city.writes === this.#writesSeen) return
    this.#writesSeen = this.city.writes
    const alive = this.#living
    await this.laws.city(this.city, alive)
    for (const desk of alive)
      if (desk.frozen?.reason === 'REVOKED') await wipeable(this.laws, this.city, desk)
  }

  get #living(): readonly SimDesk[] {
    return this.machines.filter(({ dead }) => !dead).map(({ desk }) => desk)
  }

  #off(machine: Machine, forMs = 60_000): void {
    this.#told(`${machine.desk.name} is off`)
    machine.desk.kill()
    machine.desk.faults.length = 0
    machine.onAtMs = this.time.nowMs + forMs
  }

  #start(machine: Machine): void {
    const { desk } = machine
    this.#told(`${desk.name} is switched on`)
    try {
      desk.start()
    } catch (error) {
      if (!isDiskTrouble(error)) throw error
      this.#told(`${desk.name} does not start: its disk fails`)
      this.#off(machine)
    }
  }

  #told(what: string): void {
    this.time.tell(what)
  }

  #struck(fault: DeskSwarm | CitySwarm, what: string): void {
    this.counts[fault] = (this.counts[fault] ?? 0) + 1
    this.#told(`! ${fault} ${what}`)
  }

  async #happen(): Promise<void> {
    if (this.lottery.chance(0.35)) await this.#accident()
    else await this.#atTheCounter()
    await this.#look()
  }

  async #atTheCounter(): Promise<void> {
    const machine = this.lottery.pick(this.machines)
    const { desk } = machine
    if (!desk.isOn) return
    const at = { city: this.city, desk, lottery: this.lottery, time: this.time }
    try {
      const told = await someAct(at, () => this.#another(machine))
      this.#told(`${desk.name} ${told}`)
    } catch (error) {
      // A desk that may only be read says so; one whose power went says nothing.
      const code = (error as { code?: string }).code
      if (!(error instanceof PowerGone) && !desk.isGone && !isDiskTrouble(error) && code !== 'desk-frozen')
        throw error
      this.#told(`${desk.name} cannot: ${code ?? 'no power'}`)
    }
  }

  #another({ desk }: Machine): SimDesk | undefined {
    const others = this.machines.filter((each) => each.desk !== desk && each.desk.isOn && !each.dead)
    return others.length > 0 ? this.lottery.pick(others).desk : undefined
  }

  async #accident(): Promise<void> {
    const { city, desk } = this.on
    const machine = this.lottery.pick(this.machines.filter(({ dead }) => !dead))
    const at = this.lottery.below(Math.max(1, city.length + desk.length))
    const [onDesk, onCity] = [desk[at], city[at - desk.length]]
    if (onDesk) await deskAccident(this.#scene, onDesk, machine)
    else if (onCity) await cityAccident(this.#scene, onCity, machine)
  }

  get #scene(): Scene {
    const { city, copies, harms, laws, losses, lottery, machines, required, stick, time } = this
    return {
      copies,
      required,
      pass: (forMs) => this.pass(forMs),
      harms,
      laws,
      losses,
      machines,
      another: (machine) => this.#another(machine),
      city,
      stick,
      lottery,
      time,
      struck: (fault, what) => this.#struck(fault, what),
      off: (machine, forMs) => this.#off(machine, forMs),
      lose: (why) => this.lose(why),
      backup: () => this.#cityBackup,
      keepBackup: (kept) => {
        this.#cityBackup = kept
      },
      forgets: (kept) => this.#cityForgets(kept),
    }
  }

  /** What only the forgotten memory had is gone with it, whatever the program does. */
  async #cityForgets(backup: string | undefined): Promise<void> {
    await this.city.comeBackFrom(backup)
    await this.lose('the city went back')
  }

  /** Of what was required, what no disk and no city has any more: an accident, not a fault of the program. */
  async lose(why: string): Promise<void> {
    const there = new Set(
      (await this.city.rows<{ entry_id: string }>('SELECT entry_id FROM journal')).map((row) => row.entry_id),
    )
    for (const { dead, desk } of this.machines)
      if (!dead)
        for (const entryId of desk.store.client
          .prepare('SELECT entry_id FROM journal')
          .pluck()
          .all() as string[])
          there.add(entryId)
    for (const entryId of this.required.keys()) if (!there.has(entryId)) this.required.delete(entryId)
    this.#told(`${why}: ${this.required.size} acts are left`)
  }

  /** The faults stop; somebody says of every frozen desk how it goes on; then it must become quiet by itself. */
  async #settle(): Promise<void> {
    const { city } = this
    city.busy = false
    city.full = false
    city.crowded = false
    await city.poison([])
    // What it held for a fault of its own it tries again when it starts.
    if (city.wasPoisoned || city.lacks || !city.isOpen) await city.runs(undefined)
    for (const machine of this.machines) {
      machine.line.health = healthy()
      // Who sleeps is woken by somebody who switches it off and on.
      if (machine.desk.sleepsUntilMs > this.time.nowMs) this.#off(machine, 0)
      machine.desk.sleepsUntilMs = 0
      machine.desk.clockOffMs = 0
      machine.desk.diskTrouble = undefined
      machine.desk.dieSoon(0)
      machine.onAtMs = this.time.nowMs
    }
    for (const desk of this.harms.putRight(this.#living)) {
      const machine = this.machines.find((each) => each.desk === desk)
      if (machine) this.#off(machine, 0)
    }
    const requests = city.requests
    const untilMs = this.time.nowMs + drainedWithinMs
    this.#told('the faults stop')
    while (this.laws.violations.length === 0) {
      await this.pass(30_000)
      await this.#decide()
      const busy = await this.#busy()
      if (busy.length === 0) {
        // Whoever has looked once more knows also of a city that had forgotten, of a copy that was here meanwhile, and
        // what became of a day; elsewhere that is seen now and then.
        const news =
          city.life > 1 || this.#living.some((desk) => desk.name.includes('x') || asksForADay(desk))
        if (!news && this.lottery.chance(0.75)) break
        await this.pass(simLookMs + 30_000)
        if ((await this.#busy()).length === 0) break
        continue
      }
      if (this.time.nowMs > untilMs) {
        for (const why of busy) this.laws.broken(29, `did not become quiet: ${why}`)
        return
      }
    }
    const minutes = (this.time.nowMs - (untilMs - drainedWithinMs)) / 60_000
    const bound = 200 + 40 * minutes * this.machines.length
    if (city.requests - requests > bound)
      this.laws.broken(32, `${city.requests - requests} requests in ${minutes} minutes`)
    if (this.laws.violations.length > 0) return
    const alive = this.#living
    await convergence(this.laws, city, alive, this.required)
    await this.losses.look(this.laws, city)
    await limits(this.laws, { city, desks: alive, stick: this.stick, time: this.time })
  }

  /** What each desk in use still has to say or to hear. */
  async #busy(): Promise<readonly string[]> {
    const heads = await this.city.rows<{ centre_id: string; seq: number }>(
      'SELECT centre_id, seq FROM feed_head',
    )
    return this.machines.flatMap((machine) => {
      const { dead, desk } = machine
      const feed = heads.find(({ centre_id }) => centre_id === desk.centreId)?.seq ?? 0
      const why = dead ? '' : desk.isOn ? whyNotQuiet(desk, feed) || mayNotGo(machine) : 'off'
      return why ? [`${desk.name} ${why}`] : []
    })
  }

  async #putAway(machine: Machine): Promise<void> {
    machine.dead = true
    machine.desk.kill()
    this.#told(`${machine.desk.name} is put away`)
    await this.lose('a machine was put away')
  }

  /** People decide: of two machines with one name one goes on, and a manager stands behind it. */
  async #decide(): Promise<void> {
    for (const machine of this.machines) {
      const { desk } = machine
      if (await movedOn(this.#scene, machine)) continue
      const frozen = desk.isOn ? desk.frozen : undefined
      const given = desk.isOn && !machine.dead ? await newCertificate(this.city, desk) : undefined
      if (given) this.#told(`${desk.name} ${given}`)
      if (frozen?.reason === 'REVOKED' && !machine.dead && (await isStranded(this.city, desk)))
        await this.#putAway(machine)
      if (!frozen || machine.dead || frozen.confirmedBy || frozen.reason === 'REVOKED') continue
      const twin = this.machines.find((each) => each !== machine && !each.dead && isTwin(each.desk, desk))
      const loser = twin && (frozen.reason === 'FENCED' || this.lottery.chance(0.5)) ? machine : twin
      if (loser) await this.#putAway(loser)
      if (loser === machine || frozen.reason === 'COPIED') continue
      // Whose log was followed by another needs a code of the city office: no other machine is this desk now. Who was
      // revoked begins as a new one.
      const code =
        frozen.reason === 'FENCED' && this.city.isOpen
          ? await ((await isRevoked(this.city, desk))
              ? this.city.newCode(desk.centreId)
              : codeFor(this.city, desk))
          : undefined
      this.#told(`${desk.name} ${await saysGoOn(desk, code)}`)
    }
  }
}
