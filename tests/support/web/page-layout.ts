import type { Page } from 'playwright-core';

/**
 * What is wrong with how a page lies in its window: it is wider than the window, things to press lie on each other, text is cut off without dots or sticks out of its button. Each as a line that
 * says where. Maps are left out, and what is fixed to the window, below which pages scroll.
 */
export async function layoutFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(untilDrawn, page.viewportSize()?.width);
  return page.evaluate(findFaults);
}

/** Resolves once the page has been drawn at a width, or as it is. */
export function untilDrawn(widthPx: number | undefined): Promise<void> {
  return new Promise((drawn) => {
    const isSized = (): boolean => widthPx === undefined || matchMedia(`(width: ${widthPx}px)`).matches;
    const next = (): unknown => requestAnimationFrame(() => (isSized() ? requestAnimationFrame(() => drawn()) : next()));
    next();
  });
}

/** Runs in the page, so it stands alone. */
function findFaults(): readonly string[] {
  const SLACK_PX = 2;
  const PRESSED = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=checkbox], [role=switch], [role=tab]';
  const faults: string[] = [];
  const nameOf = (element: Element): string => {
    const words = (element.getAttribute('aria-label') ?? element.textContent).replaceAll(/\s+/g, ' ').trim();
    return `${element.tagName.toLowerCase()}.${element.getAttribute('class')?.split(' ').at(-1) ?? ''} "${words.slice(0, 40)}"`;
  };
  const isOutside = (element: Element): boolean => element.closest('.maplibregl-map, svg, [aria-hidden=true], [inert]') !== null;
  const layerOf = (element: Element): Element | null => {
    for (let at: Element | null = element; at !== null; at = at.parentElement) if (['fixed', 'sticky'].includes(getComputedStyle(at).position)) return at;
    return null;
  };
  // of what is scrolled within a part of the page, what is in sight there
  const seenBoxes = (element: Element): DOMRect[] => {
    let boxes = [...element.getClientRects()];
    for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(at);
      if ([overflowX, overflowY].some((overflow) => ['auto', 'scroll'].includes(overflow))) {
        const view = at.getBoundingClientRect();
        boxes = boxes.flatMap((box) => {
          const [left, top] = [Math.max(box.left, view.left), Math.max(box.top, view.top)];
          const [width, height] = [Math.min(box.right, view.right) - left, Math.min(box.bottom, view.bottom) - top];
          return width > 0 && height > 0 ? [new DOMRect(left, top, width, height)] : [];
        });
      }
      if (position === 'fixed') break;
    }
    return boxes;
  };
  // seen by those who listen only, or the browser's own part of a drawn switch
  const isHidden = (element: Element): boolean => {
    // within what is folded up, which has its boxes all the same
    if (!element.checkVisibility()) return true;
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      const { clip, clipPath, opacity, position, visibility } = getComputedStyle(at);
      if (opacity === '0' || visibility !== 'visible' || (position === 'absolute' && (clip !== 'auto' || clipPath !== 'none'))) return true;
      if (at.getBoundingClientRect().width <= 1) return true;
    }
    return false;
  };

  // a button in the padding of its field
  const isOfOneField = (one: Element, other: Element): boolean => {
    const field = one.closest('[class*="Input-wrapper"]');
    return field !== null && field === other.closest('[class*="Input-wrapper"]');
  };

  const widerPx = document.documentElement.scrollWidth - window.innerWidth;
  if (widerPx > 0) faults.push(`the page is ${widerPx} px wider than its window`);

  const pressed = [...document.querySelectorAll(PRESSED)]
    .filter((element) => !isOutside(element) && element.getClientRects().length > 0 && !isHidden(element))
    .map((element) => ({ element, layer: layerOf(element), boxes: seenBoxes(element) }));
  for (const [index, one] of pressed.entries()) {
    for (const other of pressed.slice(index + 1)) {
      if (isOfOneField(one.element, other.element) || one.layer !== other.layer || one.element.contains(other.element) || other.element.contains(one.element))
        continue;
      const meet = one.boxes.some((a) =>
        other.boxes.some(
          (b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > SLACK_PX && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > SLACK_PX,
        ),
      );
      if (meet) faults.push(`${nameOf(one.element)} lies on ${nameOf(other.element)}`);
    }
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
    const holder = text.parentElement!;
    if (text.textContent!.trim() === '' || isOutside(holder) || holder.closest('option, script, style, textarea') || isHidden(holder)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
    if (boxes.length === 0) continue;
    const [left, right] = [Math.min(...boxes.map((box) => box.left)), Math.max(...boxes.map((box) => box.right))];
    const [top, bottom] = [Math.min(...boxes.map((box) => box.top)), Math.max(...boxes.map((box) => box.bottom))];
    let [scrollsX, scrollsY] = [false, false];
    for (let at: Element | null = holder; at !== null && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      const clips = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
      // dots stand at the end of one line, or of so many; text that breaks into lines gets none
      if ((style.textOverflow === 'ellipsis' && style.whiteSpace === 'nowrap') || style.webkitLineClamp !== 'none') break;
      const isButton = at.matches('button, [role=button], summary');
      if (!scrollsX && (clips(style.overflowX) || isButton) && (right - box.right > SLACK_PX || box.left - left > SLACK_PX))
        faults.push(`text of ${nameOf(holder)} goes beyond ${nameOf(at)} by ${Math.round(Math.max(right - box.right, box.left - left))} px`);
      if (!scrollsY && (clips(style.overflowY) || isButton) && (bottom - box.bottom > SLACK_PX || box.top - top > SLACK_PX))
        faults.push(`text of ${nameOf(holder)} goes above or below ${nameOf(at)} by ${Math.round(Math.max(bottom - box.bottom, box.top - top))} px`);
      scrollsX ||= ['auto', 'scroll'].includes(style.overflowX);
      scrollsY ||= ['auto', 'scroll'].includes(style.overflowY);
      if (style.position === 'fixed') break;
    }
  }
  return [...new Set(faults)];
}
