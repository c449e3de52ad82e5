import type { PagePerson, PageRecords } from './page-town.ts';

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
  '/': [visitOf('map', 'board', '/', MAP)],
  '/map': [visitOf('map-officer', 'officer', '/map', MAP)],
  '/coverage': [visitOf('coverage', 'commander', '/coverage', 'table')],
  '/coverage/cameras': [visitOf('coverage-cameras', 'commander', '/coverage/cameras', 'main li a[href^="/cameras/"]')],
  '/coverage/groups': [visitOf('coverage-groups', 'commander', '/coverage/groups', 'main li a[href^="/coverage/cameras"]')],
  '/cameras/new': [visitOf('camera-new', 'board', '/cameras/new', '[role=slider]')],
  '/cameras/here': [visitOf('camera-here', 'board', '/cameras/here', 'form details summary')],
  '/cameras/import': [visitOf('camera-import', 'board', '/cameras/import', 'a[href^="/cameras/imports/"]')],
  '/cameras/imports/$importId': [visitOf('import-outcome', 'board', ({ importId }) => `/cameras/imports/${importId}`, 'text=Camera hẻm 1')],
  '/cameras/$cameraId': [
    visitOf('camera', 'board', ({ camera }) => `/cameras/${camera}`, 'main dl'),
    visitOf('camera-officer', 'officer', ({ camera }) => `/cameras/${camera}`, 'main dl'),
  ],
  '/cameras/$cameraId/edit': [visitOf('camera-edit', 'board', ({ camera }) => `/cameras/${camera}/edit`, '[role=slider]')],
  '/cameras/$cameraId/masks': [visitOf('masks', 'board', ({ camera }) => `/cameras/${camera}/masks`, 'text=Cửa sổ nhà dân')],
  '/cameras/$cameraId/hand-in': [
    visitOf('hand-in', 'board', ({ camera }) => `/cameras/${camera}/hand-in`, 'text=/^(?:Đã nhận và giữ nguyên bản|Received and kept as it came)/'),
  ],
  '/faults': [visitOf('faults', 'board', '/faults', 'main li a[href^="/faults/"]')],
  '/faults/$faultId': [visitOf('fault', 'board', ({ fault }) => `/faults/${fault}`, 'text=Đã gọi thợ điện')],
  '/discovery': [visitOf('discovery', 'board', '/discovery', 'main form')],
  '/recorders': [visitOf('recorders', 'board', '/recorders', 'text=Đầu ghi nhà văn hoá')],
  '/recorders/new': [visitOf('recorder-new', 'board', '/recorders/new', 'main form')],
  '/recorders/$recorderId': [visitOf('recorder', 'board', ({ recorder }) => `/recorders/${recorder}`, 'text=Nhà xe nhà văn hoá')],
  '/admin': [visitOf('admin', 'admin', '/admin', 'main a[href="/units"]')],
  '/service': [visitOf('service', 'admin', '/service', 'main table')],
  '/networks': [visitOf('networks', 'admin', '/networks', 'text=10.0.5.0/24')],
  '/incidents': [visitOf('incidents', 'officer', '/incidents', 'main li a[href^="/incidents/"]')],
  '/incidents/new': [visitOf('incident-new', 'officer', '/incidents/new', 'canvas.maplibregl-canvas')],
  '/incidents/$incidentId': [visitOf('incident', 'officer', ({ incident }) => `/incidents/${incident}`, 'text=Thấy rõ xe máy')],
  '/incidents/$incidentId/watch': [visitOf('player', 'officer', ({ incident }) => `/incidents/${incident}/watch`, 'video[data-shown="true"]')],
  '/incidents/$incidentId/edit': [visitOf('incident-edit', 'officer', ({ incident }) => `/incidents/${incident}/edit`, 'canvas.maplibregl-canvas')],
  '/requests': [
    visitOf('requests', 'board', '/requests', 'text=Xác minh diễn biến'),
    visitOf('requests-officer', 'officer', '/requests', 'text=Xác minh diễn biến'),
  ],
  '/requests/$requestId/watch': [visitOf('watch', 'officer', ({ request }) => `/requests/${request}/watch`, 'video, button:has-text(" – ")')],
  '/packages': [visitOf('packages', 'officer', '/packages', 'main li')],
  '/duty': [visitOf('duty', 'officer', '/duty', 'main >> text=Quỹ tín dụng chợ')],
  '/roster': [visitOf('roster', 'commander', '/roster', 'main form')],
  '/alarm-points': [visitOf('alarm-points', 'admin', '/alarm-points', 'text=Quỹ tín dụng chợ')],
  '/audit': [visitOf('audit', 'board', '/audit', 'main li'), visitOf('audit-auditor', 'auditor', '/audit', 'main li')],
  '/log-erasures': [visitOf('log-erasures', 'auditor', '/log-erasures', 'text=Lời ghi nêu tên')],
  '/mask-reviews': [visitOf('mask-reviews', 'board', '/mask-reviews', 'main li')],
  '/signs': [visitOf('signs', 'board', '/signs', 'main li')],
  '/users': [visitOf('users', 'admin', '/users', 'text=Chị Hoa')],
  '/organisations': [visitOf('organisations', 'admin', '/organisations', '.mantine-Accordion-item')],
  '/units': [visitOf('units', 'admin', '/units', 'main a[href^="/units/"]')],
  '/units/$unitId': [visitOf('unit', 'admin', ({ unit }) => `/units/${unit}`, 'main a[href^="/units/"]')],
  '/policies': [visitOf('policies', 'admin', '/policies', 'text=Quy chế phối hợp số 12')],
  '/account': [visitOf('account', 'admin', '/account', 'text=Bảng điện tử của xã')],
  '/subject-requests': [visitOf('subject-requests', 'board', '/subject-requests', 'text=Hỏi về hình')],
  '/messages': [visitOf('messages', 'board', '/messages', 'text=@example.com')],
  '/$': [visitOf('not-found', 'admin', '/nowhere', 'main h1')],
  '/sign-in': [visitOf('sign-in', 'nobody', '/sign-in', 'input[name=username]')],
  '/sign-in/provider': [visitOf('sign-in-provider', 'nobody', '/sign-in/provider?error=access_denied&state=x', '[role=alert]')],
  '/invitation': [visitOf('invitation', 'nobody', ({ invitation }) => `/invitation#${invitation}`, 'input[name=newPassword]')],
  '/forgotten': [visitOf('forgotten', 'nobody', '/forgotten', 'input[name=code]')],
};
