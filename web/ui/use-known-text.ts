import i18next from 'i18next';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * Looks a text up by a key that is made from what the service sent, and so may be missing: then `fallback`. Everything else uses `t`, whose
 * keys the compiler checks.
 */
export function useKnownText(): (key: string, fallback: string) => string {
  const { i18n } = useTranslation();
  return useCallback((key, fallback) => (i18next.exists(key) ? (i18n.t as (name: string) => string)(key) : fallback), [i18n]);
}
