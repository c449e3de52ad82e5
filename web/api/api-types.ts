import type { z } from 'zod';
import type {
  alarmOut,
  alarmPointCreateWire,
  alarmPointOut,
  alarmPointPatchWire,
  dutyOfficerOut,
  dutyShiftOut,
  dutyShiftWire,
  newAlarmPointOut,
} from '../../domain/wire/alarm-wire.ts';
import type { auditEventOut, checkpointOut, consistencyOut, inclusionOut } from '../../domain/wire/audit-wire.ts';
import type { coveragePreviewOut } from '../../domain/wire/coverage-wire.ts';
import type { coverageCameraOut, coverageSummaryOut, coverageTrendOut } from '../../domain/wire/coverage-summary-wire.ts';
import type { cameraCreateWire, cameraOut, cameraPatchWire, placementWire } from '../../domain/wire/camera-wire.ts';
import type { capabilitiesOut } from '../../domain/wire/capability-wire.ts';
import type { importAcceptedWire, importOut, importRowOut, importSummaryOut } from '../../domain/wire/camera-import-wire.ts';
import type { clockReadingOut, clockReadingWire } from '../../domain/wire/clock-wire.ts';
import type { confirmationWire } from '../../domain/wire/confirmation-wire.ts';
import type { footageOut, healthOut, jobOut, snapshotOut } from '../../domain/wire/contact-wire.ts';
import type { absenceOut, absenceWire, faultDetailOut, faultOut } from '../../domain/wire/fault-wire.ts';
import type { ownPictureOut } from '../../domain/wire/own-picture-wire.ts';
import type { discoveredDeviceOut, discoveryDetailOut, discoveryOut } from '../../domain/wire/discovery-wire.ts';
import type { footagePullOut } from '../../domain/wire/footage-pull-wire.ts';
import type {
  emergencySuspensionOut,
  footagePolicyCreateWire,
  footagePolicyOut,
  footageRequestCreateWire,
  footageRequestOut,
} from '../../domain/wire/footage-request-wire.ts';
import type { evidencePackageOut } from '../../domain/wire/evidence-package-wire.ts';
import type { caseMomentCreateWire, caseMomentOut } from '../../domain/wire/case-moment-wire.ts';
import type { mediaListOut } from '../../domain/wire/media-wire.ts';
import type { holdOut } from '../../domain/wire/hold-wire.ts';
import type { nearbyOut } from '../../domain/wire/incident-merge-wire.ts';
import type { handInOut } from '../../domain/wire/hand-in-wire.ts';
import type { approvalOut, candidateOut, candidatePageOut, incidentCreateWire, incidentOut, linkOut } from '../../domain/wire/incident-wire.ts';
import type { messageOut, subscriptionCreateWire, subscriptionListOut, subscriptionOut, subscriptionPatchWire } from '../../domain/wire/message-wire.ts';
import type { organisationCreateWire, organisationOut, organisationPatchWire } from '../../domain/wire/organisation-wire.ts';
import type { recorderCreateWire, recorderOut, recorderPatchWire } from '../../domain/wire/recorder-wire.ts';
import type { routeCameraOut, routeSearchOut, routeStateOut } from '../../domain/wire/route-wire.ts';
import type { logErasureCreateWire, logErasureDecisionWire, logErasureOut } from '../../domain/wire/log-erasure-wire.ts';
import type { maskReviewCreateWire, maskReviewOut } from '../../domain/wire/mask-review-wire.ts';
import type { maskCreateWire, maskLiftRequestWire, maskOut } from '../../domain/wire/mask-wire.ts';
import type { signOut } from '../../domain/wire/sign-wire.ts';
import type { invitationLookOut, invitationOut, userItemOut } from '../../domain/wire/user-wire.ts';
import type { apiKeyListOut, newApiKeyOut } from '../../domain/wire/api-key-wire.ts';
import type { paperCodesOut } from '../../domain/wire/account-wire.ts';
import type { currentSessionOut, openSessionOut, sessionOut, userOut } from '../../domain/wire/session-wire.ts';
import type { subjectRequestCreateWire, subjectRequestDetailOut, subjectRequestOut, subjectRequestStepWire } from '../../domain/wire/subject-request-wire.ts';
import type { placeOut } from '../../domain/wire/place-wire.ts';
import type { serviceStateOut } from '../../domain/wire/service-wire.ts';
import type { unitBoundaryWire, unitCreateWire, unitDetailOut, unitOut, unitPatchWire } from '../../domain/wire/unit-wire.ts';

