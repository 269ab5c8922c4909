import { create } from 'zustand'
import type { Consultation } from '#shared/contract/consultation.ts'
import type { Asked } from '#shared/domain/consultation.ts'
import type { ConsultationId } from '#shared/kernel/ids.ts'
import { freshId } from '../../app/fresh-id.ts'

export type SheetChoice = 'A5' | 'LARGE' | 'ROLL'

type Talk = {
  readonly consultationId: ConsultationId
  readonly stage: 'matter' | 'talk' | 'question'
  readonly matterId: string | undefined
  readonly question: string
  readonly answers: Readonly<Record<string, string>>
  /** Questions passed over with 「不清楚」. */
  readonly skipped: readonly string[]
  readonly has: readonly string[]
  readonly name: string
  readonly phone: string
  readonly form: SheetChoice
  /** As the desk wrote it down last; the sheet takes number and code from it. */
  readonly logged: Consultation | undefined
  readonly done: boolean
}

export type ConsultStore = Talk & {
  /** Whose talk this is: another person at this desk begins anew. */
  readonly owner: string
  readonly turn: number | undefined
  readonly begin: (turn: number, owner: string, matterId: string | undefined) => void
  readonly chooseMatter: (matterId: string) => void
  readonly askInWords: (question: string) => void
  readonly resume: (logged: Consultation) => void
  readonly answer: (situationId: string, optionId: string | undefined) => void
  readonly reopen: (situationId: string) => void
  readonly toggle: (rowId: string) => void
  readonly set: (part: Partial<Talk>) => void
}

/** The consultation in hand. An unfinished one stays in hand until it is written down or its matter is changed. */
export const useConsult = create<ConsultStore>()((set, get) => ({
  ...fresh(),
  owner: '',
  turn: undefined,
  begin: (turn, owner, matterId) => {
    const { done, owner: before, stage, turn: inHand } = get()
    if (inHand === turn) return
    const unfinished = owner === before && stage !== 'matter' && !done
    if (unfinished && matterId === undefined) return set({ turn })
    set({
      ...fresh(),
      ...(matterId ? { stage: 'talk' as const, matterId } : {}),
      form: get().form,
      owner,
      turn,
    })
  },
  chooseMatter: (matterId) => {
    if (matterId === get().matterId) return set({ stage: 'talk' })
    const { form, name, phone } = get()
    set({ ...fresh(), form, name, phone, stage: 'talk', matterId })
  },
  askInWords: (question) => {
    const { form, name, phone } = get()
    set({ ...fresh(), form, name, phone, stage: 'question', question })
  },
  resume: (logged) =>
    set({
      ...fresh(),
      consultationId: logged.consultationId,
      stage: logged.matterId ? 'talk' : 'question',
      matterId: logged.matterId,
      question: logged.question ?? '',
      answers: logged.answers,
      has: logged.has,
      name: logged.name ?? '',
      phone: logged.phone ?? '',
      form: get().form,
      logged,
    }),
  answer: (situationId, optionId) =>
    set(({ answers, skipped }) => {
      const { [situationId]: _, ...others } = answers
      return optionId === undefined
        ? { answers: others, skipped: [...new Set([...skipped, situationId])] }
        : {
            answers: { ...answers, [situationId]: optionId },
            skipped: skipped.filter((each) => each !== situationId),
          }
    }),
  reopen: (situationId) =>
    set(({ answers, skipped }) => {
      const { [situationId]: _, ...others } = answers
      return { answers: others, skipped: skipped.filter((each) => each !== situationId) }
    }),
  toggle: (rowId) =>
    set(({ has }) => ({
      has: has.includes(rowId) ? has.filter((each) => each !== rowId) : [...has, rowId],
    })),
  set,
}))

/** What is sent to the desk; blanks are left out there. */
export function askedOf({ answers, has, matterId, name, phone, question }: Talk): Asked {
  return {
    answers: { ...answers },
    has: [...has],
    ...(matterId ? { matterId } : {}),
    ...(name.trim() ? { name: name.trim() } : {}),
    ...(phone.trim() ? { phone: phone.trim() } : {}),
    ...(question.trim() ? { question: question.trim() } : {}),
  }
}

function fresh(): Talk {
  return {
    consultationId: freshId() as ConsultationId,
    stage: 'matter',
    matterId: undefined,
    question: '',
    answers: {},
    skipped: [],
    has: [],
    name: '',
    phone: '',
    form: 'A5',
    logged: undefined,
    done: false,
  }
}
