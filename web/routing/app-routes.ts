import { createRootRouteWithContext, createRoute, redirect, retainSearchParams } from '@tanstack/react-router';
import { permittedScope } from '../../domain/permission-rule.ts';
import { readAuditSearch } from '../audit/audit-search.ts';
import { readCameraListSearch } from '../cameras/camera-list-search.ts';
import { readCoverageCameraSearch, readCoverageGroupSearch, readCoverageSearch, type CoverageSearch } from '../coverage/coverage-search.ts';
import { readChosenDeviceSearch } from '../discovery/chosen-device-search.ts';
import { readIncidentListSearch } from '../incidents/incident-list-search.ts';
import { readErasureSearch } from '../log-erasures/erasure-search.ts';
import { readProviderReturnSearch } from '../session/provider-return-search.ts';
import { RequireSession } from '../session/require-session.tsx';
import { SessionProblem } from '../session/session-problem.tsx';
import { SignInPage } from '../session/sign-in-page.tsx';
import { readSignInSearch } from '../session/sign-in-search.ts';
import { currentSession } from '../session/use-session.ts';
import { readUsersSearch } from '../users/users-search.ts';
import { readDoneSearch } from '../ui/done-search.ts';
import { homePathOf } from './home-path.ts';
import { firstPage, lazyPage } from './lazy-page.ts';
import type { RouterContext } from './router-context.ts';

const root = createRootRouteWithContext<RouterContext>()();

/** Everything behind the sign-in. Who isn't signed in is sent there without waiting for any page: the sign-in page needs neither the component library nor the map. */
const app = createRoute({
  getParentRoute: () => root,
  id: '_app',
  pendingMs: 0,
  component: RequireSession,
  errorComponent: SessionProblem,
  beforeLoad: async ({ context: { client }, location }) => {
    // nearly everybody who comes is signed in, or will be in a moment: the frame comes while the service is asked
    void RequireSession.preload().catch(() => undefined);
    const session = await client.ensureQueryData(currentSession);
    if (session === null) throw redirect({ to: '/sign-in', search: { next: location.href }, replace: true });
    return { role: session.user.role };
  },
});

const page = { getParentRoute: () => app };
const ownFrame = { getParentRoute: () => root };

/** The figures and their lists hand to each other what the map is narrowed to, so that none of their links has to. */
const KEEPS_MAP_STATES = { middlewares: [retainSearchParams<CoverageSearch>(['mapStates'])] };

