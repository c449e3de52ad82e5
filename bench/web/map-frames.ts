import type { Page } from 'playwright-core';

/** Runs in the page before anything of it: notes when a frame was drawn for which WebGL was called. */
function watchFrames(): void {
  const drawnAtMs: number[] = [];
  Object.assign(globalThis, { benchFrames: drawnAtMs });
  let isDrawn = false;
  const { prototype } = WebGL2RenderingContext;
  for (const name of ['drawElements', 'drawArrays', 'clear'] as const) {
    const original = prototype[name] as (...words: never[]) => void;
    Object.assign(prototype, {
      [name](this: WebGL2RenderingContext, ...words: never[]) {
        isDrawn = true;
        original.apply(this, words);
      },
    });
  }
  const tick = (nowMs: number): void => {
    // of the frame before: this one is only about to be drawn
    if (isDrawn) drawnAtMs.push(nowMs);
    isDrawn = false;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}

/** Prepares a page for {@link frameGapsDuring}. */
export async function watchMapFrames(page: Page): Promise<void> {
  await page.addInitScript(watchFrames);
}

/** Milliseconds between each two frames of the map that were drawn while `move` kept it moving. */
export async function frameGapsDuring(page: Page, move: () => Promise<void>): Promise<number[]> {
  await page.evaluate(`benchFrames.length = 0`);
  await move();
  const drawnAtMs = await page.evaluate(() => (globalThis as unknown as { benchFrames: number[] }).benchFrames);
  return drawnAtMs.slice(1).map((atMs, index) => atMs - drawnAtMs[index]!);
}

const STEP_PX = 8;

/** Draws the map with the mouse, in a square of so many steps a side, without a pause. */
export async function dragAround(page: Page, from: { readonly x: number; readonly y: number }, steps: number): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  let { x, y } = from;
  for (const [right, down] of [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ] as const)
    for (let step = 0; step < steps; step += 1) {
      x += right * STEP_PX;
      y += down * STEP_PX;
      await page.mouse.move(x, y);
    }
  await page.mouse.up();
}

/** Turns the wheel: positive goes farther away. */
export async function zoomBy(page: Page, at: { readonly x: number; readonly y: number }, turns: number): Promise<void> {
  await page.mouse.move(at.x, at.y);
  for (let turn = 0; turn < Math.abs(turns); turn += 1) {
    await page.mouse.wheel(0, Math.sign(turns) * 100);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  }
}
