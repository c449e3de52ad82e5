/** Kinds of buildings that make a look at masks necessary where a camera sees them. */
export const SENSITIVE_CATEGORIES = ['worship', 'school', 'clinic', 'home'] as const;
export type SensitiveCategory = (typeof SENSITIVE_CATEGORIES)[number];

/** Values of OpenStreetMap's keys `amenity` and `building` (wiki, Key:amenity, Key:building). */
const VALUES: Readonly<Record<SensitiveCategory, readonly string[]>> = {
  worship: ['place_of_worship', 'monastery', 'church', 'cathedral', 'chapel', 'mosque', 'temple', 'shrine', 'synagogue', 'pagoda', 'religious'],
  school: ['school', 'kindergarten', 'childcare', 'college', 'university'],
  clinic: ['hospital', 'clinic', 'doctors', 'dentist', 'social_facility', 'nursing_home'],
  home: [
    ...['house', 'residential', 'apartments', 'detached', 'semidetached_house', 'terrace', 'bungalow', 'dormitory', 'farm', 'stilt_house', 'houseboat'],
    ...['static_caravan', 'cabin'],
  ],
};
const CATEGORY_OF = new Map(SENSITIVE_CATEGORIES.flatMap((category) => [category, ...VALUES[category]].map((value) => [value, category] as const)));

/** What a building is, by our own `category`, else by OpenStreetMap's `amenity` and `building`; null: nothing that is known to be sensitive. */
export function sensitiveCategoryOf(tagOf: (name: string) => string | undefined): SensitiveCategory | null {
  for (const name of ['category', 'amenity', 'building']) {
    const category = CATEGORY_OF.get(tagOf(name)?.toLowerCase() ?? '');
    if (category !== undefined) return category;
  }
  return null;
}
