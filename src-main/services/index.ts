import type { DeskContract } from '#shared/contract/desk.ts'
import type { Handlers } from '#shared/contract/procedure.ts'
import { acts } from './acts.ts'
import * as appointment from './appointment.ts'
import * as assist from './assist.ts'
import { ledger, takeLedger } from './assist-ledger.ts'
import * as assistPaper from './assist-paper.ts'
import { board } from './board.ts'
import * as bundle from './bundle.ts'
import * as cases from './case.ts'
import * as catalogueImport from './catalogue-import.ts'
import * as catalogueNews from './catalogue-news.ts'
import * as certificate from './certificate.ts'
import * as consultation from './consultation.ts'
import * as custody from './custody.ts'
import * as rounds from './custody-rounds.ts'
import * as day from './day.ts'
import * as dayReport from './day-report.ts'
import type { Desk } from './desk.ts'
import * as destinations from './destination.ts'
import { readCard } from './device.ts'
import * as draft from './draft.ts'
import * as epoch from './epoch.ts'
import * as errand from './errand.ts'
import * as find from './find.ts'
import * as handover from './handover.ts'
import * as incidents from './incident.ts'
import * as intake from './intake.ts'
import * as letter from './letter.ts'
import { end as endLetter } from './letter-end.ts'
import * as line from './line.ts'
import { move } from './move.ts'
import * as offers from './offer.ts'
import * as officer from './officer.ts'
import * as paper from './paper.ts'
import * as party from './party.ts'
import * as picture from './picture.ts'
import * as policies from './policy.ts'
import * as rating from './rating.ts'
import * as returned from './returned.ts'
import * as slips from './slip.ts'
import * as staff from './staff.ts'
import { giveBack, supply } from './supply.ts'
import * as sync from './sync.ts'
import * as home from './today.ts'
import { told } from './told.ts'
import * as typing from './typing.ts'

/** The table of handlers: one a procedure, checked by the compiler against the contract. */
export const handlers: Handlers<DeskContract, Desk> = {
  'desk.overview': home.overview,
  'desk.today': home.todayView,
  'catalogue.current': home.currentCatalogue,
  'catalogue.recent': home.recentMatters,
  'catalogue.versions': catalogueImport.versions,
  'catalogue.preview': catalogueImport.preview,
  'catalogue.adopt': catalogueImport.adopt,
  'catalogue.template': catalogueImport.template,
  'catalogue.news': catalogueNews.news,
  'catalogue.changes': catalogueNews.changes,
  'catalogue.acknowledge': catalogueNews.acknowledge,
  'staff.tiles': staff.tiles,
  'staff.signIn': staff.signIn,
  'staff.signOut': staff.signOut,
  'staff.elsewhere': staff.elsewhere,
  'staff.add': staff.add,
  'staff.leave': staff.leave,
  'staff.setPin': staff.setPin,
  'draft.save': draft.save,
  'draft.list': draft.list,
  'draft.open': draft.open,
  'draft.discard': draft.discard,
  'party.lookup': party.lookup,
  'party.past': party.past,
  'party.candidates': party.candidates,
  'device.readCard': readCard,
  'bundle.drives': bundle.drives,
  'bundle.state': bundle.state,
  'bundle.write': bundle.write,
  'bundle.take': bundle.take,
  'intake.review': intake.review,
  'intake.decide': intake.decide,
  'case.list': cases.list,
  'case.find': cases.find,
  'case.view': cases.view,
  'case.told': told,
  'case.acts': acts,
  'case.move': move,
  'case.supply': supply,
  'case.giveBack': giveBack,
  'case.board': board,
  'find.anything': find.anything,
  'find.person': find.person,
  'consultation.log': consultation.log,
  'consultation.open': consultation.open,
  'consultation.list': consultation.list,
  'consultation.frequent': consultation.frequent,
  'typing.sheet': typing.sheet,
  'typing.value': typing.value,
  'typing.mark': typing.mark,
  'custody.board': custody.board,
  'custody.ofCase': custody.ofCase,
  'custody.chain': custody.chain,
  'custody.takeIn': handover.takeIn,
  'custody.handOver': handover.handOver,
  'custody.handOverAll': handover.handOverAll,
  'custody.returnTo': handover.returnTo,
  'custody.offer': offers.offer,
  'custody.centres': offers.centres,
  'custody.showOffer': offers.showOffer,
  'custody.withdraw': offers.withdraw,
  'custody.readOffer': offers.readOffer,
  'custody.accept': offers.accept,
  'custody.acknowledge': offers.acknowledge,
  'custody.stow': custody.stow,
  'custody.label': custody.label,
  'custody.incident': incidents.incident,
  'custody.closeIncident': incidents.closeIncident,
  'custody.override': incidents.override,
  'assist.register': assist.register,
  'policy.match': policies.match,
  'assist.list': assist.list,
  'assist.view': assist.view,
  'assist.phone': assist.phone,
  'assist.move': assist.move,
  'assist.ledger': ledger,
  'assist.takeLedger': takeLedger,
  'assist.papers': assistPaper.papers,
  'assist.paper': assistPaper.paper,
  'assist.paperPrinted': assistPaper.paperPrinted,
  'errand.outlook': errand.outlook,
  'errand.draft': errand.draft,
  'errand.begin': errand.begin,
  'letter.draft': letter.draft,
  'letter.sign': letter.sign,
  'letter.end': endLetter,
  'letter.ending': letter.ending,
  'officer.list': officer.list,
  'officer.file': officer.file,
  'officer.train': officer.train,
  'officer.meet': officer.meet,
  'officer.records': officer.records,
  'duty.plan': appointment.plan,
  'appointment.set': appointment.set,
  'appointment.change': appointment.change,
  'appointment.list': appointment.list,
  'rating.invite': rating.invite,
  'rating.move': rating.move,
  'rating.list': rating.list,
  'custody.slip': slips.slip,
  'custody.slipPrinted': slips.slipPrinted,
  'custody.report': slips.report,
  'custody.signers': slips.signers,
  'custody.round': rounds.round,
  'custody.planRound': rounds.planRound,
  'custody.roundSheet': rounds.roundSheet,
  'custody.cabinet': rounds.cabinet,
  'custody.count': rounds.count,
  'custody.organs': destinations.organs,
  'day.plan': day.plan,
  'day.close': day.close,
  'day.month': dayReport.month,
  'day.report': dayReport.report,
  'paper.content': paper.content,
  'paper.printed': paper.printed,
  'picture.keep': picture.keep,
  'picture.show': picture.show,
  'picture.drop': picture.drop,
  'picture.ofCase': picture.ofCase,
  'picture.uploads': picture.uploads,
  'sync.status': sync.status,
  'sync.outbox': sync.outbox,
  'sync.totals': sync.totals,
  'sync.answerReturned': returned.answer,
  'sync.now': sync.now,
  'line.plan': line.plan,
  'line.keepPlan': line.keepPlan,
  'certificate.state': certificate.state,
  'certificate.renew': certificate.renew,
  'epoch.state': epoch.state,
  'epoch.branch': epoch.branch,
  'epoch.goOn': epoch.goOn,
}
