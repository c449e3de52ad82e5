import type { Locator, Page } from 'playwright-core';
import type { PagePerson, PageRecords } from './page-town.ts';
import { BROKEN } from './page-states.ts';

/** A part of a page that asks for something of its own: the rest is there while it waits or fails. */
export interface PagePart {
  readonly who: PagePerson;
  readonly address: (records: PageRecords) => string;
  /** What only this part asks for, or this one and others: the end of its address below the API. */
  readonly asks: RegExp;
  /** The part, or what is around it. */
  readonly within: (page: Page) => Locator;
  /** Selector of what it then shows. */
  readonly shows: string;
  /** Selector of what is around it, which loads as well and comes by itself. */
  readonly rest: string;
}

const main = (page: Page): Locator => page.getByRole('main');
const region = (name: string) => (page: Page) => page.getByRole('region', { name });

/** Parts that once said nothing while they loaded or when they failed. */
export const PAGE_PARTS: Readonly<Record<string, PagePart>> = {
  'whether an officer is on duty': {
    who: 'officer',
    address: () => '/duty',
    asks: /\/duty-officers\?/,
    within: main,
    shows: 'text=/^Bạn (đang|không) trong ca trực/',
    rest: 'text=Quỹ tín dụng chợ',
  },
  'marked moments of a case': {
    who: 'officer',
    address: ({ incident }) => `/incidents/${incident}/watch`,
    asks: /\/moments\?/,
    within: region('Thời điểm đã đánh dấu'),
    shows: 'text=Chưa đánh dấu thời điểm nào.',
    rest: 'video[data-shown="true"]',
  },
  'ordering an evidence package': {
    who: 'officer',
    address: ({ incident }) => `/incidents/${incident}`,
    asks: /\/footage-requests\?/,
    within: region('Gói chứng cứ'),
    shows: 'form button, p:has-text("Muốn lập gói")',
    rest: 'section:has(h2:text-is("Gói chứng cứ")) li',
  },
  'whose users a list holds': {
    who: 'admin',
    address: ({ organisation }) => `/users?organisation=${organisation}`,
    asks: /\/organisations\/[^/]+$/,
    within: main,
    shows: 'text=/^Chỉ người dùng của /',
    rest: '.mantine-Accordion-item',
  },
};

/** Opens a page of which one part is first not answered, then fails, then is answered: what the part failed to say, or to come back to by its own button. */
export async function partFaults(page: Page, part: PagePart, records: PageRecords): Promise<readonly string[]> {
  const faults: string[] = [];
  let release = (): void => {};
  const answered = new Promise<void>((resolve) => (release = resolve));
  let isBroken = true;
  const isOfPart = (url: URL): boolean => url.pathname.startsWith('/api/v1/') && part.asks.test(url.pathname + url.search);
  await page.route(isOfPart, async (route) => {
    if (!isBroken) return route.fallback();
    await answered;
    // the page may be gone by then
    await route.fulfill(BROKEN).catch(() => undefined);
  });
  await page.goto(part.address(records), { waitUntil: 'commit' });
  const within = part.within(page);
  const failed = within.getByRole('alert').filter({ hasText: /\S/ });
  const told = async (looked: Locator, fault: string): Promise<void> => {
    await looked
      .first()
      .waitFor()
      .catch(() => faults.push(fault));
  };
  await told(page.locator(part.rest), 'nothing around it comes');
  await told(within.getByRole('status').filter({ hasText: 'Đang tải' }), 'says nothing while it loads');
  release();
  await told(failed, 'says nothing of what failed');
  isBroken = false;
  if (faults.length === 0) await failed.first().getByRole('button').click();
  await told(within.locator(part.shows), 'does not come');
  await page.unroute(isOfPart);
  return faults;
}
