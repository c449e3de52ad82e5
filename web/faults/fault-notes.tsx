import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FaultDetail } from '../api/api-types.ts';
import { formatInstant } from '../formats/instant-format.ts';
import styles from './fault-list.module.css';
import { NotePhotos } from './note-photos.tsx';

/** What people found and did, newest first. */
export function FaultNotes({ faultId, notes }: { readonly faultId: string; readonly notes: FaultDetail['notes'] }): ReactElement {
  const { t } = useTranslation();
  if (notes.length === 0) return <p style={{ margin: 0 }}>{t('fault.noNotes')}</p>;
  return (
    <ul className={styles.notes}>
      {notes.map((note) => (
        <FaultNote key={note.id} faultId={faultId} note={note} />
      ))}
    </ul>
  );
}

function FaultNote({ faultId, note }: { readonly faultId: string; readonly note: FaultDetail['notes'][number] }): ReactElement {
  const { t } = useTranslation();
  const entry = useRef<HTMLLIElement>(null);
  useFocusOnMore(entry, note.removedPhotos.length);
  return (
    <li ref={entry} tabIndex={-1} className={styles.note}>
      <span className={styles.place}>
        {formatInstant(note.happenedAt)} · {note.author.displayName} · {t(`faultNoteKind.${note.kind}`)}
      </span>
      <br />
      {note.text}
      {note.removedPhotos.map(({ removedAt, removedBy }, index) => (
        <span key={index} className={styles.removed}>
          {t('fault.photoRemoved', { at: formatInstant(removedAt), name: removedBy.displayName })}
        </span>
      ))}
      {note.photos.length > 0 && <NotePhotos faultId={faultId} note={note} />}
    </li>
  );
}

/** The button by which something was removed is gone with it: who works by the keyboard goes on at `entry`, which says what was done. */
function useFocusOnMore(entry: { readonly current: HTMLElement | null }, count: number): void {
  const before = useRef(count);
  useEffect(() => {
    if (count > before.current && (document.activeElement === null || document.activeElement === document.body)) entry.current?.focus();
    before.current = count;
  }, [entry, count]);
}
