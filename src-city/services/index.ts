import type { z } from 'zod'
import { ok } from '#shared/kernel/result.ts'
import type { RouteName, Routes } from '../routes/contract.ts'
import type { DeskRow } from '../store/queries/desk.ts'
import type { OfficeRow } from '../store/queries/office.ts'
import { assistOfCentre } from './assist.ts'
import { takeBundle, takePiece } from './bundle.ts'
import { caseOfCentre, casesOfCentre } from './case.ts'
import { rosterOfCentre, tellRoster } from './centre-roster.ts'
import { renewCertificate } from './certificate.ts'
import type { Answer, City } from './city.ts'
import { commandDesks, commandsOfCentre } from './command.ts'
import { confirmCopy } from './copy.ts'
import { custodyOfCentre } from './custody.ts'
import { dayOfDesk, daysOfCentre } from './day.ts'
import { actOnItem, itemOfDepartment, itemsOfDepartment } from './department.ts'
import { dispositionsOfCentre } from './dispositions.ts'
import { enrolDesk } from './enrol.ts'
import { logOfDesk, openEpoch } from './epoch.ts'
import { askErasure, confirmErasure, erasuresOfCentre } from './erasure.ts'
import { feedOfCentre, feedOfDesk } from './feed.ts'
import { readiness } from './health.ts'
import { welcomeDesk } from './hello.ts'
import { nationalBatch } from './national.ts'
import { auditOfOffice, officesOfCity, openOffice, setOfficeStatus } from './office.ts'
import { finishPicture, havePictures, picturesOfCentre, takeChunk } from './picture.ts'
import { pieceOfCatalogue, publicationsOfCity, publishCalendar, publishCatalogue } from './publication.ts'
import { pushBatch } from './push.ts'
import { desksOfCity, makeEnrolmentCode, putCentre, setDeskStatus } from './roster.ts'
import { totalsOfCentre } from './totals.ts'

/** Who asks and what for. A desk's own row is the only source of its centre. */
type Call<Name extends RouteName> = {
  readonly city: City
  readonly input: z.output<Routes[Name]['input']>
  readonly hasRoom: () => Promise<boolean>
} & (Routes[Name]['caller'] extends 'desk' ? { readonly desk: DeskRow } : unknown) &
  (Routes[Name]['caller'] extends 'office' ? { readonly office: OfficeRow } : unknown)

export type Handlers = {
  readonly [Name in RouteName]: (call: Call<Name>) => Answer<z.input<Routes[Name]['output']>>
}

/** One handler a route. A missing one, or one that answers something else, does not compile. */
export const handlers: Handlers = {
  health: async () => ok({ alive: true }),
  ready: ({ city, hasRoom }) => readiness(city, hasRoom),

  enrol: ({ city, input }) => enrolDesk(city, input),
  hello: ({ city, desk, input }) => welcomeDesk(city, desk, input),
  log: ({ city, desk, input }) => logOfDesk(city, desk, input),
  renewCertificate: ({ city, desk }) => renewCertificate(city, desk),
  openEpoch: ({ city, desk, input }) => openEpoch(city, desk, input),
  push: ({ city, desk, input }) => pushBatch(city, desk, input),
  case: ({ city, desk, input }) => caseOfCentre(city, desk.centreId, input.caseNo),
  cases: ({ city, desk, input }) => casesOfCentre(city, desk.centreId, input),
  totals: ({ city, desk, input }) => totalsOfCentre(city, desk.centreId, input),
  feed: ({ city, desk, input }) => feedOfDesk(city, desk, input),
  day: ({ city, desk, input }) => dayOfDesk(city, desk, input),
  pictureHave: ({ city, desk, input }) => havePictures(city, desk, input),
  pictureChunk: ({ city, desk, hasRoom, input }) => takeChunk(city, desk, input, hasRoom),
  pictureDone: ({ city, desk, input }) => finishPicture(city, desk, input),

  bundlePiece: ({ city, desk, hasRoom, input }) => takePiece(city, { ...input, by: desk.deskId }, hasRoom),
  bundleDone: ({ city, desk, hasRoom, input }) => takeBundle(city, { ...input, by: desk.deskId }, hasRoom),
  operatorPiece: ({ city, hasRoom, input }) => takePiece(city, { ...input, by: 'operator' }, hasRoom),
  operatorBundle: ({ city, hasRoom, input }) => takeBundle(city, { ...input, by: 'operator' }, hasRoom),

  departmentItems: ({ city, office, input }) => itemsOfDepartment(city, office, input),
  departmentItem: ({ city, office, input }) => itemOfDepartment(city, office, input),
  departmentAct: ({ city, office, input }) => actOnItem(city, office, input),

  openOffice: ({ city, input }) => openOffice(city, input),
  offices: ({ city }) => officesOfCity(city),
  officeAudit: ({ city, input }) => auditOfOffice(city, input),
  putOffice: ({ city, input }) => setOfficeStatus(city, input),
  putCentre: ({ city, input }) => putCentre(city, input),
  makeCode: ({ city, input }) => makeEnrolmentCode(city, input),
  centreCases: ({ city, input }) => casesOfCentre(city, input.centreId, input),
  centreCase: ({ city, input }) => caseOfCentre(city, input.centreId, input.caseNo),
  centreTotals: ({ city, input }) => totalsOfCentre(city, input.centreId, input),
  centreDays: ({ city, input }) => daysOfCentre(city, input),
  centreFeed: ({ city, input }) => feedOfCentre(city, input.centreId, input.after),
  centrePictures: ({ city, input }) => picturesOfCentre(city, input.centreId),
  centreCustody: ({ city, input }) => custodyOfCentre(city, input.centreId, input),
  centreAssist: ({ city, input }) => assistOfCentre(city, input),
  erasures: ({ city, input }) => erasuresOfCentre(city, input.centreId),
  askErasure: ({ city, input }) => askErasure(city, input),
  confirmErasure: ({ city, input }) => confirmErasure(city, input),
  centreDispositions: ({ city, input }) => dispositionsOfCentre(city, input),
  centreNational: ({ city, input }) => nationalBatch(city, input),
  roster: ({ city, input }) => rosterOfCentre(city, input.centreId),
  tellRoster: ({ city, input }) => tellRoster(city, input),
  commandDesks: ({ city, input }) => commandDesks(city, input),
  commands: ({ city, input }) => commandsOfCentre(city, input),
  publishCatalogue: ({ city, input }) => publishCatalogue(city, input),
  publishCalendar: ({ city, input }) => publishCalendar(city, input),
  publications: ({ city }) => publicationsOfCity(city),
  catalogue: ({ city, input }) => pieceOfCatalogue(city, input),
  confirmCopy: ({ city, input }) => confirmCopy(city, input),
  desks: ({ city }) => desksOfCity(city),
  putDesk: ({ city, input }) => setDeskStatus(city, input),
}
