import { useState } from 'react';
import { useCommand } from '../../../client/index.ts';
import {
  Button,
  ConfirmDialog,
  EmptyState,
  Failure,
  formatDateTime,
  notify,
  RadioGroup,
  StateMark,
  t,
  TextField,
} from '../../../kit/index.ts';
import { TagIcon } from '../../../kit/icons.tsx';
import { reasonWords } from './marks.tsx';
import type { ItemView, TagBinding } from './types.ts';

const releaseReasons = ['dead', 'torn', 'wrong-item', 'returned'] as const;
type ReleaseReason = (typeof releaseReasons)[number];

/** 96-bit EPC: 24 hexadecimal digits; longer ones come in whole words of 16 bits. */
const epcForm = /^([0-9A-F]{4}){6,}$/;

/** 电子标签: which tag stands for the item, how it was bound, and what was bound before. */
export function TagPanel({
  item,
  mayBind,
  typedOnly = false,
}: {
  readonly item: ItemView;
  readonly mayBind: boolean;
  /** Where the desk reader has its own place on the screen. */
  readonly typedOnly?: boolean;
}) {
  const current = item.bindings.find((binding) => binding.until === null);
  const past = item.bindings.filter((binding) => binding.until !== null);
  return (
    <div className="section">
      {current === undefined ? (
        <UntaggedItem item={item} mayBind={mayBind} typedOnly={typedOnly} />
      ) : (
        <BoundTag item={item} binding={current} mayRelease={mayBind} />
      )}
      {past.length > 0 && (
        <details>
          <summary>{t('evidence.past_tags', { count: past.length })}</summary>
          <ul className="plain-lines">
            {past.map((binding) => (
              <li key={`${binding.epc} ${binding.boundAt}`}>
                <span className="fixed">{binding.epc}</span>{' '}
                {t('evidence.tag_from_to', {
                  from: formatDateTime(binding.boundAt),
                  to: formatDateTime(binding.until ?? ''),
                  by: binding.boundBy,
                })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function BoundTag(props: {
  readonly item: ItemView;
  readonly binding: TagBinding;
  readonly mayRelease: boolean;
}) {
  const { item, binding, mayRelease } = props;
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState<ReleaseReason | null>(null);
  const release = useCommand({
    send: (client, input: { reason: ReleaseReason }, commandId) =>
      client.evidence.releaseTag({ commandId, id: item.id, ...input }),
    failures: 'inline',
    onDone() {
      setAsking(false);
      notify(t('evidence.tag_released', { code: item.code }));
    },
  });
  return (
    <>
      <div>
        {binding.readBack ? (
          <StateMark tone="confirmed">{t('evidence.tag_read_back')}</StateMark>
        ) : (
          <StateMark tone="partly">{t('evidence.tag_not_read_back')}</StateMark>
        )}
        <p className="fixed">{binding.epc}</p>
        <p className="quiet small">
          {binding.tid === null ? t('evidence.tag_no_tid') : `TID ${binding.tid}`}
          {'　'}
          {t('evidence.tag_bound_by', {
            at: formatDateTime(binding.boundAt),
            by: binding.boundBy,
            method: t(`evidence.tag_method.${binding.method}`),
          })}
        </p>
      </div>
      {mayRelease && (
        <div className="button-row">
          <Button onPress={() => setAsking(true)}>{t('evidence.release_tag')}</Button>
        </div>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('evidence.release_question', { name: item.name })}
        act={t('evidence.release_act', { code: item.code })}
        danger
        busy={release.busy}
        reason={reason === null ? t('evidence.choose_reason') : undefined}
        onConfirm={() => reason !== null && release.run({ reason })}
      >
        <p>{t('evidence.release_means')}</p>
        <RadioGroup
          label={t('common.reason')}
          value={reason}
          onChange={setReason}
          required
          options={releaseReasons.map((one) => ({ value: one, label: t(`evidence.release.${one}`) }))}
        />
        {release.failure !== undefined && <Failure failure={release.failure} />}
      </ConfirmDialog>
    </>
  );
}

function UntaggedItem({
  item,
  mayBind,
  typedOnly,
}: {
  readonly item: ItemView;
  readonly mayBind: boolean;
  readonly typedOnly: boolean;
}) {
  const [epc, setEpc] = useState('');
  const action = item.actions.find(({ act }) => act === 'bindTag');
  const possible = action?.possible === true;
  const typed = epc.trim().toUpperCase();
  const encode = useCommand({
    send: (client, _input: null, commandId) => client.evidence.encodeTag({ commandId, id: item.id }),
    failures: 'inline',
    onDone: ({ epc: written }) => notify(t('evidence.tag_encoded', { epc: written })),
  });
  const bind = useCommand({
    send: (client, input: { epc: string }, commandId) =>
      client.evidence.bindTag({
        commandId,
        id: item.id,
        tid: null,
        method: 'typed',
        readBack: false,
        ...input,
      }),
    failures: 'inline',
    onDone: () => setEpc(''),
  });
  if (!possible) {
    return (
      <EmptyState>
        {t(mayBind ? 'evidence.no_tag' : 'evidence.no_tag_yet')}
        {mayBind && <span className="block">{reasonWords(action?.reason ?? null)}</span>}
      </EmptyState>
    );
  }
  const failure = encode.failure ?? bind.failure;
  const wrong = typed !== '' && !epcForm.test(typed);
  return (
    <>
      {!typedOnly && (
        <>
          <p>{t('evidence.encode_how')}</p>
          <div className="button-row">
            <Button kind="primary" disabled={encode.busy} onPress={() => encode.run(null)}>
              <TagIcon /> {t('evidence.encode_on_desk')}
            </Button>
            <span role="status">{encode.busy && t('evidence.encoding')}</span>
          </div>
        </>
      )}
      {failure !== undefined && <Failure failure={failure} />}
      <details>
        <summary>{t('evidence.bind_typed')}</summary>
        <div className="section">
          <TextField
            label={t('evidence.epc')}
            value={epc}
            onChange={setEpc}
            hint={t('evidence.epc_hint')}
            error={wrong ? t('evidence.epc_wrong') : undefined}
          />
          <div className="button-row">
            <Button disabled={typed === '' || wrong || bind.busy} onPress={() => bind.run({ epc: typed })}>
              {t('evidence.bind_act')}
            </Button>
          </div>
        </div>
      </details>
    </>
  );
}
