import type { PageVisit } from '../support/web/page-visits.ts';

const PEOPLE: Readonly<Record<PageVisit['who'], string>> = {
  board: 'board of a neighbourhood',
  officer: 'officer',
  officer2: 'second officer',
  commander: 'commander',
  auditor: 'auditor',
  admin: 'administrator',
  nobody: 'before the sign-in',
};

/** `docs/screens/README.md`: every address with its pictures, by the people whose pages they are. */
export function screensIndex(visits: Readonly<Record<string, readonly PageVisit[]>>): string {
  const rows = Object.entries(visits).flatMap(([address, ofAddress]) => ofAddress.map((visit) => ({ address, visit })));
  const people = [...new Set(rows.map(({ visit }) => visit.who))];
  const picture = (language: string, name: string): string => `[${language}](${language}/${name}.webp)`;
  const cells = ({ name, onPhones }: PageVisit): string =>
    `${picture('vi', name)} ${picture('en', name)} | ${onPhones ? `[vi](vi/${name}-360.webp) [en](en/${name}-360.webp)` : ''}`;
  const sections = people.map((who) => {
    const lines = rows.filter(({ visit }) => visit.who === who).map(({ address, visit }) => `| \`${address}\` | ${cells(visit)} |`);
    return [
      `## ${PEOPLE[who][0]!.toUpperCase()}${PEOPLE[who].slice(1)}`,
      '',
      '| address | desktop, 1280 px | phone, 360 px |',
      '| --- | --- | --- |',
      ...lines,
      '',
    ].join('\n');
  });
  return [
    '# Every page',
    '',
    'Pictures of the demo town, taken by `npm run screens`, which also writes this page: in Vietnamese and in English, as the person whose page it is. A long page goes on below its picture.',
    '',
    ...sections,
  ].join('\n');
}
