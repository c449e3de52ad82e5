import { FileInput, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitBoundary } from '../api/api-types.ts';
import { readBoundary, type ReadBoundary } from './read-boundary.ts';

/** Files beyond this hold far more than one outline: they are not even read. */
const MOST_BYTES = 20_000_000;

interface BoundaryFieldProps {
  /** What the service has against the outline. */
  readonly error: string | null;
  /** Told the outline of the chosen file; null without a file, `wrong` when it holds none. */
  readonly onChange: (boundary: UnitBoundary | null | 'wrong') => void;
}

/** An outline from a GeoJSON file of the reader's computer; it is read here, and what is wrong with it said in words. */
export function BoundaryField({ error, onChange }: BoundaryFieldProps): ReactElement {
  const { t } = useTranslation();
  const [file, setFile] = useState<File | null>(null);
  const [read, setRead] = useState<ReadBoundary | null>(null);
  async function choose(chosen: File | null): Promise<void> {
    setFile(chosen);
    const found: ReadBoundary | null = chosen && (chosen.size > MOST_BYTES ? { problem: 'tooMany' } : readBoundary(await chosen.text()));
    setRead(found);
    onChange(found === null ? null : 'boundary' in found ? found.boundary : 'wrong');
  }
  return (
    <div>
      <FileInput
        size="md"
        label={t('units.boundaryFile')}
        description={t('units.boundaryHint')}
        placeholder={t('units.boundaryChoose')}
        accept=".geojson,.json,application/geo+json"
        clearable
        clearButtonProps={{ 'aria-label': t('units.boundaryClear') }}
        value={file}
        error={read !== null && 'problem' in read ? t(`units.boundaryProblem.${read.problem}`) : error}
        onChange={(chosen) => void choose(chosen)}
      />
      <Text size="sm" role="status">
        {read !== null && 'boundary' in read ? t('units.boundaryRead', { count: positionsOf(read.boundary) }) : ''}
      </Text>
    </div>
  );
}

function positionsOf(boundary: UnitBoundary): number {
  return boundary.coordinates.flat(boundary.type === 'Polygon' ? 1 : 2).length;
}
