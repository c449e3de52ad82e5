/**
 * Days off in Viet Nam that fall on Monday to Friday, `yyyy-mm-dd`: the eleven public holidays of Labour Code 45/2019/QH14, article 112 (1 January; five days of Tết; the Hùng kings' day, the 10th of the
 * third lunar month; 30 April; 1 May; 2 September and the day before or after it), and the working day off in place of one that falls on Saturday or Sunday (article 111.3).
 *
 * 2026 as announced by the Ministry of Home Affairs, with the two days that were exchanged (2 January, 31 August). From 2027 on by the law's rule, with Tết taken as the last day of the old year and the first four of the
 * new one: to be compared with each year's notice. First days of the lunar year: 17/02/2026, 06/02/2027, 26/01/2028, 13/02/2029, 02/02/2030; a test computes them anew from the moon.
 */
const DAYS_OFF: ReadonlySet<string> = new Set([
  ...['2026-01-01', '2026-01-02', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'],
  ...['2026-04-27', '2026-04-30', '2026-05-01', '2026-08-31', '2026-09-01', '2026-09-02'],
  ...['2027-01-01', '2027-02-05', '2027-02-08', '2027-02-09', '2027-02-10', '2027-02-11', '2027-04-16', '2027-04-30', '2027-05-03', '2027-09-02', '2027-09-03'],
  ...['2028-01-03', '2028-01-25', '2028-01-26', '2028-01-27', '2028-01-28', '2028-01-31', '2028-04-04', '2028-05-01', '2028-05-02', '2028-09-01', '2028-09-04'],
  ...['2029-01-01', '2029-02-12', '2029-02-13', '2029-02-14', '2029-02-15', '2029-02-16', '2029-04-23', '2029-04-30', '2029-05-01', '2029-09-03', '2029-09-04'],
  ...['2030-01-01', '2030-02-01', '2030-02-04', '2030-02-05', '2030-02-06', '2030-02-07', '2030-04-12', '2030-04-30', '2030-05-01', '2030-09-02', '2030-09-03'],
]);

/** Whether a day of Viet Nam, `yyyy-mm-dd`, is a public holiday or the day off in place of one; false for Saturdays and Sundays as such, and for years after 2030, which the table doesn't know. */
export function isVietnamHoliday(day: string): boolean {
  return DAYS_OFF.has(day);
}