const PAGES = [
  createRoute({
    ...page,
    path: '/',
    validateSearch: readCameraListSearch,
    component: firstPage(() => import('../shell/first-page.ts'), 'HomePage'),
    beforeLoad: ({ context: { role }, search }) => {
      const home = homePathOf(role);
      if (home === '/') return;
      // an address that names cameras to be shown is about the cameras, whoever opens it
      const namesCameras = permittedScope(role, 'camera.read') !== null && Object.values(search).some((word) => word !== undefined);
      throw namesCameras ? redirect({ to: '/map', search, replace: true }) : redirect({ to: home, replace: true });
    },
  }),
  createRoute({ ...page, path: 'map', validateSearch: readCameraListSearch, component: lazyPage(() => import('../map/map-page.tsx'), 'MapPage') }),
  createRoute({
    ...page,
    path: 'coverage',
    validateSearch: readCoverageSearch,
    search: KEEPS_MAP_STATES,
    component: lazyPage(() => import('../coverage/coverage-page.tsx'), 'CoveragePage'),
  }),
  createRoute({
    ...page,
    path: 'coverage/cameras',
    validateSearch: readCoverageCameraSearch,
    search: KEEPS_MAP_STATES,
    component: lazyPage(() => import('../coverage/coverage-camera-page.tsx'), 'CoverageCameraPage'),
  }),
  createRoute({
    ...page,
    path: 'coverage/groups',
    validateSearch: readCoverageGroupSearch,
    search: KEEPS_MAP_STATES,
    component: lazyPage(() => import('../coverage/coverage-group-page.tsx'), 'CoverageGroupPage'),
  }),
  createRoute({
    ...page,
    path: 'cameras/new',
    validateSearch: readChosenDeviceSearch,
    component: lazyPage(() => import('../cameras/camera-create-page.tsx'), 'CameraCreatePage'),
  }),
  createRoute({ ...page, path: 'cameras/here', component: lazyPage(() => import('../registering/register-here-page.tsx'), 'RegisterHerePage') }),
  createRoute({ ...page, path: 'cameras/import', component: lazyPage(() => import('../imports/camera-import-page.tsx'), 'CameraImportPage') }),
  createRoute({ ...page, path: 'cameras/imports/$importId', component: lazyPage(() => import('../imports/import-outcome-page.tsx'), 'ImportOutcomePage') }),
  createRoute({ ...page, path: 'cameras/$cameraId', component: lazyPage(() => import('../cameras/camera-page.tsx'), 'CameraPage') }),
  createRoute({ ...page, path: 'cameras/$cameraId/edit', component: lazyPage(() => import('../cameras/camera-edit-page.tsx'), 'CameraEditPage') }),
  createRoute({ ...page, path: 'cameras/$cameraId/masks', component: lazyPage(() => import('../masks/masks-page.tsx'), 'MasksPage') }),
  createRoute({ ...page, path: 'cameras/$cameraId/hand-in', component: lazyPage(() => import('../handin/hand-in-page.tsx'), 'HandInPage') }),
  createRoute({
    ...page,
    path: 'faults',
    validateSearch: readDoneSearch,
    component: lazyPage(() => import('../faults/fault-list-page.tsx'), 'FaultListPage'),
  }),
  createRoute({ ...page, path: 'faults/$faultId', component: lazyPage(() => import('../faults/fault-page.tsx'), 'FaultPage') }),
  createRoute({ ...page, path: 'discovery', component: lazyPage(() => import('../discovery/discovery-page.tsx'), 'DiscoveryPage') }),
  createRoute({ ...page, path: 'recorders', component: lazyPage(() => import('../recorders/recorder-list-page.tsx'), 'RecorderListPage') }),
  createRoute({ ...page, path: 'recorders/new', component: lazyPage(() => import('../recorders/recorder-create-page.tsx'), 'RecorderCreatePage') }),
  createRoute({ ...page, path: 'recorders/$recorderId', component: lazyPage(() => import('../recorders/recorder-page.tsx'), 'RecorderPage') }),
  createRoute({ ...page, path: 'admin', component: lazyPage(() => import('../admin/admin-page.tsx'), 'AdminPage') }),
  createRoute({ ...page, path: 'service', component: lazyPage(() => import('../service/service-page.tsx'), 'ServicePage') }),
  createRoute({ ...page, path: 'networks', component: lazyPage(() => import('../organisations/network-page.tsx'), 'NetworkPage') }),
  createRoute({
    ...page,
    path: 'incidents',
    validateSearch: readIncidentListSearch,
    component: lazyPage(() => import('../incidents/incident-list-page.tsx'), 'IncidentListPage'),
  }),
  createRoute({ ...page, path: 'incidents/new', component: lazyPage(() => import('../incidents/incident-create-page.tsx'), 'IncidentCreatePage') }),
  createRoute({ ...page, path: 'incidents/$incidentId', component: lazyPage(() => import('../incidents/incident-page.tsx'), 'IncidentPage') }),
  createRoute({ ...page, path: 'incidents/$incidentId/watch', component: lazyPage(() => import('../player/case-player-page.tsx'), 'CasePlayerPage') }),
  createRoute({ ...page, path: 'incidents/$incidentId/edit', component: lazyPage(() => import('../incidents/incident-edit-page.tsx'), 'IncidentEditPage') }),
  createRoute({
    ...page,
    path: 'requests',
    validateSearch: readDoneSearch,
    component: lazyPage(() => import('../requests/requests-page.tsx'), 'RequestsPage'),
  }),
  createRoute({ ...page, path: 'requests/$requestId/watch', component: lazyPage(() => import('../media/watch-page.tsx'), 'WatchPage') }),
  createRoute({ ...page, path: 'packages', component: lazyPage(() => import('../packages/packages-page.tsx'), 'PackagesPage') }),
  createRoute({ ...page, path: 'duty', component: lazyPage(() => import('../alarms/duty-page.tsx'), 'DutyPage') }),
  createRoute({ ...page, path: 'roster', component: lazyPage(() => import('../alarms/roster-page.tsx'), 'RosterPage') }),
  createRoute({ ...page, path: 'alarm-points', component: lazyPage(() => import('../alarms/alarm-points-page.tsx'), 'AlarmPointsPage') }),
  createRoute({ ...page, path: 'audit', validateSearch: readAuditSearch, component: lazyPage(() => import('../audit/audit-page.tsx'), 'AuditPage') }),
  createRoute({
    ...page,
    path: 'log-erasures',
    validateSearch: readErasureSearch,
    component: lazyPage(() => import('../log-erasures/log-erasures-page.tsx'), 'LogErasuresPage'),
  }),
  createRoute({ ...page, path: 'mask-reviews', component: lazyPage(() => import('../masks/mask-reviews-page.tsx'), 'MaskReviewsPage') }),
  createRoute({ ...page, path: 'signs', component: lazyPage(() => import('../cameras/missing-signs-page.tsx'), 'MissingSignsPage') }),
  createRoute({ ...page, path: 'users', validateSearch: readUsersSearch, component: lazyPage(() => import('../users/users-page.tsx'), 'UsersPage') }),
  createRoute({ ...page, path: 'organisations', component: lazyPage(() => import('../organisations/organisations-page.tsx'), 'OrganisationsPage') }),
  createRoute({ ...page, path: 'units', component: lazyPage(() => import('../units/units-page.tsx'), 'UnitsPage') }),
  createRoute({ ...page, path: 'units/$unitId', component: lazyPage(() => import('../units/unit-page.tsx'), 'UnitPage') }),
  createRoute({ ...page, path: 'policies', component: lazyPage(() => import('../policies/policies-page.tsx'), 'PoliciesPage') }),
  createRoute({ ...page, path: 'account', component: lazyPage(() => import('../account/account-page.tsx'), 'AccountPage') }),
  createRoute({
    ...page,
    path: 'subject-requests',
    component: lazyPage(() => import('../subject-requests/subject-requests-page.tsx'), 'SubjectRequestsPage'),
  }),
  createRoute({ ...page, path: 'messages', component: lazyPage(() => import('../messages/messages-page.tsx'), 'MessagesPage') }),
  createRoute({ ...page, path: '$', component: lazyPage(() => import('../shell/not-found-page.tsx'), 'NotFoundPage') }),
] as const;

const OWN_FRAME = [
  createRoute({ ...ownFrame, path: 'sign-in', validateSearch: readSignInSearch, component: SignInPage }),
  createRoute({
    ...ownFrame,
    path: 'sign-in/provider',
    validateSearch: readProviderReturnSearch,
    component: lazyPage(() => import('../session/provider-return-page.tsx'), 'ProviderReturnPage'),
  }),
  createRoute({ ...ownFrame, path: 'invitation', component: lazyPage(() => import('../session/invitation-page.tsx'), 'InvitationPage') }),
  createRoute({ ...ownFrame, path: 'forgotten', component: lazyPage(() => import('../session/password-reset-page.tsx'), 'PasswordResetPage') }),
] as const;

/** Every address of the application. Each page is a file of its own for the browser; wrong words behind an address count as absent. */
export const APP_ROUTES = root.addChildren([...OWN_FRAME, app.addChildren(PAGES)]);
