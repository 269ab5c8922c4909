import { create } from 'zustand'
import { readOrderCode } from '#shared/domain/assist-paper.ts'
import { checkCaseNo } from '#shared/domain/case-number.ts'
import { checkConsultationCode } from '#shared/domain/consultation.ts'
import { readHandCode } from '#shared/domain/hand-code.ts'
import { isTextField } from '../components/chord.ts'
import { isBagNo, scanBag } from './basket.ts'
import { ask, type RefusalCode } from './desk-client.ts'
import { useHandCodes } from './hand-codes.ts'
import { useRoutes } from './routes.ts'

/** Longer than any wedge needs between two characters, shorter than any hand (ui.md UX-312). */
const gapMs = 35
const shortest = 6
/** No hand is so quick so often: what waits is a code, however busy the machine is. */
const stalledMs = 500

/** A dialog whose words would be lost with it; one that keeps them says so. */
const openDialog = '[aria-modal="true"]:not([data-keeps])'

type Burst = {
  readonly keys: KeyboardEvent[]
  /** The field that was being typed in, as it was before the first character. */
  readonly field:
    | { readonly input: HTMLInputElement | HTMLTextAreaElement; readonly before: string }
    | undefined
}
type Note = { readonly note: string; readonly say: (note: string) => void }

/** Keys that waited and are now pressed: they pass. */
const pressedAgain = new WeakSet<KeyboardEvent>()

/** What a scan came to nothing by; stands until the next scan, Esc, or another screen. */
export const useScanNote = create<Note>()((set) => ({ note: '', say: (note) => set({ note }) }))

/**
 * Tells a scanner from a hand by its pace, on every screen and before any other listener (UX-312–315).
 *
 * Outside a text field a first character waits one gap, because a code begins with a digit and a digit
 * chooses: alone it is then pressed as if nothing had been, in a burst it belongs to the code. Inside
 * one it is typed at once, and taken back when it turns out to be a code of ours. Characters are read by
 * the key's place, so an input method that is switched on scrambles nothing.
 */
export function listenToScans(target: Window, onCode: (code: string) => boolean = openCode): () => void {
  let burst: Burst | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastMs = 0

  const end = () => {
    clearTimeout(timer)
    const held = burst
    burst = undefined
    mark(false)
    return held
  }
  /** A hand after all: the keys that waited are pressed, in their order. */
  const release = () => {
    const held = end()
    if (held && !held.field) void replayAll(held.keys)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (pressedAgain.has(event) || isModifier(event)) return
    const quick = event.timeStamp - lastMs <= gapMs
    const character = characterOf(event)
    if (character === undefined) {
      const ends = event.code === 'Enter' || event.code === 'NumpadEnter' || event.code === 'Tab'
      if (ends && quick && burst && burst.keys.length >= shortest) return finish(event, burst)
      return release()
    }
    lastMs = event.timeStamp
    if (!quick) release()
    burst ??= { keys: [], field: fieldOf(event.target) }
    burst.keys.push(event)
    if (burst.field) return
    event.preventDefault()
    event.stopImmediatePropagation()
    mark(true)
    clearTimeout(timer)
    timer = setTimeout(release, burst.keys.length < shortest ? gapMs : stalledMs)
  }
  const finish = (event: KeyboardEvent, { field, keys }: Burst) => {
    const code = keys.map(characterOf).join('')
    const ours = onCode(code)
    if (field && !ours) return void end()
    end()
    // The scanner's own Enter presses nothing and opens nothing (UX-314).
    event.preventDefault()
    event.stopImmediatePropagation()
    if (field) restore(field)
  }
  target.addEventListener('keydown', onKeyDown, true)
  return () => {
    clearTimeout(timer)
    target.removeEventListener('keydown', onKeyDown, true)
  }
}

type Taker = (code: string) => boolean
const takers = new Set<Taker>()

/** While a screen stands that takes codes itself, it is asked first; the answer stops it. */
export function takeScans(taker: Taker): () => void {
  takers.add(taker)
  return () => takers.delete(taker)
}

/** Whether the code is one of our papers; what it opens is opened beside the work, never instead of it. */
function openCode(code: string): boolean {
  const { say } = useScanNote.getState()
  say('')
  if ([...takers].some((take) => take(code))) return true
  const consultation = checkConsultationCode(code)
  const orderId = readOrderCode(code)
  const ours = consultation.ok || checkCaseNo(code).ok || isBagNo(code) || orderId !== undefined
  if (ours && document.querySelector(openDialog)) {
    say('请先办完或按 Esc 关掉弹出的窗口，再扫一次。什么都没有改。')
    return true
  }
  if (orderId) {
    useRoutes.getState().go({ at: 'assist', orderId })
    return true
  }
  if (consultation.ok) return openConsultation(consultation.value)
  if (readHandCode(code)) return takeHandCode(code)
  if (checkCaseNo(code).ok) {
    openCase(code).catch(() => say('没有查到这件，本机程序没有回答。请再扫一次。'))
    return true
  }
  if (isBagNo(code)) {
    useRoutes.getState().go({ at: 'custody' })
    scanBag(code).catch(() => say('没有查到这一袋，本机程序没有回答。请再扫一次。'))
    return true
  }
  if (!isTextField(document.activeElement)) say('没有认出这个码。请扫本中心单子上的二维码。')
  return false
}

