import { viAccount } from './vi/account.ts';
import { viAdmin } from './vi/admin.ts';
import { viAlarm } from './vi/alarm.ts';
import { viAudit } from './vi/audit.ts';
import { viAuditAction } from './vi/audit-action.ts';
import { viCamera } from './vi/camera.ts';
import { viCameraWork } from './vi/camera-work.ts';
import { viCoverage } from './vi/coverage.ts';
import { viClock } from './vi/clock.ts';
import { viFault } from './vi/fault.ts';
import { viHold } from './vi/hold.ts';
import { viImport } from './vi/import.ts';
import { viDiscovery } from './vi/discovery.ts';
import { viHandIn } from './vi/hand-in.ts';
import { viIncident } from './vi/incident.ts';
import { viMessage } from './vi/message.ts';
import { viOffline } from './vi/offline.ts';
import { viPackage } from './vi/package.ts';
import { viPlacement } from './vi/placement.ts';
import { viPolicy } from './vi/policy.ts';
import { viPlayer } from './vi/player.ts';
import { viProblem } from './vi/problem.ts';
import { viPull } from './vi/pull.ts';
import { viRecorder } from './vi/recorder.ts';
import { viRegistering } from './vi/registering.ts';
import { viRequest } from './vi/request.ts';
import { viRoute } from './vi/route.ts';
import { viUser } from './vi/user.ts';
import { viServiceState } from './vi/service-state.ts';
import { viShell } from './vi/shell.ts';
import { viWatch } from './vi/watch.ts';
import { viLogErasure } from './vi/log-erasure.ts';
import { viMask } from './vi/mask.ts';
import { viSubjectRequest } from './vi/subject-request.ts';

/** All Vietnamese texts; the English ones have the same keys. */
export const vi = {
  ...viShell,
  ...viAccount,
  ...viUser,
  ...viPolicy,
  ...viProblem,
  ...viCamera,
  ...viCameraWork,
  ...viPlacement,
  ...viCoverage,
  ...viClock,
  ...viFault,
  ...viImport,
  ...viHandIn,
  ...viIncident,
  ...viHold,
  ...viPull,
  ...viMessage,
  ...viDiscovery,
  ...viRecorder,
  ...viRegistering,
  ...viRequest,
  ...viWatch,
  ...viPlayer,
  ...viPackage,
  ...viRoute,
  ...viAlarm,
  ...viAudit,
  ...viAuditAction,
  ...viSubjectRequest,
  ...viLogErasure,
  ...viMask,
  ...viOffline,
  ...viAdmin,
  ...viServiceState,
};
