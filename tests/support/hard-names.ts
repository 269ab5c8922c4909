import { longPerson, rareOrganisation } from './paper-samples.ts'
import { aVisit } from './visits.ts'

/** Fifteen characters, two of them rare, and nobody to be reached by telephone. */
export function hardPerson() {
  const visit = aVisit('V04')
  const applicant = { ...visit.applicant, name: longPerson, phone: '', noPhoneReason: '独居，没有电话' }
  return { ...visit, applicant, form: { ...visit.form, 'applicant.name': longPerson } }
}

/** Sixty characters, one of them rare. */
export function hardOrganisation() {
  const visit = aVisit('B07')
  const applicant = { ...visit.applicant, name: rareOrganisation, phone: '', noPhoneReason: '电话停机' }
  return { ...visit, applicant }
}
