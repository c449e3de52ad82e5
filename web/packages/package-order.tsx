import { Button, Checkbox, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FootageRequest } from '../api/api-types.ts';
import { orderPackage } from '../api/package-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { randomKey } from '../api/random-key.ts';
import { formatInterval } from '../formats/instant-format.ts';
import { ProblemView } from '../ui/problem-view.tsx';

import styles from './packages.module.css';

interface PackageOrderProps {
  readonly incidentId: string;
  /** Own requests of the incident that are open. */
  readonly requests: readonly FootageRequest[];
}

/** Orders a package of what own requests of an incident open: all of them, or those that are chosen. */
export function PackageOrder({ incidentId, requests }: PackageOrderProps): ReactElement {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [key, setKey] = useState(randomKey);
  const chosen = requests.filter(({ id }) => !left.has(id)).map(({ id }) => id);
  const ordering = useMutation({
    mutationFn: () => orderPackage(incidentId, chosen, key),
    onSuccess: async () => {
      setKey(randomKey());
      await client.invalidateQueries({ queryKey: queryKeys.packages });
    },
  });
  const choose = (id: string, isChosen: boolean): void => {
    setKey(randomKey());
    setLeft((before) => new Set(isChosen ? [...before].filter((other) => other !== id) : [...before, id]));
  };
  return (
    <form
      className={styles.order}
      onSubmit={(event) => {
        event.preventDefault();
        ordering.mutate();
      }}
    >
      <fieldset className={styles.fields}>
        <legend className={styles.subtitle}>{t('package.choose')}</legend>
        {requests.map(({ id, cameraName, from, to }) => (
          <Checkbox
            key={id}
            checked={!left.has(id)}
            onChange={(event) => choose(id, event.currentTarget.checked)}
            label={t('package.request', { camera: cameraName, window: formatInterval(from, to, true) })}
          />
        ))}
      </fieldset>
      {ordering.isError && <ProblemView error={ordering.error} title={t('package.notOrdered')} />}
      <Text size="sm">{t('package.orderMeans')}</Text>
      <div>
        <Button type="submit" loading={ordering.isPending} disabled={chosen.length === 0}>
          {t('package.order')}
        </Button>
      </div>
    </form>
  );
}