/** A page of a list: `nextCursor` is null on the last one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Answer of everything that goes on as a job. */
export interface Accepted {
  readonly jobId: string;
}

/** What the page needs to know of the service before anybody signed in. */
export interface AppConfig {
  readonly mapStyleUrl: string | null;
  readonly demo: boolean;
  readonly version: string;
  /** What the sign-in service of the operator's choice is called; null without one. */
  readonly providerLabel: string | null;
}

/** One row of the dated list of categories. */
export interface IncidentCategoryName {
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
}

export type User = z.output<typeof userOut>;
export type ApiKey = z.output<typeof apiKeyListOut>;
export type NewApiKey = z.output<typeof newApiKeyOut>;
export type UserItem = z.output<typeof userItemOut>;
export type Invitation = z.output<typeof invitationOut>;
export type InvitationLook = z.output<typeof invitationLookOut>;
export type PaperCodeSheet = z.output<typeof paperCodesOut>;
export type OpenSession = z.output<typeof openSessionOut>;
export type CurrentSession = z.output<typeof currentSessionOut>;
export type NewSession = z.output<typeof sessionOut>;
/** A place that was found by its name. */
export type Place = z.output<typeof placeOut>;
export type Unit = z.output<typeof unitOut>;
export type UnitDetail = z.output<typeof unitDetailOut>;
export type UnitBoundary = z.output<typeof unitBoundaryWire>;
export type UnitCreate = z.input<typeof unitCreateWire>;
export type UnitPatch = z.input<typeof unitPatchWire>;
export type ServiceState = z.output<typeof serviceStateOut>;
export type Camera = z.output<typeof cameraOut>;
export type CameraCreate = z.input<typeof cameraCreateWire>;
export type CameraPatch = z.input<typeof cameraPatchWire>;
export type Recorder = z.output<typeof recorderOut>;
export type RecorderCreate = z.input<typeof recorderCreateWire>;
export type RecorderPatch = z.input<typeof recorderPatchWire>;
export type ConfirmationInput = z.input<typeof confirmationWire>;
export type Organisation = z.output<typeof organisationOut>;
export type OrganisationCreate = z.input<typeof organisationCreateWire>;
export type OrganisationPatch = z.input<typeof organisationPatchWire>;
export type PlacementInput = z.input<typeof placementWire>;
export type CoveragePreview = z.output<typeof coveragePreviewOut>;
export type CoverageSummary = z.output<typeof coverageSummaryOut>;
export type CoverageCamera = z.output<typeof coverageCameraOut>;
export type CoverageTrend = z.output<typeof coverageTrendOut>;
export type Job = z.output<typeof jobOut>;
export type Snapshot = z.output<typeof snapshotOut>;
export type OwnPicture = z.output<typeof ownPictureOut>;
export type ClockReading = z.output<typeof clockReadingOut>;
export type ClockReadingInput = z.input<typeof clockReadingWire>;
export type Health = z.output<typeof healthOut>;
export type Footage = z.output<typeof footageOut>;
export type Fault = z.output<typeof faultOut>;
export type FaultDetail = z.output<typeof faultDetailOut>;
export type Absence = z.output<typeof absenceOut>;
export type AbsenceInput = z.input<typeof absenceWire>;
export type AcceptedImport = z.output<typeof importAcceptedWire>;
export type ImportSummary = z.output<typeof importSummaryOut>;
export type CameraImport = z.output<typeof importOut>;
export type ImportedRow = z.output<typeof importRowOut>;
export type Discovery = z.output<typeof discoveryOut>;
export type DiscoveryDetail = z.output<typeof discoveryDetailOut>;
export type DiscoveredDevice = z.output<typeof discoveredDeviceOut>;
export type Incident = z.output<typeof incidentOut>;
export type IncidentCreate = z.input<typeof incidentCreateWire>;
export type Candidate = z.output<typeof candidateOut>;

