import { useState } from 'react';
import type { Credential } from '../../../../main/contract/common.ts';
import { failureOf, useClient, useQuery } from '../../../client/index.ts';
import { formatQuantity, KeyValue, StateMark, t } from '../../../kit/index.ts';
import { CredentialForm } from '../../../shell/credential-form.tsx';
import { useSessionInfo } from '../../../shell/session-context.ts';
import type { ChosenCell } from '../parts-items/cell-picker.tsx';
import type { ItemView } from '../parts-items/types.ts';
import type { Seen } from './compare.ts';

export interface OfficerStepProps {
  readonly item: ItemView;
  readonly seen: Seen;
  readonly cell: ChosenCell;
  readonly onDone: () => void;
}

/** 送交人确认: an officer of the case, and not the custodian, proves that he stands at the counter. */
export function OfficerStep({ item, seen, cell, onDone }: OfficerStepProps) {
  const client = useClient();
  const { session } = useSessionInfo();
  const [commandId, setCommandId] = useState(() => crypto.randomUUID());
  const { data: caseOf } = useQuery({
    key: ['case', item.caseId],
    topics: ['cases'],
    ask: (asked) => asked.evidence.case({ id: item.caseId }),
  });
  const officers = caseOf?.officers ?? [];
  const own = officers.some(({ id }) => id === session.person.id);

  async function accept(officer: Credential) {
    try {
      await client.evidence.acceptItem({
        commandId,
        id: item.id,
        counted: seen.counted.trim(),
        grossWeightGrams: seen.weight.trim() === '' ? null : seen.weight.trim(),
        sealNumber: seen.sealNumber.trim(),
        sealIntact: seen.seal === 'intact',
        condition: seen.condition.trim(),
        cell: cell.cell,
        officer,
      });
      onDone();
      return undefined;
    } catch (error) {
      setCommandId(crypto.randomUUID());
      return failureOf(error);
    }
  }

  return (
    <div className="section">
      <KeyValue
        columns={2}
        items={[
          { label: t('intake.counted'), value: formatQuantity(seen.counted.trim(), item.measureUnit) },
          {
            label: t('intake.weight'),
            value: seen.weight.trim() === '' ? '—' : `${seen.weight.trim()} ${t('orders.grams')}`,
          },
          { label: t('intake.condition'), value: seen.condition },
          { label: t('evidence.place'), value: cell.path },
        ]}
      />
      <h3>{t('intake.officer_proves')}</h3>
      {officers.length > 0 && (
        <p className="quiet">
          {t('intake.officers', { names: officers.map(({ name }) => name).join(t('intake.join')) })}
        </p>
      )}
      {own ? (
        <StateMark tone="fault">{t('intake.own_case')}</StateMark>
      ) : (
        <CredentialForm act={t('intake.accept')} onSend={accept} />
      )}
    </div>
  );
}
