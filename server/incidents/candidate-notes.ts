import type { WhyLanguage } from '../../domain/candidate-why.ts';
import type { CandidateRow } from '../../db/repositories/candidate-repository.ts';
import { CANDIDATE_LIMITS } from '../../db/repositories/candidate-statement.ts';

/** What is to be known of an answer as a whole. */
export interface CandidateNote {
  readonly code: 'more_see_the_place' | 'more_ways' | 'roads_unknown';
  readonly message: string;
}

const MESSAGES: Readonly<Record<WhyLanguage, Readonly<Record<CandidateNote['code'], string>>>> = {
  vi: {
    more_see_the_place: `Chỉ nêu ${CANDIDATE_LIMITS.seeing} camera gần nhất có thể nhìn thấy nơi xảy ra. Hãy thu hẹp vị trí của vụ việc.`,
    more_ways: `Chỉ nêu ${CANDIDATE_LIMITS.near} camera gần nhất trên lối đến hoặc đi. Hãy thu hẹp vị trí của vụ việc.`,
    roads_unknown: 'Chưa có dữ liệu đường ở nơi này: camera trên lối đến hoặc đi được chọn theo khoảng cách.',
  },
  en: {
    more_see_the_place: `Only the nearest ${CANDIDATE_LIMITS.seeing} cameras that could see the place are named. Narrow the place of the incident.`,
    more_ways: `Only the nearest ${CANDIDATE_LIMITS.near} cameras on the ways to and from the place are named. Narrow the place of the incident.`,
    roads_unknown: 'No roads are known here: cameras on the ways to and from the place are chosen by distance.',
  },
};

/** Says where an answer was cut off at its limits, and when ways were found by distance only. */
export function candidateNotes(found: readonly CandidateRow[], language: WhyLanguage): CandidateNote[] {
  const ways = found.filter(({ facts }) => facts.sees === 'none');
  const codes: CandidateNote['code'][] = [
    ...(found.length - ways.length >= CANDIDATE_LIMITS.seeing ? (['more_see_the_place'] as const) : []),
    ...(ways.length >= CANDIDATE_LIMITS.near ? (['more_ways'] as const) : []),
    ...(ways.some(({ facts }) => facts.way?.kind === 'distance') ? (['roads_unknown'] as const) : []),
  ];
  return codes.map((code) => ({ code, message: MESSAGES[language][code] }));
}
