import { useCommand } from '../../../client/index.ts';
import { Button, Failure, KeyValue, notify, StateMark, t } from '../../../kit/index.ts';
import { TagIcon } from '../../../kit/icons.tsx';
import { LabelPanel } from '../parts-items/label-panel.tsx';
import { TagPanel } from '../parts-items/tag-panel.tsx';
import type { ItemView } from '../parts-items/types.ts';
import { type DeskTag, deskVerdict, useDesk } from '../parts-items/use-desk.ts';
import { paths } from '../paths.ts';

export interface TagStepProps {
  readonly item: ItemView;
  readonly mayPrint: boolean;
  readonly onNext: () => void;
}

/** 标签: the tag on the desk is seen as it lies there; written and bound, or bound as it is; then the label is printed. */
export function TagStep({ item, mayPrint, onNext }: TagStepProps) {
  const desk = useDesk();
  return (
    <div className="section">
      <h3>{t('intake.on_desk')}</h3>
      <DeskView item={item} tags={desk.tags} />
      {desk.failure !== undefined && <Failure failure={desk.failure} />}
      {item.tagged ? <TagPanel item={item} mayBind /> : <TagPanel item={item} mayBind typedOnly />}
      <h3>{t('intake.label')}</h3>
      <LabelPanel item={item} mayPrint={mayPrint} />
      <div className="button-row">
        <Button
          kind={item.tagged ? 'primary' : 'quiet'}
          disabled={!item.tagged}
          {...(item.tagged ? {} : { reason: t('intake.tag_first') })}
          onPress={onNext}
        >
          {t('intake.to_cell')}
        </Button>
      </div>
    </div>
  );
}

function DeskView({
  item,
  tags,
}: {
  readonly item: ItemView;
  readonly tags: readonly DeskTag[] | undefined;
}) {
  const encode = useCommand({
    send: (client, _input: null, commandId) => client.evidence.encodeTag({ commandId, id: item.id }),
    failures: 'inline',
    onDone: ({ epc }) => notify(t('evidence.tag_encoded', { epc })),
  });
  const bind = useCommand({
    send: (client, input: { epc: string; tid: string | null }, commandId) =>
      client.evidence.bindTag({ commandId, id: item.id, method: 'desk-reader', readBack: true, ...input }),
    failures: 'inline',
    onDone: () => notify(t('intake.tag_bound')),
  });
  if (tags === undefined) return null;
  const [tag] = tags;
  const verdict = deskVerdict(item.id, tags);
  const failure = encode.failure ?? bind.failure;
  const usable = !item.tagged && (verdict === 'blank' || verdict === 'free');
  return (
    <div className="desk-view" data-verdict={verdict}>
      <div role="status">
        <StateMark
          tone={
            verdict === 'this'
              ? 'confirmed'
              : verdict === 'empty'
                ? 'waiting'
                : verdict === 'blank' || verdict === 'free'
                  ? 'active'
                  : 'fault'
          }
        >
          {t(`intake.desk.${verdict}`, { count: tags.length })}
        </StateMark>
      </div>
      <p className="quiet">
        {t(
          item.tagged && verdict !== 'this' && verdict !== 'several'
            ? 'intake.desk_hint.tagged'
            : `intake.desk_hint.${verdict}`,
        )}
        {verdict === 'other' && tag !== undefined && tag.item !== null && (
          <>
            {' '}
            <a href={`#${paths.item(tag.item)}`}>{tag.itemName}</a>
          </>
        )}
      </p>
      {tag !== undefined && tags.length === 1 && (
        <KeyValue
          items={[
            { label: 'EPC', value: <span className="fixed">{tag.epc}</span> },
            { label: 'TID', value: <span className="fixed">{tag.tid ?? '—'}</span> },
          ]}
        />
      )}
      {tags.length > 1 && (
        <ul className="plain-lines">
          {tags.map((one) => (
            <li key={`${one.epc} ${one.tid ?? ''}`}>
              {one.itemName ?? t('intake.not_bound')} <span className="fixed small quiet">{one.epc}</span>
            </li>
          ))}
        </ul>
      )}
      {usable && tag !== undefined && (
        <div className="button-row">
          <Button kind="primary" disabled={encode.busy || bind.busy} onPress={() => encode.run(null)}>
            <TagIcon /> {t('evidence.encode_on_desk')}
          </Button>
          {verdict === 'free' && (
            <Button
              disabled={encode.busy || bind.busy}
              onPress={() => bind.run({ epc: tag.epc, tid: tag.tid })}
            >
              {t('intake.bind_as_is')}
            </Button>
          )}
          <span role="status">{encode.busy && t('evidence.encoding')}</span>
        </div>
      )}
      {failure !== undefined && <Failure failure={failure} />}
    </div>
  );
}
