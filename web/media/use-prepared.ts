import { useEffect, useState } from 'react';
import { prepareMedia, type Preparation } from '../api/media-api.ts';

/** Whether the copy at `url` can be played; `preparing` while it is made. */
export function usePrepared(url: string): Preparation | 'preparing' {
  const [state, setState] = useState<Preparation | 'preparing'>('preparing');
  useEffect(() => {
    const abort = new AbortController();
    void prepareMedia(url, abort.signal).then((prepared) => {
      if (!abort.signal.aborted) setState(prepared);
    });
    return () => abort.abort();
  }, [url]);
  return state;
}
