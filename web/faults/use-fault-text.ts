import { useTranslation } from 'react-i18next';
import type { Fault } from '../api/api-types.ts';
import { useFacetText } from '../cameras/use-facet-text.ts';
import { useFormats } from '../formats/use-formats.ts';
import { useKnownText } from '../ui/use-known-text.ts';

/** An entry of the repair ledger in words. */
export interface FaultText {
  /** "Kết nối: mất kết nối". */
  readonly what: string;
  /** Likely cause. */
  readonly cause: string;
  /** What to do. */
  readonly todo: string;
  readonly status: string;
  readonly tone: 'good' | 'warn' | 'bad' | 'plain';
  /** Since when, or from when to when, as a length of time. */
  readonly lasted: string;
}

type ToldFault = Pick<Fault, 'facet' | 'state' | 'cause' | 'clockOffsetMs' | 'status' | 'outcome' | 'openedAt' | 'recoveredAt' | 'closedAt'>;

/** Writes entries; causes that this version doesn't know are shown as they came. */
export function useFaultText(): (fault: ToldFault) => FaultText {
  const { t } = useTranslation();
  const formats = useFormats();
  const facetText = useFacetText();
  const knownText = useKnownText();
  return (fault) => {
    const { facet, state, cause, clockOffsetMs, status, outcome, openedAt } = fault;
    const end = fault.recoveredAt ?? fault.closedAt;
    const offset = clockOffsetMs === null ? '' : ` (${formats.clockOffset(clockOffsetMs)})`;
    return {
      what: `${facetText.facet(facet)}: ${facetText.state(facet, state)}`,
      cause: knownText(`faultCause.${cause}`, cause) + offset,
      todo: knownText(`faultTodo.${cause}`, t('faultTodo.other')),
      status: outcome === null ? t(`faultStatus.${status}`) : t(`faultOutcome.${outcome}`),
      tone: toneOf(fault),
      lasted: formats.duration(Math.max(60_000, (end === null ? Date.now() : Date.parse(end)) - Date.parse(openedAt))),
    };
  };
}

function toneOf({ status, outcome }: ToldFault): FaultText['tone'] {
  if (status === 'open') return 'bad';
  if (status === 'recovering') return 'warn';
  return outcome === 'verified' ? 'good' : 'plain';
}
