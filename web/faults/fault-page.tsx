import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from '@tanstack/react-router';
import type { FaultDetail } from '../api/api-types.ts';
import { WaitingMark } from '../offline/waiting-mark.tsx';
import { Link } from '../routing/link.tsx';
import { useMay } from '../session/session-context.ts';
import { PageFrame } from '../ui/page-frame.tsx';
import { PageOf } from '../ui/page-of.tsx';
import { SectionCard } from '../ui/section-card.tsx';
import { ToneTag } from '../ui/tone-tag.tsx';
import { FaultAlert } from './fault-alert.tsx';
import { FaultFacts } from './fault-facts.tsx';
import { FaultNoteForm } from './fault-note-form.tsx';
import { FaultNotes } from './fault-notes.tsx';
import { FaultResponsible } from './fault-responsible.tsx';
import { useFaultText } from './use-fault-text.ts';
import { useFault } from './use-faults.ts';

/** `/faults/$faultId`: one entry of the repair ledger, what to do about it and what was done. */
export function FaultPage(): ReactElement {
  const { t } = useTranslation();
  const { faultId } = useParams({ from: '/_app/faults/$faultId' });
  return (
    <PageOf query={useFault(faultId)} pendingTitle={t('faultList.title')}>
      {(fault) => <FaultSections key={fault.id} fault={fault} />}
    </PageOf>
  );
}

function FaultSections({ fault }: { readonly fault: FaultDetail }): ReactElement {
  const { t } = useTranslation();
  const may = useMay();
  const text = useFaultText()(fault);
  const mayRepair = may('fault.repair');
  return (
    <PageFrame title={`${fault.cameraName} – ${text.what}`} aside={<ToneTag tone={text.tone}>{text.status}</ToneTag>}>
      <WaitingMark recordId={fault.id} />
      <SectionCard title={t('fault.todo')}>
        <p style={{ margin: 0 }}>
          <b>{text.cause}.</b> {text.todo}
        </p>
        {fault.status === 'recovering' && <p style={{ margin: 0 }}>{t('fault.recoveringHint')}</p>}
        <FaultFacts fault={fault} />
        <Link to="/cameras/$cameraId" params={{ cameraId: fault.cameraId }}>
          {t('fault.toCamera')}
        </Link>
      </SectionCard>
      {fault.alert?.kind === 'group' && <FaultAlert alert={fault.alert} />}
      {mayRepair && <FaultResponsible fault={fault} />}
      <SectionCard title={t('fault.notes')}>
        {mayRepair && <FaultNoteForm faultId={fault.id} cameraName={fault.cameraName} />}
        <FaultNotes faultId={fault.id} notes={fault.notes} />
      </SectionCard>
    </PageFrame>
  );
}
