/** Categories of an incident; the database holds the dated list with its names. */
export const INCIDENT_CATEGORIES = [
  'public_disorder',
  'intentional_injury',
  'traffic_accident',
  'theft',
  'disorderly_gathering',
  'brawl',
  'property_damage',
] as const;
export type IncidentCategory = (typeof INCIDENT_CATEGORIES)[number];

export const INCIDENT_OUTCOMES = ['open', 'prevented', 'dispersed', 'cleared_with_footage', 'cleared_otherwise'] as const;
export type IncidentOutcome = (typeof INCIDENT_OUTCOMES)[number];

export const LINK_VERDICTS = ['confirmed', 'rejected'] as const;
export type LinkVerdict = (typeof LINK_VERDICTS)[number];

export const APPROVAL_KINDS = ['extent', 'route'] as const;
export type ApprovalKind = (typeof APPROVAL_KINDS)[number];
