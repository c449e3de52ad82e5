/**
 * What can have changed of a camera in a period: it was registered, taken out of service, doesn't answer any more though it did or wasn't known before, answers again, or hangs or points otherwise than before. States
 * at both ends are compared: what went and came back in between shows in the uptime.
 */
export const COVERAGE_CHANGES = ['added', 'retired', 'went_dead', 'came_back', 'turned'] as const;
/** One of {@link COVERAGE_CHANGES}. */
export type CoverageChange = (typeof COVERAGE_CHANGES)[number];
