import { viAdmin } from './vi/admin.ts';
import { viAuditAction } from './vi/audit-action.ts';
import { viClock } from './vi/clock.ts';
import { viImport } from './vi/import.ts';
import { viDiscovery } from './vi/discovery.ts';
import { viHandIn } from './vi/hand-in.ts';
import { viPlacement } from './vi/placement.ts';
import { viPlayer } from './vi/player.ts';
import { viPull } from './vi/pull.ts';
import { viRegistering } from './vi/registering.ts';
import { viServiceState } from './vi/service-state.ts';
import { viWatch } from './vi/watch.ts';
import { viLogErasure } from './vi/log-erasure.ts';
import { viMask } from './vi/mask.ts';
import { viSubjectRequest } from './vi/subject-request.ts';
import { viCoverage } from './vi/coverage.ts';
import { viFault } from './vi/fault.ts';
import { viIncident } from './vi/incident.ts';
import { viHold } from './vi/hold.ts';
import { viMessage } from './vi/message.ts';
import { viRecorder } from './vi/recorder.ts';
import { viRequest } from './vi/request.ts';
import { viPackage } from './vi/package.ts';
import { viRoute } from './vi/route.ts';
import { viAudit } from './vi/audit.ts';
import { viPolicy } from './vi/policy.ts';

/** Vietnamese texts that only pages behind the first one need: they come with the first of those. */
export const viRest = {
  ...viPlacement,
  ...viClock,
  ...viImport,
  ...viHandIn,
  ...viPull,
  ...viDiscovery,
  ...viRegistering,
  ...viWatch,
  ...viPlayer,
  ...viAuditAction,
  ...viSubjectRequest,
  ...viLogErasure,
  ...viMask,
  ...viAdmin,
  ...viServiceState,
  ...viCoverage,
  ...viFault,
  ...viIncident,
  ...viHold,
  ...viMessage,
  ...viRecorder,
  ...viRequest,
  ...viPackage,
  ...viRoute,
  ...viAudit,
  ...viPolicy,
};
