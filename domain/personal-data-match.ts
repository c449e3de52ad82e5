/** What free text may not hold. */
export const PERSONAL_DATA_KINDS = ['licence_plate', 'citizen_id', 'phone_number'] as const;
export type PersonalDataKind = (typeof PERSONAL_DATA_KINDS)[number];

/** One find in a text; `offset` and `length` count UTF-16 units, as the browser's text fields do. */
export interface PersonalDataMatch {
  readonly kind: PersonalDataKind;
  readonly offset: number;
  readonly length: number;
}
