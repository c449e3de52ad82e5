import type { PageWords } from './page-town.ts';

const LONGEST_NAME = 200;
const FILLER = ' khu phố Nguyễn Thị Minh Khai mở rộng, đoạn từ ngã ba Bưu điện đến cổng phía đông chợ Đinh Văn, hẻm 128/45/12 đường Trần Hưng Đạo nối dài';

/** Names and sentences as people write them. */
export const everydayWords: PageWords = { name: (start) => start, text: (start) => start };

/** The longest names that the service takes, sentences of several lines, and a word that no line holds. */
export const longestWords: PageWords = {
  name: (start) => `${start}${FILLER.repeat(2)}`.slice(0, LONGEST_NAME).trim(),
  text: (start) => `${start} Ghi tại${FILLER}. Tep_${'banghinhdaughi'.repeat(6)}.mp4`,
};
