import { lazy, Suspense, type ReactElement } from 'react';
import { Route, Routes } from 'react-router';
import { RequireSession } from '../session/require-session.tsx';
import { PlainLoading } from '../shell/plain-loading.tsx';
import { SignInPage } from '../session/sign-in-page.tsx';

// Each page is a file of its own for the browser: who signs in fetches neither the component library nor the map.
const HomePage = lazy(async () => ({ default: (await import('../shell/home-page.tsx')).HomePage }));
const CameraPage = lazy(async () => ({ default: (await import('../cameras/camera-page.tsx')).CameraPage }));
const CameraEditPage = lazy(async () => ({ default: (await import('../cameras/camera-edit-page.tsx')).CameraEditPage }));
const HandInPage = lazy(async () => ({ default: (await import('../handin/hand-in-page.tsx')).HandInPage }));
const CameraCreatePage = lazy(async () => ({ default: (await import('../cameras/camera-create-page.tsx')).CameraCreatePage }));
const FaultListPage = lazy(async () => ({ default: (await import('../faults/fault-list-page.tsx')).FaultListPage }));
const FaultPage = lazy(async () => ({ default: (await import('../faults/fault-page.tsx')).FaultPage }));
const CameraImportPage = lazy(async () => ({ default: (await import('../imports/camera-import-page.tsx')).CameraImportPage }));
const ImportOutcomePage = lazy(async () => ({ default: (await import('../imports/import-outcome-page.tsx')).ImportOutcomePage }));
const DiscoveryPage = lazy(async () => ({ default: (await import('../discovery/discovery-page.tsx')).DiscoveryPage }));
const IncidentListPage = lazy(async () => ({ default: (await import('../incidents/incident-list-page.tsx')).IncidentListPage }));
const IncidentCreatePage = lazy(async () => ({ default: (await import('../incidents/incident-create-page.tsx')).IncidentCreatePage }));
const IncidentPage = lazy(async () => ({ default: (await import('../incidents/incident-page.tsx')).IncidentPage }));
const IncidentEditPage = lazy(async () => ({ default: (await import('../incidents/incident-edit-page.tsx')).IncidentEditPage }));
const MessagesPage = lazy(async () => ({ default: (await import('../messages/messages-page.tsx')).MessagesPage }));
const RecorderListPage = lazy(async () => ({ default: (await import('../recorders/recorder-list-page.tsx')).RecorderListPage }));
const RecorderCreatePage = lazy(async () => ({ default: (await import('../recorders/recorder-create-page.tsx')).RecorderCreatePage }));
const RecorderPage = lazy(async () => ({ default: (await import('../recorders/recorder-page.tsx')).RecorderPage }));
const NetworkPage = lazy(async () => ({ default: (await import('../organisations/network-page.tsx')).NetworkPage }));
const DutyPage = lazy(async () => ({ default: (await import('../alarms/duty-page.tsx')).DutyPage }));
const RosterPage = lazy(async () => ({ default: (await import('../alarms/roster-page.tsx')).RosterPage }));
const AlarmPointsPage = lazy(async () => ({ default: (await import('../alarms/alarm-points-page.tsx')).AlarmPointsPage }));
const RequestsPage = lazy(async () => ({ default: (await import('../requests/requests-page.tsx')).RequestsPage }));
const WatchPage = lazy(async () => ({ default: (await import('../media/watch-page.tsx')).WatchPage }));
const CasePlayerPage = lazy(async () => ({ default: (await import('../player/case-player-page.tsx')).CasePlayerPage }));
const AuditPage = lazy(async () => ({ default: (await import('../audit/audit-page.tsx')).AuditPage }));
const MasksPage = lazy(async () => ({ default: (await import('../masks/masks-page.tsx')).MasksPage }));
const MaskReviewsPage = lazy(async () => ({ default: (await import('../masks/mask-reviews-page.tsx')).MaskReviewsPage }));
const MissingSignsPage = lazy(async () => ({ default: (await import('../cameras/missing-signs-page.tsx')).MissingSignsPage }));
const AccountPage = lazy(async () => ({ default: (await import('../account/account-page.tsx')).AccountPage }));
const UsersPage = lazy(async () => ({ default: (await import('../users/users-page.tsx')).UsersPage }));
const PoliciesPage = lazy(async () => ({ default: (await import('../policies/policies-page.tsx')).PoliciesPage }));
const InvitationPage = lazy(async () => ({ default: (await import('../session/invitation-page.tsx')).InvitationPage }));
const ProviderReturnPage = lazy(async () => ({ default: (await import('../session/provider-return-page.tsx')).ProviderReturnPage }));
const PasswordResetPage = lazy(async () => ({ default: (await import('../session/password-reset-page.tsx')).PasswordResetPage }));
const SubjectRequestsPage = lazy(async () => ({ default: (await import('../subject-requests/subject-requests-page.tsx')).SubjectRequestsPage }));
const PackagesPage = lazy(async () => ({ default: (await import('../packages/packages-page.tsx')).PackagesPage }));
const NotFoundPage = lazy(async () => ({ default: (await import('../shell/not-found-page.tsx')).NotFoundPage }));

