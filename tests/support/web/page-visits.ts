import type { PagePerson, PageRecords } from './page-town.ts';
import { onPageHeaded } from './page-heading.ts';

/** A page as one person opens it. */
export interface PageVisit {
  /** Name of its pictures. */
  readonly name: string;
  readonly who: PagePerson | 'nobody';
  readonly address: (records: PageRecords) => string;
  /** Selector of what only this page shows, once its data are there, in every language. */
  readonly shows: string;
  /** Opened on phones too: boards' pages and those before the sign-in. */
  readonly onPhones: boolean;
}

type Target = string | ((records: PageRecords) => string);

const visitOf = (name: string, who: PageVisit['who'], target: Target, shows: string): PageVisit => ({
  name,
  who,
  address: typeof target === 'string' ? () => target : target,
  shows,
  onPhones: who === 'board' || who === 'nobody',
});

const MAP = 'canvas.maplibregl-canvas:visible, ul:visible li a[href^="/cameras/"]';

/** Every address of the application, as its router writes it, with those whose page it is; what they see is made by `storePageRecords`. */
export const PAGE_VISITS: Readonly<Record<string, readonly [PageVisit, ...PageVisit[]]>> = {
  '/': [visitOf('map', 'board', '/', onPageHeaded(['menu.cameras'], MAP))],
  '/map': [visitOf('map-officer', 'officer', '/map', onPageHeaded(['map.title'], MAP))],
  '/coverage': [visitOf('coverage', 'commander', '/coverage', onPageHeaded(['coverage.title', 'coverage.titleOf'], 'table'))],
  '/coverage/cameras': [visitOf('coverage-cameras', 'commander', '/coverage/cameras', onPageHeaded(['coverageList.title'], 'li a[href^="/cameras/"]'))],
  '/coverage/groups': [visitOf('coverage-groups', 'commander', '/coverage/groups', onPageHeaded(['coverageGroups.title'], 'li a[href^="/coverage/cameras"]'))],
  '/cameras/new': [visitOf('camera-new', 'board', '/cameras/new', onPageHeaded(['cameraForm.createTitle'], '[role=slider]'))],
  '/cameras/here': [visitOf('camera-here', 'board', '/cameras/here', onPageHeaded(['here.title'], 'form details summary'))],
  '/cameras/import': [visitOf('camera-import', 'board', '/cameras/import', onPageHeaded(['import.title'], 'a[href^="/cameras/imports/"]'))],
  '/cameras/imports/$importId': [
    visitOf('import-outcome', 'board', ({ importId }) => `/cameras/imports/${importId}`, onPageHeaded(['import.outcomeTitle'], 'text=Camera hẻm 1')),
  ],
  '/cameras/$cameraId': [
    visitOf('camera', 'board', ({ camera }) => `/cameras/${camera}`, onPageHeaded(['cameraFacts.title'], 'dl', 'h2')),
    visitOf('camera-officer', 'officer', ({ camera }) => `/cameras/${camera}`, onPageHeaded(['cameraFacts.title'], 'dl', 'h2')),
  ],
  '/cameras/$cameraId/edit': [
    visitOf('camera-edit', 'board', ({ camera }) => `/cameras/${camera}/edit`, onPageHeaded(['service.title'], '[role=slider]', 'h2')),
  ],
  '/cameras/$cameraId/masks': [visitOf('masks', 'board', ({ camera }) => `/cameras/${camera}/masks`, onPageHeaded(['masks.of'], 'text=Cửa sổ nhà dân'))],
  '/cameras/$cameraId/hand-in': [
    visitOf(
      'hand-in',
      'board',
      ({ camera }) => `/cameras/${camera}/hand-in`,
      onPageHeaded(['handIn.title'], 'text=/^(?:Đã nhận và giữ nguyên bản|Received and kept as it came)/'),
    ),
  ],
  '/faults': [visitOf('faults', 'board', '/faults', onPageHeaded(['faultList.title'], 'li a[href^="/faults/"]'))],
  '/faults/$faultId': [visitOf('fault', 'board', ({ fault }) => `/faults/${fault}`, 'text=Đã gọi thợ điện')],
  '/discovery': [visitOf('discovery', 'board', '/discovery', onPageHeaded(['discovery.title'], 'form'))],
  '/recorders': [visitOf('recorders', 'board', '/recorders', onPageHeaded(['recorderList.title'], 'text=Đầu ghi nhà văn hoá'))],
  '/recorders/new': [visitOf('recorder-new', 'board', '/recorders/new', onPageHeaded(['recorderForm.createTitle'], 'form'))],
  '/recorders/$recorderId': [
    visitOf('recorder', 'board', ({ recorder }) => `/recorders/${recorder}`, onPageHeaded(['recorderPage.facts'], 'text=Nhà xe nhà văn hoá', 'h2')),
  ],
  '/admin': [visitOf('admin', 'admin', '/admin', onPageHeaded(['admin.title'], 'a[href="/units"]'))],
  '/service': [visitOf('service', 'admin', '/service', onPageHeaded(['serviceState.title'], 'table'))],
  '/networks': [visitOf('networks', 'admin', '/networks', onPageHeaded(['networks.title'], 'text=10.0.5.0/24'))],
  '/incidents': [visitOf('incidents', 'officer', '/incidents', onPageHeaded(['incidentList.title'], 'li a[href^="/incidents/"]'))],
  '/incidents/new': [visitOf('incident-new', 'officer', '/incidents/new', onPageHeaded(['incidentForm.title'], 'canvas.maplibregl-canvas'))],
  '/incidents/$incidentId': [
    visitOf('incident', 'officer', ({ incident }) => `/incidents/${incident}`, 'text=Thấy rõ xe máy'),
    visitOf('incident-approval', 'commander', ({ longIncident }) => `/incidents/${longIncident}`, onPageHeaded(['approval.required'], 'form textarea', 'h2')),
  ],
  '/incidents/$incidentId/watch': [
    visitOf('player', 'officer', ({ incident }) => `/incidents/${incident}/watch`, onPageHeaded(['player.titleOf'], 'video[data-shown="true"]')),
  ],
  '/incidents/$incidentId/edit': [
    visitOf('incident-edit', 'officer', ({ incident }) => `/incidents/${incident}/edit`, onPageHeaded(['incidentForm.editTitle'], 'canvas.maplibregl-canvas')),
  ],
  '/requests': [
    visitOf('requests', 'board', '/requests', onPageHeaded(['requestList.title'], 'text=Xác minh diễn biến')),
    visitOf('requests-officer', 'officer', '/requests', onPageHeaded(['requestList.title'], 'text=Xác minh diễn biến')),
  ],
  '/requests/$requestId/watch': [
    visitOf('watch', 'officer', ({ request }) => `/requests/${request}/watch`, onPageHeaded(['watch.title'], 'video, button:has-text(" – ")')),
  ],
  '/packages': [visitOf('packages', 'officer', '/packages', onPageHeaded(['package.title'], 'li'))],
  '/duty': [visitOf('duty', 'officer', '/duty', onPageHeaded(['duty.title'], 'text=Quỹ tín dụng chợ'))],
  '/roster': [visitOf('roster', 'commander', '/roster', onPageHeaded(['roster.title'], 'li'))],
  '/alarm-points': [visitOf('alarm-points', 'admin', '/alarm-points', onPageHeaded(['alarmPoints.title'], 'text=Quỹ tín dụng chợ'))],
  '/audit': [
    visitOf('audit', 'board', '/audit', onPageHeaded(['audit.titleOwn'], 'ol li')),
    visitOf('audit-auditor', 'auditor', '/audit', onPageHeaded(['audit.titleAll'], 'ol li')),
  ],
  '/log-erasures': [visitOf('log-erasures', 'auditor', '/log-erasures', onPageHeaded(['logErasure.title'], 'text=Lời ghi nêu tên'))],
  '/mask-reviews': [visitOf('mask-reviews', 'board', '/mask-reviews', onPageHeaded(['maskReview.listTitle'], 'li a[href$="/masks"]'))],
  '/signs': [visitOf('signs', 'board', '/signs', onPageHeaded(['missingSigns.title'], 'li a[href^="/cameras/"]'))],
  '/users': [visitOf('users', 'admin', '/users', onPageHeaded(['users.title'], 'text=Chị Hoa'))],
  '/organisations': [visitOf('organisations', 'admin', '/organisations', onPageHeaded(['organisations.title'], '.mantine-Accordion-item'))],
  '/units': [
    visitOf('units', 'admin', '/units', onPageHeaded(['units.title'], 'a[href^="/units/"]')),
    visitOf('units-officer', 'officer', '/units', onPageHeaded(['units.title'], 'a[href^="/units/"]')),
  ],
  '/units/$unitId': [visitOf('unit', 'admin', ({ unit }) => `/units/${unit}`, 'main nav li a[href="/units"]')],
  '/policies': [
    visitOf('policies', 'admin', '/policies', onPageHeaded(['policy.title'], 'text=Quy chế phối hợp số 12')),
    // to everybody else it says so
    visitOf('policies-board', 'board', '/policies', onPageHeaded(['notAllowed.title'], 'p')),
  ],
  '/account': [visitOf('account', 'admin', '/account', onPageHeaded(['account.title'], 'text=Bảng điện tử của xã'))],
  '/subject-requests': [visitOf('subject-requests', 'board', '/subject-requests', onPageHeaded(['subjectRequests.title'], 'text=Hỏi về hình'))],
  '/messages': [visitOf('messages', 'board', '/messages', onPageHeaded(['messages.title'], 'text=@example.com'))],
  '/$': [visitOf('not-found', 'admin', '/nowhere', onPageHeaded(['notFound.title'], 'h1'))],
  '/sign-in': [visitOf('sign-in', 'nobody', '/sign-in', 'form:has(input[name=username]) input[name=password]')],
  '/sign-in/provider': [visitOf('sign-in-provider', 'nobody', '/sign-in/provider?error=access_denied&state=x', 'main:has(a[href="/sign-in"]) [role=alert]')],
  '/invitation': [
    visitOf('invitation', 'nobody', ({ invitation }) => `/invitation#${invitation}`, 'main:has(b:text-is("chi.hoa")) >> input[name=newPassword]'),
  ],
  '/forgotten': [visitOf('forgotten', 'nobody', '/forgotten', 'input[name=code]')],
};
