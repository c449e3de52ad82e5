import { Accordion, Button, NativeSelect } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ORGANISATION_KINDS, type OrganisationKind } from '../../domain/role.ts';
import type { Organisation } from '../api/api-types.ts';
import { listOrganisations } from '../api/organisation-api.ts';
import { queryKeys } from '../api/query-keys.ts';
import { useCursorPages } from '../api/use-cursor-pages.ts';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import cards from '../ui/card-list.module.css';
import { EmptyView } from '../ui/empty-view.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { NotAllowedPage } from '../ui/not-allowed-page.tsx';
import { PageFrame } from '../ui/page-frame.tsx';
import { QueryView } from '../ui/query-view.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import styles from './network-page.module.css';
import { OrganisationChangeForm } from './organisation-change-form.tsx';
import { OrganisationCreateForm } from './organisation-create-form.tsx';

/** `/organisations`: administrators make organisations, rename them, and say for which units they answer. */
export function OrganisationsPage(): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  if (!may('organisation.read')) return <NotAllowedPage />;
  const canAdd = may('organisation.write') && !isAdding;
  const done = (name: string | null): void => {
    setAdding(false);
    setMade(name);
  };
  return (
    <PageFrame title={t('organisations.title')} aside={canAdd && <Button onClick={() => setAdding(true)}>{t('organisations.add')}</Button>}>
      <p className={cards.line}>{t('organisations.lead')}</p>
      {made !== null && (
        <p className={cards.line} role="status">
          {t('organisations.made', { name: made })}
        </p>
      )}
      {isAdding && (
        <SectionCard title={t('organisations.add')}>
          <OrganisationCreateForm onDone={done} />
        </SectionCard>
      )}
      <OrganisationList />
    </PageFrame>
  );
}

function OrganisationList(): ReactElement {
  const { t } = useTranslation();
  const [kind, setKind] = useState<OrganisationKind | null>(null);
  const pages = useCursorPages({ queryKey: queryKeys.organisationList({ kind }), fetchPage: (cursor, signal) => listOrganisations(kind, cursor, signal) });
  return (
    <>
      <NativeSelect
        label={t('organisations.kindField')}
        data={[{ value: '', label: t('organisations.anyKind') }, ...ORGANISATION_KINDS.map((value) => ({ value, label: t(`organisations.kind.${value}`) }))]}
        value={kind ?? ''}
        onChange={({ currentTarget }) => setKind(ORGANISATION_KINDS.find((one) => one === currentTarget.value) ?? null)}
        maw="24rem"
      />
      <QueryView query={pages}>
        {(data) => {
          const organisations = data.pages.flatMap(({ items }) => items);
          if (organisations.length === 0) return <EmptyView text={t('organisations.none')} />;
          return (
            <Accordion variant="separated" keepMounted={false} order={2}>
              {organisations.map((organisation) => (
                <OrganisationItem key={organisation.id} organisation={organisation} />
              ))}
            </Accordion>
          );
        }}
      </QueryView>
      <MoreButton pages={pages} />
    </>
  );
}

function OrganisationItem({ organisation }: { readonly organisation: Organisation }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const { id, name, kind, unitIds } = organisation;
  return (
    <Accordion.Item value={id}>
      <Accordion.Control>
        <span className={styles.name}>{name}</span>
        <span className={styles.networks}>
          {t(`organisations.kind.${kind}`)} · {t('organisations.unitCount', { count: unitIds.length })}
        </span>
      </Accordion.Control>
      <Accordion.Panel>
        {may('organisation.write') && <OrganisationChangeForm organisation={organisation} />}
        <p className={cards.line}>
          {may('user.write') && (
            <Link to="/users" search={{ organisation: id }}>
              {t('organisations.users')}
            </Link>
          )}
          {kind === 'board' && may('organisation.write') && (
            <>
              {' · '}
              <Link to="/networks">{t('organisations.networks')}</Link>
            </>
          )}
        </p>
      </Accordion.Panel>
    </Accordion.Item>
  );
}