/** A page of candidates, with what is to be known of the answer as a whole. */
export type CandidatePage = Page<Candidate> & Pick<z.output<typeof candidatePageOut>, 'notes' | 'replaced'>;
export type IncidentLink = z.output<typeof linkOut>;
export type Hold = z.output<typeof holdOut>;
export type FootageRequest = z.output<typeof footageRequestOut>;
export type EvidencePackage = z.output<typeof evidencePackageOut>;
export type CaseMoment = z.output<typeof caseMomentOut>;
export type CaseMomentCreate = z.input<typeof caseMomentCreateWire>;
export type MediaList = z.output<typeof mediaListOut>;
export type FootageRequestCreate = z.input<typeof footageRequestCreateWire>;
export type FootagePolicy = z.output<typeof footagePolicyOut>;
export type FootagePolicyCreate = z.input<typeof footagePolicyCreateWire>;
export type EmergencySuspension = z.output<typeof emergencySuspensionOut>;
export type NearbyIncident = z.output<typeof nearbyOut>;
export type IncidentApproval = z.output<typeof approvalOut>;
export type Capabilities = z.output<typeof capabilitiesOut>;
export type AlertSubscription = z.output<typeof subscriptionOut>;
export type AlertSubscriptionPage = z.output<typeof subscriptionListOut>;
export type AlertSubscriptionCreate = z.input<typeof subscriptionCreateWire>;
export type AlertSubscriptionPatch = z.input<typeof subscriptionPatchWire>;
export type Message = z.output<typeof messageOut>;

export type RouteCamera = z.output<typeof routeCameraOut>;
export type RouteAnswer = z.output<typeof routeSearchOut>;
export type RouteState = z.output<typeof routeStateOut>;

/** A handed-in file. */
export type FootagePull = z.output<typeof footagePullOut>;
export type HandIn = z.output<typeof handInOut>;
export type Alarm = z.output<typeof alarmOut>;
export type AlarmPoint = z.output<typeof alarmPointOut>;
export type NewAlarmPoint = z.output<typeof newAlarmPointOut>;
export type AlarmPointCreate = z.input<typeof alarmPointCreateWire>;
export type AlarmPointPatch = z.input<typeof alarmPointPatchWire>;
export type DutyShift = z.output<typeof dutyShiftOut>;
export type DutyShiftCreate = z.input<typeof dutyShiftWire>;
export type DutyOfficer = z.output<typeof dutyOfficerOut>;
export type Sign = z.output<typeof signOut>;
export type MaskReview = z.output<typeof maskReviewOut>;
export type MaskReviewCreate = z.input<typeof maskReviewCreateWire>;
export type Mask = z.output<typeof maskOut>;
export type MaskCreate = z.input<typeof maskCreateWire>;
export type MaskLiftRequest = z.input<typeof maskLiftRequestWire>;
export type SubjectRequest = z.output<typeof subjectRequestOut>;
export type SubjectRequestDetail = z.output<typeof subjectRequestDetailOut>;
export type SubjectRequestCreate = z.input<typeof subjectRequestCreateWire>;
export type SubjectRequestStepInput = z.input<typeof subjectRequestStepWire>;

/** Clear text of the access log that goes, or was asked to. */
export type LogErasure = z.output<typeof logErasureOut>;
export type LogErasureCreate = z.input<typeof logErasureCreateWire>;
export type LogErasureDecision = z.input<typeof logErasureDecisionWire>['decision'];
export type ErasureBasis = LogErasure['basis'];

/** An event of the access log, with what is needed to check it. */
export type AuditEvent = z.output<typeof auditEventOut>;
export type LogHead = z.output<typeof checkpointOut>;
export type LogInclusion = z.output<typeof inclusionOut>;
export type LogConsistency = z.output<typeof consistencyOut>;
