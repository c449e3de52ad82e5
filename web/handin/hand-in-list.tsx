import { Button, FileButton, Group, Text } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandIn } from '../api/api-types.ts';
import { formatInstant, formatInstantSeconds } from '../formats/instant-format.ts';
import { useFormats } from '../formats/use-formats.ts';
import { QueryView } from '../ui/query-view.tsx';
import { useKnownText } from '../ui/use-known-text.ts';
import styles from './hand-in.module.css';
import { useHandIns, type HandInWork } from './use-hand-in.ts';

/** What became of the files that one has handed in, in plain words. */
export function HandInList({ cameraId, work }: { readonly cameraId: string; readonly work: HandInWork }): ReactElement {
  const { t } = useTranslation();
  const handIns = useHandIns(cameraId);
  return (
    <QueryView query={handIns}>
      {({ items }) =>
        items.length === 0 ? (
          <Text>{t('handIn.none')}</Text>
        ) : (
          <ul className={styles.list}>
            {items.map((item) => (
              <HandInItem key={item.id} item={item} work={work} />
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}

function HandInItem({ item, work }: { readonly item: HandIn; readonly work: HandInWork }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const knownText = useKnownText();
  const isHere = work.sending?.uploadId === item.id;
  return (
    <li className={styles.item}>
      <Text fw={600}>
        {item.fileName} · {formats.bytes(item.byteLength)}
      </Text>
      <Text role={item.state === 'received' ? 'status' : undefined}>{t(`handIn.state.${item.state}`)}</Text>
      <Text size="sm">{t('handIn.at', { at: formatInstantSeconds(item.deviceStart) })}</Text>
      {item.refusal !== null && <Text c="red.8">{knownText(`handIn.refusal.${item.refusal.code}`, item.refusal.message)}</Text>}
      {item.notes.map((note) => (
        <Text key={note} size="sm">
          {knownText(`handIn.note.${note}`, note)}
        </Text>
      ))}
      {item.state === 'stored' && <StoredFacts item={item} />}
      {item.state === 'receiving' && !isHere && work.sending === null && <GoOn item={item} work={work} />}
    </li>
  );
}

function StoredFacts({ item: { segment, sha256 } }: { readonly item: HandIn }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  if (segment === null) return <Text size="sm">{t('handIn.gone')}</Text>;
  return (
    <>
      <Text size="sm">
        {t('handIn.span', { from: formatInstantSeconds(segment.from), to: formatInstantSeconds(segment.to), margin: formats.margin(segment.uncertaintyMs) })}
      </Text>
      <Text size="sm">{t('handIn.keptUntil', { at: formatInstant(segment.expiresAt) })}</Text>
      <Text className={styles.hash}>
        {t('handIn.hash')}: {sha256}
      </Text>
    </>
  );
}

/** The browser doesn't keep a chosen file when the page is left: it is chosen again, and must be the same one. */
function GoOn({ item, work }: { readonly item: HandIn; readonly work: HandInWork }): ReactElement {
  const { t } = useTranslation();
  const formats = useFormats();
  const [isOther, setIsOther] = useState(false);
  return (
    <>
      <Text size="sm">
        {t('handIn.progress', {
          percent: formats.ratio(item.receivedBytes / item.byteLength),
          sent: formats.bytes(item.receivedBytes),
          total: formats.bytes(item.byteLength),
        })}
      </Text>
      <Group gap="sm">
        <FileButton
          onChange={(file) => {
            if (file === null) return;
            const isSame = isSameFile(item, file);
            setIsOther(!isSame);
            if (isSame) work.goOn(item, file);
          }}
        >
          {(props) => (
            <Button {...props} size="sm">
              {t('handIn.chooseAgain')}
            </Button>
          )}
        </FileButton>
        <Button size="sm" variant="default" onClick={() => work.cancel(item.id)}>
          {t('handIn.cancel')}
        </Button>
      </Group>
      {isOther && (
        <Text role="alert" c="red.8">
          {t('handIn.otherFile', { name: item.fileName, size: formats.bytes(item.byteLength) })}
        </Text>
      )}
    </>
  );
}

/** Two files of one length that are mixed would be a third one, and no evidence. */
function isSameFile(item: HandIn, file: File): boolean {
  return file.size === item.byteLength && (item.fileModifiedAt === null || new Date(file.lastModified).toISOString() === item.fileModifiedAt);
}
