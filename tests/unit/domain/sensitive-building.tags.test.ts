import { expect, test } from 'vitest';
import { sensitiveCategoryOf } from '../../../domain/sensitive-building.ts';

const of = (tags: Record<string, string>) => sensitiveCategoryOf((name) => tags[name]);

test('schools, clinics, homes and places of worship are known by the tags of OpenStreetMap and by our own', () => {
  expect(of({ building: 'yes', amenity: 'Kindergarten' })).toBe('school');
  expect(of({ building: 'apartments' })).toBe('home');
  expect(of({ amenity: 'place_of_worship', building: 'house' })).toBe('worship');
  expect(of({ category: 'clinic', building: 'house' })).toBe('clinic');
  expect(of({ building: 'pagoda' })).toBe('worship');
  const others: Record<string, string>[] = [{}, { building: 'yes' }, { building: 'garage', amenity: 'cafe' }, { building: 'constructor' }];
  for (const tags of others) expect(of(tags)).toBeNull();
});
