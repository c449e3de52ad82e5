import { beforeEach, describe, expect, test, vi } from 'vitest';
import { reloadAfterUpdate } from '../../../web/shell/reload-after-update.ts';

describe('a page whose files an update took away', () => {
  const reload = vi.fn<() => void>();
  const kept = new Map<string, string>();
  const storage = { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => void kept.set(name, value) };
  let nowMs = 0;
  let isTyping = false;
  let isUpdated = async (): Promise<boolean> => true;
  /** A page that was just opened. */
  const openPage = (): EventTarget => {
    const target = new EventTarget();
    reloadAfterUpdate({ target, hasUnsavedWork: () => isTyping, storage, nowMs: () => nowMs, isUpdated: () => isUpdated(), reload });
    return target;
  };
  const miss = async (page: EventTarget): Promise<void> => {
    page.dispatchEvent(new Event('vite:preloadError'));
    await new Promise(setImmediate);
  };

  beforeEach(() => {
    reload.mockReset();
    kept.clear();
    nowMs = 1_800_000_000_000;
    isUpdated = async () => true;
    isTyping = false;
  });

  test('is loaded anew, once, however many parts are missing, and not again at once when that was no help', async () => {
    const page = openPage();
    page.dispatchEvent(new Event('vite:preloadError'));
    await miss(page);
    expect(reload).toHaveBeenCalledTimes(1);
    await miss(openPage());
    expect(reload).toHaveBeenCalledTimes(1);
    nowMs += 60_000;
    await miss(openPage());
    expect(reload).toHaveBeenCalledTimes(2);
  });

  test('stays as it is while the service has the same version or does not answer, and is loaded anew when it has another', async () => {
    const page = openPage();
    isUpdated = async () => false;
    await miss(page);
    isUpdated = () => Promise.reject(new TypeError('Failed to fetch'));
    await miss(page);
    expect(reload).not.toHaveBeenCalled();
    isUpdated = async () => true;
    await miss(page);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  test('stays as it is while something typed would be lost', async () => {
    const page = openPage();
    isTyping = true;
    await miss(page);
    expect(reload).not.toHaveBeenCalled();
    isTyping = false;
    await miss(page);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  test('stays as it is in a browser that remembers nothing', async () => {
    const target = new EventTarget();
    const refuse = (): never => {
      throw new Error('denied');
    };
    reloadAfterUpdate({
      target,
      hasUnsavedWork: () => isTyping,
      storage: { getItem: refuse, setItem: refuse },
      nowMs: () => nowMs,
      isUpdated: () => isUpdated(),
      reload,
    });
    await miss(target);
    expect(reload).not.toHaveBeenCalled();
  });
});