/** Another desk offers something, or has taken over what we offered: read at 保管, whatever stood here. */
function takeHandCode(code: string): boolean {
  if (document.querySelector('[aria-modal="true"]:not([data-takes-codes])'))
    useScanNote.getState().say('请先办完或按 Esc 关掉弹出的窗口，再扫一次。什么都没有改。')
  else {
    useRoutes.getState().go({ at: 'custody' })
    useHandCodes.getState().put(code)
  }
  return true
}

async function openCase(caseNo: string): Promise<void> {
  const found = await ask('case.find', { caseNo })
  if (found.ok) useRoutes.getState().openScanned(found.value.caseId)
  else useScanNote.getState().say(sentences[found.refusal.code](found.refusal.detail))
}

/** At 咨询 the code goes on with the talk there; everywhere else the person has come to apply. */
function openConsultation(code: string): boolean {
  const { route, startIntake } = useRoutes.getState()
  if (route.at === 'consult') return false
  const { say } = useScanNote.getState()
  const open = async () => {
    const opened = await ask('consultation.open', { code })
    if (!opened.ok) return say('本工作台没有这份咨询，可能是在别的窗口记的。请按 F2 按事项新建。')
    const { answers, matterId, name, phone } = opened.value
    if (!matterId) return say('这份咨询没有选事项，只记了问题。请按 F2 按事项新建。')
    startIntake({ matterId, answers, name, phone })
  }
  open().catch(() => say('没有查到这份咨询，本机程序没有回答。请再扫一次。'))
  return true
}

const sentences: Record<RefusalCode<'case.find'>, (detail: Readonly<Record<string, string>>) => string> = {
  'case-no-length': () => '这个编号不全，请再扫一次。',
  'case-no-form': () => '这不是办件编号，请扫本中心单子上的二维码。',
  'case-no-check-character': () => '编号没有扫准，请再扫一次。',
  'case-unknown': () => '本工作台没有这件。请核对单子是不是本中心出的。',
  'case-of-another-desk': ({ desk }) => `这件是工作台 ${desk} 办的，本工作台没有。请到那台办。`,
}

/** `A`–`Z`, `0`–`9` and `-` by the key's place; nothing for keys that a scanner does not type. */
function characterOf({ altKey, code, ctrlKey, metaKey }: KeyboardEvent): string | undefined {
  if (altKey || ctrlKey || metaKey) return undefined
  if (code === 'Minus' || code === 'NumpadSubtract') return '-'
  return /^(?:Key([A-Z])|(?:Digit|Numpad)(\d))$/
    .exec(code)
    ?.slice(1)
    .find((part) => part !== undefined)
}

function isModifier({ key }: KeyboardEvent): boolean {
  return key === 'Shift' || key === 'Control' || key === 'Alt' || key === 'Meta' || key === 'CapsLock'
}

function fieldOf(target: EventTarget | null): Burst['field'] {
  const input =
    target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : undefined
  return input && isTextField(input) ? { input, before: input.value } : undefined
}

/** One after the other, each on the screen that the one before has left: two quick digits answer two questions. */
async function replayAll(keys: readonly KeyboardEvent[]): Promise<void> {
  for (const key of keys) {
    replay(key)
    await Promise.resolve()
  }
}

function replay(key: KeyboardEvent): void {
  const again = new KeyboardEvent('keydown', {
    key: key.key,
    code: key.code,
    shiftKey: key.shiftKey,
    repeat: key.repeat,
    bubbles: true,
    cancelable: true,
  })
  pressedAgain.add(again)
  const target = key.target instanceof Element && key.target.isConnected ? key.target : document.activeElement
  ;(target ?? document.body).dispatchEvent(again)
}

/** Takes the typed code out of the field again, through the setter React listens to. */
function restore({ before, input }: NonNullable<Burst['field']>): void {
  if (!input.isConnected) return
  const put = () => {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input), 'value')?.set?.call(input, before)
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }
  put()
  // An input method that was composing writes once more when the field is left.
  input.blur()
  if (input.value !== before) put()
}

/** Seen by whoever must know that a key is on its way and has not been pressed yet. */
function mark(waiting: boolean): void {
  document.documentElement.toggleAttribute('data-key-waiting', waiting)
}
