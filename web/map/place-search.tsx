import { Combobox, TextInput, useCombobox, VisuallyHidden } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LonLat } from '../../domain/geojson.ts';
import { LEAST_PLACE_LETTERS } from '../../domain/place-question.ts';
import type { Place } from '../api/api-types.ts';
import { findPlaces } from '../api/place-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useProblemText } from '../ui/use-problem-text.ts';
import styles from './place-search.module.css';

interface PlaceSearchProps {
  /** Nearer places come first. */
  readonly near: LonLat | undefined;
  readonly onChoose: (place: Place) => void;
}

const TYPING_PAUSE_MS = 250;

/** A place by its name, address or two streets that meet, typed and chosen from what was found. */
export function PlaceSearch({ near, onChoose }: PlaceSearchProps): ReactElement {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Place | null>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const { query, isAsked } = usePlaces(text, near);
  const places = isAsked ? (query.data ?? []) : [];
  const choose = (index: string): void => {
    const place = places[Number(index)];
    if (place === undefined) return;
    setText(place.name);
    setChosen(place);
    combobox.closeDropdown();
    onChoose(place);
  };
  return (
    <search>
      <Combobox store={combobox} onOptionSubmit={choose}>
        <Combobox.Target>
          <TextInput
            label={t('placeSearch.label')}
            description={t('placeSearch.hint')}
            maxLength={120}
            autoComplete="off"
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setChosen(null);
              combobox.openDropdown();
            }}
            onFocus={() => text !== '' && chosen === null && combobox.openDropdown()}
            onBlur={() => combobox.closeDropdown()}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={!isAsked}>
          <Combobox.Options aria-label={t('placeSearch.found')}>
            {places.map((place, index) => (
              <Combobox.Option key={`${place.kind} ${place.name} ${place.position.coordinates.join()}`} value={`${index}`}>
                <PlaceLine place={place} />
              </Combobox.Option>
            ))}
            <NothingYet query={query} />
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <VisuallyHidden role="status">
        {isAsked && query.data !== undefined && chosen === null && t('placeSearch.count', { count: places.length })}
      </VisuallyHidden>
      {chosen !== null && (chosen.approximate || chosen.radiusM > LARGE_M) && (
        <p className={styles.hint} role="status">
          {t(chosen.approximate ? 'placeSearch.approximate' : 'placeSearch.large')}
        </p>
      )}
    </search>
  );
}

/** What reaches further is no place yet: one has to say where in it. */
const LARGE_M = 60;

function usePlaces(text: string, near: LonLat | undefined): { readonly query: UseQueryResult<readonly Place[]>; readonly isAsked: boolean } {
  const [q] = useDebouncedValue(text.trim(), TYPING_PAUSE_MS);
  const isAsked = text.trim().length >= LEAST_PLACE_LETTERS && q.length >= LEAST_PLACE_LETTERS;
  const query = useQuery({
    queryKey: queryKeys.places(q, near),
    queryFn: ({ signal }) => findPlaces(q, near, signal),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
  return { query, isAsked };
}

function PlaceLine({ place }: { readonly place: Place }): ReactElement {
  const { t } = useTranslation();
  return (
    <span className={styles.line}>
      <b>{place.name}</b>
      <span className={styles.where}>
        {t(`placeSearch.kind.${place.kind}`)}
        {place.within !== null && ` · ${place.within}`}
        {place.approximate && ` · ${t('placeSearch.streetOnly')}`}
      </span>
    </span>
  );
}

function NothingYet({ query }: { readonly query: UseQueryResult<readonly Place[]> }): ReactElement | null {
  const { t } = useTranslation();
  const problemText = useProblemText();
  if (query.isError) return <Combobox.Empty>{problemText(query.error)}</Combobox.Empty>;
  if (query.isPending) return <Combobox.Empty>{t('placeSearch.searching')}</Combobox.Empty>;
  return query.data.length === 0 ? <Combobox.Empty>{t('placeSearch.nothing')}</Combobox.Empty> : null;
}
