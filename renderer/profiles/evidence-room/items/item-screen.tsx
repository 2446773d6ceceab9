import { type ReactNode, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { type StationClient, useCommand, useQuery } from '../../../client/index.ts';
import {
  Breadcrumb,
  Button,
  ConfirmDialog,
  Deadline,
  Failure,
  formatDateTime,
  formatQuantity,
  KeyValue,
  notify,
  PageHeader,
  Split,
  StateMark,
  Story,
  t,
  TextField,
  textOr,
  useLanguage,
} from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';
import { useDictionary } from '../parts-items/dictionary.ts';
import { LabelPanel } from '../parts-items/label-panel.tsx';
import { CustodyMark } from '../parts-items/marks.tsx';
import { PhotoSection } from '../parts-items/photo-section.tsx';
import { storyEntries } from '../parts-items/story-words.ts';
import { TagPanel } from '../parts-items/tag-panel.tsx';
import type { ItemView } from '../parts-items/types.ts';
import { WhereIsIt } from '../parts-items/where-is-it.tsx';
import { ActButtons, type ActLine, NotNow } from '../parts-operations/acts.tsx';
import { paths } from '../paths.ts';
import { ItemActPanel, type ItemPanel } from './item-acts.tsx';

/** 一件财物: the thing on one page: six aspects, pictures, tag, label, where it lies, its story, what can be done now. */
export default function ItemScreen() {
  useLanguage();
  const { id = '' } = useParams();
  const { data, failure, again } = useQuery({
    key: ['item', id],
    topics: ['items', 'orders'],
    ask: (client: StationClient) => client.evidence.item({ id }),
  });
  const item = data?.id === id ? data : undefined;
  if (item !== undefined) return <ItemPage item={item} />;
  return (
    <>
      <PageHeader title={t('evidence.title')} />
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
    </>
  );
}

function ItemPage({ item }: { readonly item: ItemView }) {
  const may = useMay();
  const [, goTo] = useLocation();
  const [panel, setPanel] = useState<ItemPanel | undefined>(undefined);
  const [voiding, setVoiding] = useState(false);
  const submit = useCommand({
    send: (client: StationClient, _input: undefined, commandId) =>
      client.evidence.submitItem({ commandId, id: item.id }),
    onDone: () => notify(t('evidence.submitted')),
    failures: 'inline',
  });
  const lines: ActLine[] = [
    { act: 'submitItem', label: t('evidence.act.submitItem'), onPress: () => submit.run(undefined) },
    {
      act: 'arriveAtCounter',
      label: t('evidence.act.arriveAtCounter'),
      onPress: () => goTo(paths.intakeOf(item.id)),
    },
    ...(item.custody === 'at-counter' && may('item.intake')
      ? [
          {
            act: 'refuseItem',
            label: t('evidence.act.acceptItem'),
            onPress: () => goTo(paths.intakeOf(item.id)),
          },
        ]
      : []),
    { act: 'moveItem', label: t('evidence.act.moveItem'), onPress: () => setPanel('move') },
    { act: 'reportFound', label: t('evidence.act.reportFound'), onPress: () => setPanel('found') },
    {
      act: 'editItem',
      label: t('evidence.act.editItem'),
      kind: 'quiet',
      onPress: () => goTo(paths.editItem(item.id)),
    },
    {
      act: 'reportDamage',
      label: t('evidence.act.reportDamage'),
      kind: 'quiet',
      onPress: () => setPanel('damage'),
    },
    { act: 'voidItem', label: t('evidence.act.voidItem'), kind: 'danger', onPress: () => setVoiding(true) },
  ];
  const editable = item.record !== 'closed' && may('item.register');
  const [clock] = item.clocks;
  return (
    <Split
      beside={
        panel === undefined ? undefined : (
          <ItemActPanel item={item} panel={panel} onClose={() => setPanel(undefined)} />
        )
      }
    >
      <div className="page-scroll">
        <PageHeader
          path={
            <Breadcrumb steps={[{ title: t('evidence.title'), to: paths.items }, { title: item.name }]} />
          }
          title={item.name}
          code={item.code}
          state={<CustodyMark state={item.custody} />}
          holder={item.holder}
          {...(item.place === null ? {} : { place: item.place })}
          {...(clock === undefined ? {} : { clock: <Deadline dueAt={clock.dueAt} state={clock.state} /> })}
          actions={
            <>
              <ActButtons acts={item.actions} lines={lines} />
              {item.record === 'active' && may('order.apply') && (
                <Button
                  kind={item.custody === 'in-store' ? 'primary' : 'quiet'}
                  disabled={item.custody !== 'in-store'}
                  {...(item.custody === 'in-store' ? {} : { reason: t('evidence.not_in_store') })}
                  onPress={() => goTo(paths.newOrderOfItem(item.id))}
                >
                  {t('evidence.apply')}
                </Button>
              )}
            </>
          }
        />
        {submit.failure !== undefined && <Failure failure={submit.failure} />}
        <NotNow acts={item.actions} lines={lines} />
        {item.openOrder !== null && (
          <p>
            <a href={`#${paths.order(item.openOrder.id)}`}>
              {t('evidence.order_open', { number: item.openOrder.number })}
            </a>
          </p>
        )}
        <Axes item={item} />
        <div className="two-columns">
          <PhotoSection item={item} editable={editable} />
          <div>
            <Section title={t('evidence.axis.tag')}>
              <TagPanel item={item} mayBind={may('item.intake')} />
            </Section>
            <Section title={t('evidence.label')}>
              <LabelPanel item={item} mayPrint={may('label.print')} />
            </Section>
            {item.place !== null && (
              <Section title={t('evidence.place')}>
                <WhereIsIt path={item.place} cell={item.cell} />
              </Section>
            )}
          </div>
        </div>
        <ItemStory id={item.id} />
      </div>
      <VoidDialog item={item} open={voiding} onClose={() => setVoiding(false)} />
    </Split>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="page-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** The six axes side by side (domain notes 3.1): none of them is "the" status. */
function Axes({ item }: { readonly item: ItemView }) {
  const categories = useDictionary('category-property');
  const scene = useDictionary('category-scene');
  const measures = useDictionary('legal-measure');
  const flags = useDictionary('item-flag');
  const binding = item.bindings.find((one) => one.until === null);
  const sound = !item.integrity.damaged && !item.integrity.sealBroken;
  return (
    <Section title={t('evidence.axes')}>
      <div className="axes">
        <article>
          <h3>{t('evidence.axis.legal')}</h3>
          <KeyValue
            items={[
              {
                label: t('evidence.measure'),
                value: `${measures.label(item.legal.measure)} · ${t(`evidence.organ.${item.legal.organ}`)}`,
              },
              {
                label: t('evidence.case'),
                value: <a href={`#${paths.case(item.caseId)}`}>{item.caseName}</a>,
              },
              { label: t('evidence.list_number'), value: item.listNumber },
              {
                label: t('evidence.seized_at'),
                value: `${formatDateTime(item.seizedAt)} ${item.seizedPlace}`,
              },
              ...(item.owner === null ? [] : [{ label: t('evidence.owner'), value: item.owner }]),
              ...item.clocks.map((clock) => ({
                label: `${textOr(`evidence.clock.${clock.rule}`, clock.rule)} (${clock.article})`,
                value: <Deadline dueAt={clock.dueAt} state={clock.state} />,
              })),
            ]}
          />
        </article>
        <article>
          <h3>{t('evidence.axis.custody')}</h3>
          <KeyValue
            items={[
              { label: t('evidence.state'), value: <CustodyMark state={item.custody} /> },
              {
                label: t('evidence.holder'),
                value: `${item.holder} ${t('evidence.since', { time: formatDateTime(item.holderSince) })}`,
              },
            ]}
          />
        </article>
        <article>
          <h3>{t('evidence.axis.place')}</h3>
          <p>{item.place ?? t('evidence.not_placed')}</p>
          {item.lastSighting !== null && (
            <p className="quiet small">
              {t('evidence.last_seen', {
                place: item.lastSighting.position,
                time: formatDateTime(item.lastSighting.at),
              })}
            </p>
          )}
        </article>
        <article>
          <h3>{t('evidence.axis.integrity')}</h3>
          <KeyValue
            items={[
              { label: t('evidence.quantity'), value: formatQuantity(item.quantity, item.measureUnit) },
              {
                label: t('evidence.gross_weight'),
                value:
                  item.integrity.grossWeightGrams === null ? '—' : `${item.integrity.grossWeightGrams} g`,
              },
              {
                label: t('evidence.seal_number'),
                value: item.integrity.sealNumber === '' ? '—' : item.integrity.sealNumber,
              },
              {
                label: t('evidence.condition'),
                value: sound ? (
                  <>{item.integrity.condition === '' ? t('evidence.sound') : item.integrity.condition}</>
                ) : (
                  <StateMark tone="fault">
                    {t(item.integrity.sealBroken ? 'evidence.seal_broken' : 'evidence.damaged')}
                  </StateMark>
                ),
              },
            ]}
          />
        </article>
        <article>
          <h3>{t('evidence.axis.tag')}</h3>
          <KeyValue
            items={[
              {
                label: t('evidence.state'),
                value: (
                  <StateMark tone={item.tagged ? 'neutral' : 'waiting'}>
                    {t(item.tagged ? 'evidence.tag.bound' : 'evidence.tag.none')}
                  </StateMark>
                ),
              },
              { label: t('evidence.epc'), value: <span className="fixed">{binding?.epc ?? '—'}</span> },
            ]}
          />
        </article>
        <article>
          <h3>{t('evidence.axis.record')}</h3>
          <KeyValue
            items={[
              { label: t('evidence.state'), value: t(`evidence.record.${item.record}`) },
              { label: t('evidence.category'), value: categories.label(item.category) },
              { label: t('evidence.scene_category'), value: scene.label(item.sceneCategory) },
              { label: t('evidence.features'), value: item.features === '' ? '—' : item.features },
              {
                label: t('evidence.flags'),
                value: item.flags.length === 0 ? '—' : item.flags.map((flag) => flags.label(flag)).join('、'),
              },
            ]}
          />
        </article>
      </div>
    </Section>
  );
}

function ItemStory({ id }: { readonly id: string }) {
  const { data, failure, again } = useQuery({
    key: ['story', `item:${id}`],
    topics: ['items', 'passages'],
    ask: (client) => client.evidence.story({ aggregate: `item:${id}` }),
  });
  return (
    <Section title={t('evidence.story')}>
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      {data !== undefined && (
        <Story label={t('evidence.story')} empty={t('evidence.story_empty')} entries={storyEntries(data)} />
      )}
    </Section>
  );
}

function VoidDialog({
  item,
  open,
  onClose,
}: {
  readonly item: ItemView;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const act = useCommand({
    send: (client: StationClient, input: string, commandId) =>
      client.evidence.voidItem({ commandId, id: item.id, reason: input }),
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t('evidence.void_question', { name: item.name })}
      act={t('evidence.void_act', { code: item.code })}
      danger
      busy={act.busy}
      reason={reason.trim() === '' ? t('evidence.void_needs_reason') : undefined}
      onConfirm={() => act.run(reason.trim())}
    >
      <TextField label={t('evidence.void_reason')} required value={reason} onChange={setReason} lines={2} />
    </ConfirmDialog>
  );
}
