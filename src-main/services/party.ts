import { findParty, listOpenCases } from '#main/store/queries/party.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { checkCreditCode } from '#shared/domain/credit-code.ts'
import { ageOn, checkIdNumber, isElderly } from '#shared/domain/id-number.ts'
import { ok } from '#shared/kernel/result.ts'
import { type Desk, today } from './desk.ts'

/** Derives what the number says and finds who is behind it, so that nobody is asked twice (F12). */
export function lookup(desk: Desk, input: Input<'party.lookup'>): Answer<'party.lookup'> {
  const day = today(desk)
  if (input.kind === 'ORGANISATION') {
    const code = checkCreditCode(input.idNumber)
    if (!code.ok) return code
    return ok({
      idNumber: code.value.creditCode,
      elderly: false,
      areaUnknown: false,
      ...known(desk, input, code.value.creditCode),
    })
  }
  const id = checkIdNumber(input.idNumber, day, desk.rules.knownAreas)
  if (!id.ok) return id
  const { birthDate, idNumber, sex, warnings } = id.value
  const age = ageOn(birthDate, day)
  return ok({
    idNumber,
    birthDate,
    sex,
    age,
    elderly: isElderly(age),
    areaUnknown: warnings.includes('area-unknown'),
    ...known(desk, input, idNumber),
  })
}

function known(desk: Desk, { kind, matterId }: Input<'party.lookup'>, idNumber: string) {
  return desk.store.read((reader) => {
    const row = findParty(reader, kind, idNumber)
    if (!row) return { openCases: [] }
    return {
      known: {
        name: row.name,
        ...(row.phone ? { phone: row.phone } : {}),
        ...(row.address ? { address: row.address } : {}),
        lastSeen: row.seenOn,
      },
      openCases: listOpenCases(reader, row.partyId).map((open) => ({
        caseId: open.caseId,
        caseNo: open.caseNo,
        matterName: open.matterName,
        receivedOn: open.receivedOn,
        sameMatter: open.matterId === matterId,
      })),
    }
  })
}
