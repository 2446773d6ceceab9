import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { type StationClient, useQuery } from '../../../client/index.ts';
import {
  Breadcrumb,
  Button,
  Deadline,
  Failure,
  formatDateTime,
  KeyValue,
  PageHeader,
  Split,
  StateMark,
  Stepper,
  Story,
  t,
  textOr,
  useLanguage,
} from '../../../kit/index.ts';
import { ActButtons, mayNow, NotNow } from '../parts-operations/acts.tsx';
import { storyEntries } from '../parts-items/story-words.ts';
import { OrderActPanel, orderActLines, type OrderPanel } from './order-acts.tsx';
import { OrderItems } from './order-items.tsx';
import { OrderSheet } from './order-sheet.tsx';
import { orderStep, orderSteps, orderTones, type OrderView, waitsForWords } from './order-words.ts';

/** One order: where it stands, what exactly it is about, who approved it, and what can be done now. */
export default function OrderScreen() {
  useLanguage();
  const { id = '' } = useParams();
  const { data, failure, again } = useQuery({
    key: ['order', id],
    topics: ['orders', 'items'],
    ask: (client: StationClient) => client.evidence.order({ id }),
  });
  const order = data?.id === id ? data : undefined;
  if (order !== undefined) return <OrderPage order={order} />;
  return (
    <>
      <PageHeader title={t('orders.title')} />
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
    </>
  );
}

function OrderPage({ order }: { readonly order: OrderView }) {
  const [, goTo] = useLocation();
  const [panel, setPanel] = useState<OrderPanel | undefined>(undefined);
  const lines = orderActLines((next) =>
    next.kind === 'edit' ? goTo(`/orders/${order.id}/edit`) : setPanel(next),
  );
  const step = orderStep(order.state);
  const returning = mayNow(order.actions, 'returnItem');
  return (
    <Split
      beside={
        panel === undefined ? undefined : (
          <OrderActPanel order={order} panel={panel} onClose={() => setPanel(undefined)} />
        )
      }
    >
      <div className="page-scroll">
        <PageHeader
          path={<Breadcrumb steps={[{ title: t('orders.title'), to: '/orders' }, { title: order.number }]} />}
          title={t(`orders.purpose.${order.purpose}`)}
          code={order.number}
          state={<StateMark tone={orderTones[order.state]}>{t(`orders.state.${order.state}`)}</StateMark>}
          facts={
            order.waitsFor === null
              ? []
              : [{ label: t('orders.waits_for'), value: waitsForWords(order.waitsFor) }]
          }
          {...(order.dueAt === null ? {} : { clock: <Deadline dueAt={order.dueAt} /> })}
          actions={
            <>
              <Button onPress={() => window.print()}>{t('orders.print')}</Button>
              <ActButtons acts={order.actions} lines={lines} />
            </>
          }
        />
        {step === undefined ? (
          <p className="quiet">
            {t(
              `orders.ended.${order.state === 'rejected' || order.state === 'withdrawn' ? order.state : 'expired'}`,
            )}
          </p>
        ) : (
          <Stepper label={t('orders.progress')} steps={orderSteps()} current={step} />
        )}
        <NotNow acts={order.actions} lines={lines} />
        {order.releasedUntil !== null && order.state === 'released' && (
          <p className="plain-note">
            {t('orders.released_until', { time: formatDateTime(order.releasedUntil) })}
          </p>
        )}
        <section className="page-section" aria-labelledby="order-content">
          <h2 id="order-content">{t('orders.content')}</h2>
          <KeyValue
            columns={2}
            items={[
              { label: t('orders.applicant'), value: `${order.applicant.name}（${order.unitName}）` },
              { label: t('orders.created'), value: formatDateTime(order.createdAt) },
              { label: t('orders.borrower'), value: order.borrower.name },
              { label: t('orders.destination'), value: order.destination },
              {
                label: t('orders.due'),
                value: order.dueAt === null ? t('orders.for_good') : formatDateTime(order.dueAt),
              },
              { label: t('orders.reason'), value: order.reason },
            ]}
          />
        </section>
        <section className="page-section" aria-labelledby="order-items">
          <h2 id="order-items">{t('orders.item_list')}</h2>
          <OrderItems
            order={order}
            onReturn={returning ? (item) => setPanel({ kind: 'returnItem', item }) : undefined}
          />
          {order.listHash !== null && (
            <p className="small quiet">
              {t('orders.list_hash')} <span className="fixed breakable">{order.listHash}</span>
            </p>
          )}
        </section>
        <Approvals order={order} />
        <Extensions order={order} />
        <section className="page-section" aria-labelledby="order-story">
          <h2 id="order-story">{t('orders.story')}</h2>
          <Story
            entries={storyEntries(order.story)}
            label={t('orders.story')}
            empty={t('orders.story_empty')}
          />
        </section>
        <OrderSheet order={order} />
      </div>
    </Split>
  );
}

function Approvals({ order }: { readonly order: OrderView }) {
  return (
    <section className="page-section" aria-labelledby="order-approvals">
      <h2 id="order-approvals">{t('orders.approvals')}</h2>
      {order.approvals.length === 0 ? (
        <p className="quiet">{t('orders.approvals_empty')}</p>
      ) : (
        <ul className="line-list">
          {order.approvals.map((approval) => (
            <li key={`${approval.at} ${approval.approver.id}`}>
              <StateMark tone={approval.decision === 'approved' ? 'active' : 'fault'}>
                {t(`orders.decision.${approval.decision}`)}
              </StateMark>
              <span>
                <strong>{approval.approver.name}</strong>{' '}
                <span className="quiet">{textOr(`identity.role.${approval.role}`, approval.role)}</span>
                <span className="block">
                  {approval.opinion === '' ? t('orders.no_opinion') : approval.opinion}
                </span>
                {approval.decision === 'approved' && approval.listHash !== order.listHash && (
                  <span className="block small">{t('orders.approved_other_list')}</span>
                )}
              </span>
              <span className="quiet small">{formatDateTime(approval.at)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Extensions({ order }: { readonly order: OrderView }) {
  if (order.extensions.length === 0) return null;
  return (
    <section className="page-section" aria-labelledby="order-extensions">
      <h2 id="order-extensions">{t('orders.extensions')}</h2>
      <ul className="line-list">
        {order.extensions.map((extension) => (
          <li key={extension.at}>
            <StateMark
              tone={
                extension.state === 'asked' ? 'waiting' : extension.state === 'granted' ? 'active' : 'fault'
              }
            >
              {t(`orders.extension.${extension.state}`)}
            </StateMark>
            <span>
              {t('orders.extension_until', { time: formatDateTime(extension.until) })}
              <span className="block">{extension.reason}</span>
            </span>
            <span className="quiet small">{formatDateTime(extension.at)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
