import { useState } from 'react';
import { failureOf, useClient, useCommand, useEvents, useStation } from '../../../client/index.ts';
import {
  Button,
  Failure,
  type FailureInfo,
  notify,
  SidePanel,
  StateMark,
  t,
  TextField,
  useScan,
} from '../../../kit/index.ts';
import { CardIcon } from '../../../kit/icons.tsx';
import { useMay } from '../../../shell/session-context.ts';
import type { Person } from './people-words.ts';

export interface CardPanelProps {
  readonly person: Person;
  /** A card for desk and door, or a UHF badge that the gate sees. */
  readonly kind: 'card-number' | 'uhf-badge';
  readonly onClose: () => void;
}

/** 发卡: the card is held to a reader; typing its number is the way round when there is none. */
export function CardPanel({ person, kind, onClose }: CardPanelProps) {
  const [value, setValue] = useState('');
  const [read, setRead] = useState<
    { readonly value: string; readonly owner: string | undefined } | undefined
  >(undefined);
  const { events } = useStation();
  const may = useMay();
  const title = t(`people.enrol_title.${kind}`, { name: person.name });

  function take(number: string, owner: string | undefined): void {
    const canonical = number.replaceAll(/\s/g, '').toUpperCase();
    setValue(canonical);
    setRead({ value: canonical, owner });
  }
  // A keyboard reader arrives as a scan; other readers come as events, with the owner the node knows.
  useScan((text) => {
    if (kind === 'card-number') take(text, undefined);
    return true;
  });
  useEvents(events, 'card', (event) => {
    if (kind === 'card-number') take(event.cardId, event.person?.name);
  });
  useEvents(events, 'desk-tags', (event) => {
    const [tag] = event.tags;
    if (kind === 'uhf-badge' && event.tags.length === 1 && tag !== undefined && tag.item === null)
      take(tag.epc, undefined);
  });
  const command = useCommand({
    send: (client, number: string, commandId) =>
      client.identity.addCard({ commandId, person: person.id, kind, value: number }),
    onDone: () => {
      notify(t('people.enrolled', { name: person.name, card: `…${value.slice(-4)}` }));
      onClose();
    },
    failures: 'inline',
  });
  const good = /^[0-9A-F]{6,64}$/.test(value);
  return (
    <SidePanel title={title} onClose={onClose} subject={title}>
      <div className="present-card enrol" role="status">
        <CardIcon />
        {read === undefined ? (
          t(`people.present.${kind}`)
        ) : (
          <StateMark tone="confirmed">{t('people.card_read', { tail: read.value.slice(-4) })}</StateMark>
        )}
      </div>
      {read?.owner !== undefined && <p className="plain-note">{t('people.card_of', { name: read.owner })}</p>}
      {kind === 'uhf-badge' && may('devices.manage') && <ReadDesk onRead={(epc) => take(epc, undefined)} />}
      <form
        className="form"
        aria-label={title}
        onSubmit={(event) => {
          event.preventDefault();
          if (good) command.run(value);
        }}
      >
        <TextField
          label={t(`people.number.${kind}`)}
          hint={t('people.number_hint')}
          value={value}
          onChange={(typed) => {
            setValue(typed.replaceAll(/\s/g, '').toUpperCase());
            setRead(undefined);
          }}
          error={value !== '' && !good ? t('people.number_form') : undefined}
          maxLength={64}
          name="card-number"
        />
        {command.failure !== undefined && <Failure failure={command.failure} />}
        <div className="button-row form-actions">
          <Button
            kind="primary"
            type="submit"
            disabled={command.busy || !good}
            {...(good ? {} : { reason: t('people.number_first') })}
          >
            {t(`people.enrol.${kind}`)}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </div>
      </form>
    </SidePanel>
  );
}

/** Asks the desk reader what lies on it, for a badge that lay there before. */
function ReadDesk({ onRead }: { readonly onRead: (epc: string) => void }) {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<FailureInfo | undefined>(undefined);
  async function read(): Promise<void> {
    setBusy(true);
    setFailure(undefined);
    try {
      const { devices } = await client.devices.list({});
      const reader = devices.find(({ role, enabled }) => role === 'desk-reader' && enabled);
      if (reader === undefined) {
        setFailure({ code: 'devices.role_missing', detail: { role: t('devices.role.desk-reader') } });
        return;
      }
      const tags = await client.devices.readTags({ id: reader.id });
      const [tag] = tags;
      if (tag === undefined) setFailure({ code: 'evidence.desk_empty' });
      else if (tags.length > 1) setFailure({ code: 'evidence.desk_two_tags' });
      else onRead(tag.epc);
    } catch (error) {
      setFailure(failureOf(error));
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      <div className="button-row">
        <Button onPress={() => void read()} disabled={busy}>
          {t('people.read_desk')}
        </Button>
      </div>
      {failure !== undefined && <Failure failure={failure} />}
    </>
  );
}
