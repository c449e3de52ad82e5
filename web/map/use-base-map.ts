import { useQuery } from '@tanstack/react-query';
import type { StyleSpecification } from 'maplibre-gl';
import { queryKeys } from '../api/query-keys.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { offlineBaseStyle } from './base-style.ts';
import type { ArchiveProblem } from './open-archive.ts';
import { useConfig } from './use-config.ts';

/** What lies under everything that is drawn on a map. */
export interface BaseMap {
  /** The style, or its address. */
  readonly style: string | StyleSpecification;
  /** Somebody else made it, and is named. */
  readonly isForeign: boolean;
  /** The outlines of our units are in it, so that their names belong on it. */
  readonly hasUnits: boolean;
  /** Why the owner's archive isn't what is shown. */
  readonly problem?: ArchiveProblem;
}

/** The base map of the owner's choice, or the one that needs nothing; undefined until it is known. An archive that can't be used is replaced by the latter. */
export function useBaseMap(): BaseMap | undefined {
  const language = useLanguage();
  const config = useConfig();
  const archiveUrl = config.data?.mapArchiveUrl ?? null;
  const archive = useQuery({
    queryKey: queryKeys.baseMap(archiveUrl, language),
    queryFn: ({ signal }) => archiveBaseMap(new URL(archiveUrl ?? '', window.location.origin).href, signal, language),
    enabled: archiveUrl !== null,
    staleTime: ({ state }) => (state.data?.problem === undefined ? Infinity : 0),
  });
  if (config.isPending) return undefined;
  const styleUrl = config.data?.mapStyleUrl ?? null;
  if (styleUrl !== null) return { style: styleUrl, isForeign: true, hasUnits: false };
  if (archiveUrl === null || archive.isError) return OWN_BASE_MAP;
  return archive.data;
}

const OWN_BASE_MAP: BaseMap = { style: offlineBaseStyle(window.location.origin), isForeign: false, hasUnits: true };

/** Fetched only where an owner has an archive. */
async function archiveBaseMap(address: string, signal: AbortSignal, language: ReturnType<typeof useLanguage>): Promise<BaseMap> {
  const [{ openArchive }, { archiveStyle }] = await Promise.all([import('./open-archive.ts'), import('./archive-style.ts')]);
  const opened = await openArchive(address, signal);
  if ('problem' in opened) return { ...OWN_BASE_MAP, problem: opened.problem };
  return { style: archiveStyle(opened, window.location.origin, language), isForeign: opened.attribution !== '', hasUnits: true };
}
