import type { components } from '../generated/api.ts';
import type { AnswerOf, BodyOf, ItemOf } from './api-route.ts';

type Schemas = components['schemas'];

/** A page of a list: `nextCursor` is null on the last one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Answer of everything that goes on as a job. */
export type Accepted = AnswerOf<'POST /cameras/{id}/checks'>;

/** What the page needs to know of the service before anybody signed in. */
export type AppConfig = AnswerOf<'GET /config'>;

/** One row of the dated list of categories. */
export type IncidentCategoryName = ItemOf<'GET /incident-categories'>;

export type User = Schemas['User'];
export type ApiKey = Schemas['ApiKeyList'];
export type NewApiKey = Schemas['NewApiKey'];
export type UserItem = Schemas['UserItem'];
export type Invitation = Schemas['Invitation'];
export type InvitationLook = Schemas['InvitationLook'];
export type PaperCodeSheet = Schemas['PaperCodes'];
export type OpenSession = Schemas['OpenSession'];
export type CurrentSession = Schemas['CurrentSession'];
export type NewSession = Schemas['Session'];
/** A place that was found by its name. */
export type Place = Schemas['Place'];
export type Unit = Schemas['Unit'];
export type UnitDetail = Schemas['UnitDetail'];
export type UnitBoundary = NonNullable<UnitCreate['boundary']>;
export type UnitCreate = BodyOf<'POST /units'>;
export type UnitPatch = BodyOf<'PATCH /units/{id}'>;
export type ServiceState = Schemas['ServiceState'];
export type Camera = Schemas['Camera'];
export type CameraCreate = BodyOf<'POST /cameras'>;
export type CameraPatch = BodyOf<'PATCH /cameras/{id}'>;
export type Recorder = Schemas['Recorder'];
export type RecorderCreate = BodyOf<'POST /recorders'>;
export type RecorderPatch = BodyOf<'PATCH /recorders/{id}'>;
export type ConfirmationInput = BodyOf<'POST /cameras/{id}/confirmations'>;
export type Organisation = Schemas['Organisation'];
export type OrganisationCreate = BodyOf<'POST /organisations'>;
export type OrganisationPatch = BodyOf<'PATCH /organisations/{id}'>;
export type PlacementInput = BodyOf<'POST /cameras/{id}/placements'>;
export type CoveragePreview = Schemas['CoveragePreview'];
export type CoverageSummary = Schemas['CoverageSummary'];
export type CoverageCamera = Schemas['CoverageCamera'];
export type CoverageGroup = Schemas['CoverageGroup'];
export type CoverageTrend = Schemas['CoverageTrend'];
export type Job = Schemas['Job'];
export type Snapshot = Schemas['Snapshot'];
export type OwnPicture = ItemOf<'GET /camera-pictures'>;
export type ClockReading = Schemas['ClockReading'];
export type ClockReadingInput = BodyOf<'POST /cameras/{id}/clock-readings'>;
export type Health = Schemas['Health'];
export type Footage = Schemas['Footage'];
export type Fault = Schemas['Fault'];
export type FaultDetail = Schemas['FaultDetail'];
export type Absence = Schemas['Absence'];
export type AbsenceInput = BodyOf<'POST /cameras/{id}/absences'>;
export type AcceptedImport = AnswerOf<'POST /camera-imports'>;
export type ImportSummary = Schemas['ImportSummary'];
export type CameraImport = Schemas['Import'];
export type ImportedRow = Schemas['ImportRow'];
export type Discovery = Schemas['Discovery'];
export type DiscoveryDetail = Schemas['DiscoveryDetail'];
export type DiscoveredDevice = Schemas['DiscoveredDevice'];
export type Incident = Schemas['Incident'];
export type IncidentCreate = BodyOf<'POST /incidents'>;
export type Candidate = Schemas['Candidate'];

/** A page of candidates, with what is to be known of the answer as a whole. */
export type CandidatePage = Page<Candidate> & Pick<Schemas['CandidatePage'], 'notes' | 'replaced'>;
export type IncidentLink = Schemas['Link'];
export type Hold = Schemas['Hold'];
export type FootageRequest = Schemas['FootageRequest'];
export type EvidencePackage = Schemas['EvidencePackage'];
export type CaseMoment = Schemas['CaseMoment'];
export type CaseMomentCreate = BodyOf<'POST /incidents/{id}/moments'>;
export type MediaList = Schemas['MediaList'];
export type FootageRequestCreate = BodyOf<'POST /incidents/{id}/footage-requests'>;
export type FootagePolicy = Schemas['FootagePolicy'];
export type FootagePolicyCreate = BodyOf<'POST /footage-policies'>;
export type EmergencySuspension = Schemas['EmergencySuspension'];
export type NearbyIncident = Schemas['Nearby'];
export type IncidentApproval = Schemas['Approval'];
export type Capabilities = Schemas['Capabilities'];
export type AlertSubscription = Schemas['Subscription'];
export type AlertSubscriptionPage = Schemas['SubscriptionList'];
export type AlertSubscriptionCreate = BodyOf<'POST /alert-subscriptions'>;
export type AlertSubscriptionPatch = BodyOf<'PATCH /alert-subscriptions/{id}'>;
export type Message = Schemas['Message'];

export type RouteCamera = Schemas['RouteCamera'];
export type RouteAnswer = Schemas['RouteSearch'];
export type RouteState = Schemas['RouteState'];

/** A handed-in file. */
export type FootagePull = Schemas['FootagePull'];
export type HandIn = Schemas['HandIn'];
export type Alarm = Schemas['Alarm'];
export type AlarmPoint = Schemas['AlarmPoint'];
export type NewAlarmPoint = Schemas['NewAlarmPoint'];
export type AlarmPointCreate = BodyOf<'POST /alarm-points'>;
export type AlarmPointPatch = BodyOf<'PATCH /alarm-points/{id}'>;
export type DutyShift = Schemas['DutyShift'];
export type DutyShiftCreate = BodyOf<'POST /duty-shifts'>;
export type DutyOfficer = Schemas['DutyOfficer'];
export type Sign = Schemas['Sign'];
export type MaskReview = Schemas['MaskReview'];
export type MaskReviewCreate = BodyOf<'POST /cameras/{id}/mask-reviews'>;
export type Mask = Schemas['Mask'];
export type MaskCreate = BodyOf<'POST /cameras/{id}/masks'>;
export type MaskLiftRequest = BodyOf<'POST /cameras/{id}/masks/{maskId}/lift-requests'>;
export type SubjectRequest = Schemas['SubjectRequest'];
export type SubjectRequestDetail = Schemas['SubjectRequestDetail'];
export type SubjectRequestCreate = BodyOf<'POST /subject-requests'>;
export type SubjectRequestStepInput = BodyOf<'POST /subject-requests/{id}/steps'>;

/** Clear text of the access log that goes, or was asked to. */
export type LogErasure = Schemas['LogErasure'];
export type LogErasureCreate = BodyOf<'POST /log-erasures'>;
export type LogErasureDecision = BodyOf<'POST /log-erasures/{id}/decision'>['decision'];
export type ErasureBasis = LogErasure['basis'];

/** An event of the access log, with what is needed to check it. */
export type AuditEvent = Schemas['AuditEvent'];
export type LogHead = Schemas['Checkpoint'];
export type LogInclusion = Schemas['Inclusion'];
export type LogConsistency = Schemas['Consistency'];
