import { enAccount } from './en/account.ts';
import { enAdmin } from './en/admin.ts';
import { enAlarm } from './en/alarm.ts';
import { enAudit } from './en/audit.ts';
import { enAuditAction } from './en/audit-action.ts';
import { enCamera } from './en/camera.ts';
import { enCameraWork } from './en/camera-work.ts';
import { enCoverage } from './en/coverage.ts';
import { enClock } from './en/clock.ts';
import { enFault } from './en/fault.ts';
import { enHold } from './en/hold.ts';
import { enImport } from './en/import.ts';
import { enDiscovery } from './en/discovery.ts';
import { enHandIn } from './en/hand-in.ts';
import { enIncident } from './en/incident.ts';
import { enMessage } from './en/message.ts';
import { enOffline } from './en/offline.ts';
import { enPackage } from './en/package.ts';
import { enPlacement } from './en/placement.ts';
import { enPolicy } from './en/policy.ts';
import { enPlayer } from './en/player.ts';
import { enProblem } from './en/problem.ts';
import { enPull } from './en/pull.ts';
import { enRecorder } from './en/recorder.ts';
import { enRegistering } from './en/registering.ts';
import { enRequest } from './en/request.ts';
import { enRoute } from './en/route.ts';
import { enUser } from './en/user.ts';
import { enServiceState } from './en/service-state.ts';
import { enShell } from './en/shell.ts';
import { enWatch } from './en/watch.ts';
import { enLogErasure } from './en/log-erasure.ts';
import { enMask } from './en/mask.ts';
import { enSubjectRequest } from './en/subject-request.ts';
import type { Translation } from './translation.ts';

/** All English texts. */
export const en: Translation = {
  ...enShell,
  ...enAccount,
  ...enUser,
  ...enPolicy,
  ...enProblem,
  ...enCamera,
  ...enCameraWork,
  ...enPlacement,
  ...enCoverage,
  ...enClock,
  ...enFault,
  ...enImport,
  ...enHandIn,
  ...enIncident,
  ...enHold,
  ...enPull,
  ...enMessage,
  ...enDiscovery,
  ...enRecorder,
  ...enRegistering,
  ...enRequest,
  ...enWatch,
  ...enPlayer,
  ...enPackage,
  ...enRoute,
  ...enAlarm,
  ...enAudit,
  ...enAuditAction,
  ...enSubjectRequest,
  ...enLogErasure,
  ...enMask,
  ...enOffline,
  ...enAdmin,
  ...enServiceState,
};
