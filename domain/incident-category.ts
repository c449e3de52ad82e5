/** Categories of incidents, as `incident_category` of the database starts with them. */
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

/** The category that may not become a tool against assembly: most helpers of the product refuse to work for it. */
export const DISORDERLY_GATHERING: IncidentCategory = 'disorderly_gathering';
