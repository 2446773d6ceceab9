import { useState } from 'react';
import { type DoorLive, useCommand } from '../../../client/index.ts';
import {
  Button,
  ConfirmDialog,
  Failure,
  notify,
  StateMark,
  type StateTone,
  t,
  TextField,
} from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';
import { FloorPlan } from './floor-plan.tsx';
import { DrillControl } from './drill-control.tsx';
import { blindWords, doorTones, movingTags, tagSentence } from './gate-words.ts';
import { groupSentence, groupWay, orderSentences, shownGroups } from './group-words.ts';

/** One door as it is now: drawing, decision in words, signals, and what a person may do about them. */
export function LiveDoor({ door }: { readonly door: DoorLive }) {
  const may = useMay();
  const [authorising, setAuthorising] = useState(false);
  const silence = useCommand({
    send: (client, id: string, commandId) => client.evidence.silence({ commandId, door: id }),
    onDone: () => notify(t('gate.silenced')),
  });
  const sounding = door.siren || door.strobe;
  // Whoever is in the open passage; a tag that no group has taken yet is named by itself.
  const grouped = new Set(door.groups.flatMap(({ items }) => items));
  const placed = new Set(door.groups.map(({ person }) => person?.id));
  const waiting = door.people.filter((person) => !placed.has(person.id));
  const single = movingTags(door.tags).filter((tag) => !grouped.has(tag.epc));
  const groups = shownGroups(door.groups, door.tags);
  return (
    <section className="live-door" aria-label={door.name}>
      <FloorPlan door={door} />
      <div className="live-door-words">
        <div className="live-state" data-state={door.state}>
          <StateMark tone={doorTones[door.state]}>{t(`gate.state.${door.state}`)}</StateMark>
        </div>
        {door.blindReason !== null && <p>{blindWords(door.blindReason)}</p>}
        {door.learningUntil !== null && <p>{blindWords('learning_shelf')}</p>}
        <ul className="live-sentences" aria-live="polite">
          {groups.length === 0 && single.length === 0 && waiting.length === 0 && (
            <li className="quiet">{t('gate.nobody')}</li>
          )}
          {waiting.map((person) => (
            <li key={person.id}>{t(`gate.person_${person.by}`, { name: person.name })}</li>
          ))}
          {groups.map((group) => (
            <li key={group.key}>
              <strong>{groupSentence(group, door.tags)}</strong>
              {orderSentences(group, door.tags).map((words) => (
                <span
                  key={words}
                  className="block small"
                  data-tone={groupWay(group, door.tags).alarming ? 'alarm' : undefined}
                >
                  {words}
                </span>
              ))}
            </li>
          ))}
          {single.slice(0, 3).map((tag) => (
            <li key={tag.epc}>{tagSentence(tag)}</li>
          ))}
          {single.length > 3 && (
            <li className="quiet">{t('gate.more_tags', { count: single.length - 3 })}</li>
          )}
        </ul>
        {door.walk !== null && <p className="plain-note">{t('gate.walk_on')}</p>}
        <DoorFacts door={door} />
        <DrillControl door={door} />
        <div className="button-row">
          {sounding && (
            <Button kind="primary" onPress={() => silence.run(door.door)} disabled={silence.busy}>
              {t('gate.silence')}
            </Button>
          )}
          {door.doorClosed && (
            <Button
              onPress={() => setAuthorising(true)}
              disabled={!may('door.authorise')}
              reason={t('gate.authorise_not_permitted')}
            >
              {t('gate.authorise')}
            </Button>
          )}
        </div>
      </div>
      <AuthoriseDoor door={door} open={authorising} onClose={() => setAuthorising(false)} />
    </section>
  );
}

function DoorFacts({ door }: { readonly door: DoorLive }) {
  const facts: readonly { readonly label: string; readonly tone: StateTone; readonly words: string }[] = [
    {
      label: t('gate.door'),
      tone: door.doorContact === 'unknown' ? 'waiting' : 'confirmed',
      words: t(`gate.contact.${door.doorContact}`),
    },
    {
      label: t('gate.lock'),
      tone: door.doorClosed ? 'alarm' : 'neutral',
      words: t(door.doorClosed ? 'gate.door_held' : 'gate.lock_normal'),
    },
    {
      label: t('gate.siren'),
      tone: door.siren ? 'alarm' : 'ended',
      words: t(door.siren ? 'gate.sounding' : 'gate.off'),
    },
    {
      label: t('gate.strobe'),
      tone: door.strobe ? 'alarm' : 'ended',
      words: t(door.strobe ? 'gate.flashing' : 'gate.off'),
    },
  ];
  return (
    <dl className="door-facts">
      {facts.map(({ label, tone, words }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <StateMark tone={tone}>{words}</StateMark>
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('gate.reads')}</dt>
        <dd>{t('gate.reads_per_second', { count: door.readsPerSecond })}</dd>
      </div>
      <div>
        <dt>{t('gate.coefficients')}</dt>
        <dd className="fixed">{door.coefficients}</dd>
      </div>
    </dl>
  );
}

export interface AuthoriseDoorProps {
  readonly door: Pick<DoorLive, 'door' | 'name'>;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** 人工授权开门: the door an alarm holds is opened by a person with the right, with a reason. */
export function AuthoriseDoor({ door, open, onClose }: AuthoriseDoorProps) {
  const [reason, setReason] = useState('');
  const command = useCommand({
    send: (client, words: string, commandId) =>
      client.evidence.authoriseDoor({ commandId, door: door.door, reason: words }),
    onDone: () => {
      notify(t('gate.authorised', { door: door.name }));
      setReason('');
      onClose();
    },
    failures: 'inline',
  });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t('gate.authorise_title', { door: door.name })}
      act={t('gate.authorise_act', { door: door.name })}
      danger
      busy={command.busy}
      reason={reason.trim() === '' ? t('gate.authorise_reason_missing') : undefined}
      onConfirm={() => command.run(reason.trim())}
    >
      <p>{t('gate.authorise_explain')}</p>
      <TextField
        label={t('common.reason')}
        value={reason}
        onChange={setReason}
        lines={2}
        required
        maxLength={200}
      />
      {command.failure !== undefined && <Failure failure={command.failure} />}
    </ConfirmDialog>
  );
}
