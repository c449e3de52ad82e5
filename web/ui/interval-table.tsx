import { Table } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstantSeconds } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import type { StripPart } from './strip-part.ts';

interface IntervalTableProps {
  readonly caption: string;
  /** What the first column names. */
  readonly what: string;
  readonly rows: readonly (StripPart & { readonly group?: string })[];
}

const MOST_ROWS = 200;

/** What a strip of time draws, as a table that can be read out; folded away until it is wanted. */
export function IntervalTable({ caption, what, rows }: IntervalTableProps): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <details>
      <summary>{t('strip.asTable')}</summary>
      <Table.ScrollContainer minWidth={460} tabIndex={0} role="region" aria-label={caption}>
        <Table captionSide="top">
          <Table.Caption ta="left">{rows.length > MOST_ROWS ? `${caption} – ${t('strip.firstRows', { count: MOST_ROWS })}` : caption}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{what}</Table.Th>
              <Table.Th scope="col">{t('strip.from')}</Table.Th>
              <Table.Th scope="col">{t('strip.to')}</Table.Th>
              <Table.Th scope="col">{t('strip.length')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.slice(0, MOST_ROWS).map((row) => (
              <Table.Tr key={`${row.group}-${row.fromMs}-${row.label}`}>
                <Table.Td>{row.group === undefined ? row.label : `${row.group}: ${row.label}`}</Table.Td>
                <Table.Td>{formatInstantSeconds(row.fromMs)}</Table.Td>
                <Table.Td>{formatInstantSeconds(row.toMs)}</Table.Td>
                <Table.Td>{formats.duration(row.toMs - row.fromMs)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </details>
  );
}
