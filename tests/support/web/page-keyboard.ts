import type { Page } from 'playwright-core';
import { untilDrawn } from './page-layout.ts';

/** Presses beyond one for each thing that can be pressed: parts that scroll, maps, and the parts of a date or a video. */
const MOST_FURTHER_PRESSES = 120;
const PRESSES_AT_ONCE = 15;

/**
 * What is wrong for somebody who has only the Tab key, in the window as it stands: it doesn't come round, doesn't come to something visible that can be pressed (of radios and tabs, to one of a group), leaves the order of the
 * page, or comes to something that lies outside the window or under something else (WCAG 2.2: 2.1.1, 2.1.2, 2.4.3, 2.4.11). Each as a line that says where.
 */
export async function keyboardFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(untilDrawn, page.viewportSize()?.width);
  const expected = await page.evaluate(startWalk);
  let [presses, isRound] = [0, false];
  while (!isRound && presses < expected + MOST_FURTHER_PRESSES) {
    const next = presses === 0 ? expected + 1 : PRESSES_AT_ONCE;
    for (let press = 0; press < next; press += 1) await page.keyboard.press('Tab');
    presses += next;
    isRound = await page.evaluate(isWalkRound);
  }
  return page.evaluate(endWalk);
}

interface Walk {
  readonly visited: Element[];
  /** Where the focus was out of sight. */
  readonly unseen: Map<Element, string>;
  readonly pressables: () => Element[];
  readonly end: () => void;
}
type WalkedWindow = typeof globalThis & { keyboardWalk?: Walk };

/** Runs in the page, so it stands alone. Notes down where each Tab leads to: when the key comes up, the page has scrolled. Returns how many things can be pressed. */
function startWalk(): number {
  const SLACK_PX = 1;
  const PRESSED =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=checkbox], [role=switch], [role=tab], [role=slider], [role=menuitem], [role=radio]';
  const isShown = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    if (width <= 1 || height <= 1) return false;
    for (let at: Element | null = element; at !== null; at = at.parentElement) if (getComputedStyle(at).opacity === '0') return false;
    return element.checkVisibility({ visibilityProperty: true });
  };
  // the browser's own part of a drawn switch is as large as nothing: what is seen is its label
  const seenOf = (element: Element): Element | undefined =>
    [element, ...((element as HTMLInputElement).labels ?? []), element.parentElement!].find((one) => isShown(one));
  const pressables = (): Element[] =>
    [...document.querySelectorAll(PRESSED)].filter(
      (element) =>
        element.checkVisibility({ visibilityProperty: true }) &&
        !element.matches(':disabled') &&
        element.closest('[inert], [aria-hidden=true], svg') === null &&
        (isShown(element) || (element as HTMLInputElement).labels?.[0] !== undefined) &&
        seenOf(element) !== undefined,
    );

  const whatHides = (element: Element): string | undefined => {
    const seen = seenOf(element);
    if (seen === undefined) return 'has nothing to be seen';
    // of a link in several lines, its first
    const box = element === seen && element.matches('a') ? element.getClientRects()[0]! : seen.getBoundingClientRect();
    const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
    const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
    if (right - left <= SLACK_PX || bottom - top <= SLACK_PX) return 'lies outside the window';
    let cover: Element | null = null;
    let [seenPoints, points] = [0, 0];
    for (const x of [left + 2, (left + right) / 2, right - 2])
      for (const y of [top + 2, (top + bottom) / 2, bottom - 2]) {
        const hit = document.elementFromPoint(x, y);
        if (hit === null) continue;
        points += 1;
        if (seen.contains(hit) || hit.contains(seen) || element.closest('.maplibregl-map')?.contains(hit)) seenPoints += 1;
        else cover = hit;
      }
    // the rules ask for a corner in sight, this for half of it; of a field of many lines browsers bring the one into sight that is written in
    return (element.matches('textarea') ? seenPoints > 0 : seenPoints * 2 >= points)
      ? undefined
      : `lies under ${cover?.tagName.toLowerCase()}.${cover?.getAttribute('class') ?? ''}`;
  };

  const [visited, unseen]: [Element[], Map<Element, string>] = [[], new Map()];
  const note = ({ key }: KeyboardEvent): void => {
    const element = document.activeElement;
    if (key !== 'Tab' || element === null || element === document.body || element === visited.at(-1)) return;
    visited.push(element);
    const hidden = whatHides(element);
    if (hidden !== undefined) unseen.set(element, hidden);
  };
  addEventListener('keyup', note, true);
  (globalThis as WalkedWindow).keyboardWalk = { visited, unseen, pressables, end: () => removeEventListener('keyup', note, true) };
  return pressables().length;
}

/** Runs in the page. */
function isWalkRound(): boolean {
  const { visited } = (globalThis as WalkedWindow).keyboardWalk!;
  return visited.indexOf(visited[0]!, 1) > 0;
}

/** Runs in the page. */
function endWalk(): readonly string[] {
  const { visited, unseen, pressables, end } = (globalThis as WalkedWindow).keyboardWalk!;
  end();
  const nameOf = (element: Element): string => {
    const words = (element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent ?? element.textContent)
      .replaceAll(/\s+/g, ' ')
      .trim();
    return `${element.tagName.toLowerCase()}.${element.getAttribute('class')?.split(' ').at(-1) ?? ''} "${words.slice(0, 40)}"`;
  };
  const faults: string[] = [];
  const again = visited.indexOf(visited[0]!, 1);
  const round = again < 0 ? visited : visited.slice(0, again);
  if (again < 0)
    faults.push(`the focus doesn't come round: after ${visited.length} steps it is at ${visited.length === 0 ? 'nothing' : nameOf(visited.at(-1)!)}`);

  // radios and tabs: the keyboard comes to one, and arrows lead on
  const groupOf = (element: Element): string | Element => {
    const { type, name, form } = element as HTMLInputElement;
    if (type === 'radio' && name !== '') return `${form?.id ?? ''} ${name}`;
    return element.matches('[role=tab], [role=radio], [role=menuitem]')
      ? (element.closest('[role=tablist], [role=radiogroup], [role=menu]') ?? element)
      : element;
  };
  const reached = new Set(round.map(groupOf));
  for (const element of pressables()) if (!reached.has(groupOf(element))) faults.push(`the focus doesn't come to ${nameOf(element)}`);

  const isAfter = (one: Element, other: Element): boolean => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  // it may begin anywhere: from the end to the beginning it goes once
  const backwards = round.flatMap((element, nth) => {
    const before = nth > 0 ? round[nth - 1]! : again < 0 ? undefined : round.at(-1)!;
    return before !== undefined && isAfter(before, element) ? [`the focus goes back from ${nameOf(before)} to ${nameOf(element)}`] : [];
  });
  if (backwards.length > 1) faults.push(...backwards);
  for (const [element, how] of unseen) faults.push(`${nameOf(element)} has the focus and ${how}`);
  delete (globalThis as WalkedWindow).keyboardWalk;
  return [...new Set(faults)];
}