/** Every address of the application. */
export function AppRoutes(): ReactElement {
  return (
    <Routes>
      <Route path="/sign-in" element={<SignInPage />} />
      <Route path="/sign-in/provider" element={<OwnFrame page={<ProviderReturnPage />} />} />
      <Route path="/invitation" element={<OwnFrame page={<InvitationPage />} />} />
      <Route path="/forgotten" element={<OwnFrame page={<PasswordResetPage />} />} />
      <Route element={<RequireSession />}>
        <Route index element={<HomePage />} />
        <Route path="cameras/new" element={<CameraCreatePage />} />
        <Route path="cameras/import" element={<CameraImportPage />} />
        <Route path="cameras/imports/:importId" element={<ImportOutcomePage />} />
        <Route path="cameras/:cameraId" element={<CameraPage />} />
        <Route path="cameras/:cameraId/edit" element={<CameraEditPage />} />
        <Route path="cameras/:cameraId/masks" element={<MasksPage />} />
        <Route path="cameras/:cameraId/hand-in" element={<HandInPage />} />
        <Route path="faults" element={<FaultListPage />} />
        <Route path="faults/:faultId" element={<FaultPage />} />
        <Route path="discovery" element={<DiscoveryPage />} />
        <Route path="recorders" element={<RecorderListPage />} />
        <Route path="recorders/new" element={<RecorderCreatePage />} />
        <Route path="recorders/:recorderId" element={<RecorderPage />} />
        <Route path="networks" element={<NetworkPage />} />
        <Route path="incidents" element={<IncidentListPage />} />
        <Route path="incidents/new" element={<IncidentCreatePage />} />
        <Route path="incidents/:incidentId" element={<IncidentPage />} />
        <Route path="incidents/:incidentId/watch" element={<CasePlayerPage />} />
        <Route path="incidents/:incidentId/edit" element={<IncidentEditPage />} />
        <Route path="requests" element={<RequestsPage />} />
        <Route path="requests/:requestId/watch" element={<WatchPage />} />
        <Route path="packages" element={<PackagesPage />} />
        <Route path="duty" element={<DutyPage />} />
        <Route path="roster" element={<RosterPage />} />
        <Route path="alarm-points" element={<AlarmPointsPage />} />
        <Route path="audit" element={<AuditPage />} />
        <Route path="mask-reviews" element={<MaskReviewsPage />} />
        <Route path="signs" element={<MissingSignsPage />} />
        <Route path="users" element={<UsersPage />} />
        <Route path="policies" element={<PoliciesPage />} />
        <Route path="account" element={<AccountPage />} />
        <Route path="subject-requests" element={<SubjectRequestsPage />} />
        <Route path="messages" element={<MessagesPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  );
}

/** A page outside the application's frame, while its file is fetched. */
function OwnFrame({ page }: { readonly page: ReactElement }): ReactElement {
  return <Suspense fallback={<PlainLoading />}>{page}</Suspense>;
}
