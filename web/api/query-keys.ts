/**
 * Keys of everything that is fetched. All that hangs on one camera or incident begins with the same two parts, so that one live
 * event makes exactly that stale.
 */
export const queryKeys = {
  session: ['session'] as const,
  ownSessions: ['own-sessions'] as const,
  userLists: ['users'] as const,
  userList: (filter: object) => ['users', filter] as const,
  /** Looks are logged: nothing repeats them by itself. */
  userSessions: (userId: string) => ['user-sessions', userId] as const,
  organisationLists: ['organisations'] as const,
  organisationList: (filter: object) => ['organisations', 'list', filter] as const,
  organisation: (organisationId: string) => ['organisations', 'one', organisationId] as const,
  organisationsOf: (kinds: readonly string[]) => ['organisations', kinds] as const,
  secondFactor: ['second-factor'] as const,
  apiKeys: ['api-keys'] as const,
  config: ['config'] as const,
  baseMap: (url: string | null, language: string) => ['base-map', url, language] as const,
  cameraLists: ['cameras'] as const,
  cameraList: (filter: object) => ['cameras', filter] as const,
  camera: (cameraId: string) => ['camera', cameraId] as const,
  cameraPart: (cameraId: string, part: string, detail?: string) => ['camera', cameraId, part, detail] as const,
  /** Looks at the index of footage and pictures are logged for the board to read: live changes don't repeat them. */
  footageIndex: (cameraId: string, part: string) => ['footage-index', cameraId, part] as const,
  /** Looks are logged, and pictures are kept nowhere: nothing repeats them by itself. */
  ownPictures: (cameraIds: readonly string[]) => ['own-pictures', cameraIds] as const,
  coverage: ['coverage'] as const,
  /** Figures of now are asked for again by the clock. */
  coverageSummaries: ['coverage', 'summary'] as const,
  coverageSummary: (question: object) => ['coverage', 'summary', question] as const,
  /** What is behind the figures of now; that of an earlier day stays. */
  coverageBehindNow: ['coverage', 'behind now'] as const,
  coverageBehind: (part: string, question: { readonly asOf?: string | undefined }) =>
    ['coverage', question.asOf === undefined ? 'behind now' : 'behind then', part, question] as const,
  /** Looks at incidents are logged: live changes don't repeat them, they only offer to. */
  mapIncidents: (question: object) => ['map-incidents', question] as const,
  coveragePreview: (placement: object | null) => ['coverage-preview', placement] as const,
  handIns: (cameraId: string) => ['hand-ins', cameraId] as const,
  cameras: ['camera'] as const,
  clock: (kind: 'camera' | 'recorder', id: string) => ['clock', kind, id] as const,
  clocks: ['clock'] as const,
  faultLists: ['faults'] as const,
  faultList: (filter: object) => ['faults', filter] as const,
  fault: (faultId: string) => ['fault', faultId] as const,
  faults: ['fault'] as const,
  unit: (unitId: string) => ['unit', unitId] as const,
  unitParts: ['unit'] as const,
  unitLines: ['unit-line'] as const,
  unitLine: (unitId: string) => ['unit-line', unitId] as const,
  units: (level: string) => ['units', level] as const,
  unitLists: ['units'] as const,
  unitsUnder: (parentId: string | null) => ['units', 'under', parentId] as const,
  serviceState: ['service-state'] as const,
  places: (q: string, near: readonly number[] | undefined) => ['places', q, near] as const,
  incidentLists: ['incidents'] as const,
  incidentList: (filter: object) => ['incidents', filter] as const,
  incident: (incidentId: string) => ['incident', incidentId] as const,
  candidates: (incidentId: string, filter: object) => ['incident', incidentId, 'candidates', filter] as const,
  holds: (incidentId: string) => ['incident', incidentId, 'holds'] as const,
  /** Looks at pulls are logged: only their own changes repeat them, and a break in which such a change may have been missed. */
  incidentPullLists: ['incident-pulls'] as const,
  incidentPulls: (incidentId: string) => ['incident-pulls', incidentId] as const,
  requests: ['requests'] as const,
  requestList: (filter: object) => ['requests', filter] as const,
  incidentRequests: (incidentId: string) => ['requests', 'incident', incidentId] as const,
  /** Own requests of an incident that are open: what is on screen goes with them. */
  openRequests: (incidentId: string) => ['requests', 'open', incidentId] as const,
  requestsWaiting: ['requests-waiting'] as const,
  /** A request whose media are on screen: looked at again as soon as something becomes of it. */
  watchedRequest: (requestId: string) => ['watched-request', requestId] as const,
  /** Opening it is logged, and takes it over from another session: live changes don't repeat it. */
  media: (requestId: string) => ['media', requestId] as const,
  openedMedia: (requestId: string, from: string, to: string) => ['media', requestId, from, to] as const,
  /** Looks at marked moments are logged: only one's own marks repeat them. */
  moments: (incidentId: string) => ['moments', incidentId] as const,
  /** Looks at packages are logged: only the end of one that the reader waits for repeats them. */
  packages: ['packages'] as const,
  packageList: (incidentId: string | undefined) => ['packages', incidentId] as const,
  suspensions: ['emergency-suspensions'] as const,
  policies: ['footage-policies'] as const,
  nearby: (incidentId: string) => ['incident', incidentId, 'nearby'] as const,
  approvals: (incidentId: string) => ['incident', incidentId, 'approvals'] as const,
  routeState: (incidentId: string) => ['incident', incidentId, 'route-state'] as const,
  /** Each search is a logged look: live changes don't repeat it. */
  routeSearch: (incidentId: string, question: object) => ['route-search', incidentId, question] as const,
  incidents: ['incident'] as const,
  categories: ['incident-categories'] as const,
  missingSigns: ['missing-signs'] as const,
  maskReviews: ['mask-reviews'] as const,
  /** Looks at these are logged: live changes don't repeat them. */
  subjectRequests: ['subject-requests'] as const,
  alarms: ['alarms'] as const,
  alarmPoints: ['alarm-points'] as const,
  duty: ['duty'] as const,
  subscriptions: ['alert-subscriptions'] as const,
  ownSubscriptions: ['alert-subscriptions', 'mine'] as const,
  messages: ['messages'] as const,
  pushKey: ['push-key'] as const,
  cameraImports: ['camera-imports'] as const,
  cameraImport: (importId: string) => ['job', importId, 'import'] as const,
  importRows: (importId: string, filter: object) => ['job', importId, 'rows', filter] as const,
  newestDiscovery: ['discovery'] as const,
  discovery: (discoveryId: string) => ['discovery', discoveryId] as const,
  /** An auditor's looks are logged: nothing repeats them by itself. */
  auditEvents: (filter: object) => ['audit-events', filter] as const,
  /** Looks are logged: nothing repeats them by itself. */
  logErasures: ['log-erasures'] as const,
  /** The id of a job that was started in this window and has not ended: never fetched. */
  runningJob: (deviceId: string, what: string) => ['running-job', deviceId, what] as const,
  job: (jobId: string) => ['job', jobId] as const,
  jobs: ['job'] as const,
};
