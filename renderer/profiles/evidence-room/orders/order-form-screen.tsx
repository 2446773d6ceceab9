import { useEffect, useRef, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { orderPurposes } from '../../../../main/contract/evidence-orders.ts';
import { type StationClient, useCommand, useQuery } from '../../../client/index.ts';
import {
  Breadcrumb,
  Button,
  Checkbox,
  DateField,
  Failure,
  Form,
  notify,
  type Option,
  PageHeader,
  type Problems,
  RadioGroup,
  t,
  TextField,
  useForm,
  useLanguage,
} from '../../../kit/index.ts';
import { useSessionInfo } from '../../../shell/session-context.ts';
import { PersonBox } from '../parts-operations/person-box.tsx';
import { ItemsPicker, type PickedItem } from './items-picker.tsx';
import { type OrderView, type Purpose, purposesForGood } from './order-words.ts';

interface OrderForm {
  purpose: Purpose | null;
  reason: string;
  destination: string;
  borrower: Option<string> | null;
  items: readonly PickedItem[];
  dueAt: string | null;
}

function check(values: OrderForm): Problems<OrderForm> {
  const forGood = values.purpose !== null && purposesForGood.has(values.purpose);
  const missing = (label: string): string => t('common.fill_in', { label });
  return {
    ...(values.purpose === null ? { purpose: missing(t('orders.purpose')) } : {}),
    ...(values.items.length === 0 ? { items: t('orders.picked_empty') } : {}),
    ...(values.reason.trim() === '' ? { reason: missing(t('orders.reason')) } : {}),
    ...(values.destination.trim() === '' ? { destination: missing(t('orders.destination')) } : {}),
    ...(values.borrower === null ? { borrower: missing(t('orders.borrower')) } : {}),
    ...(forGood || values.dueAt !== null
      ? !forGood && values.dueAt !== null && Date.parse(values.dueAt) <= Date.now()
        ? { dueAt: t('orders.due_past') }
        : {}
      : { dueAt: missing(t('orders.due')) }),
  };
}

/** 新建单据, or an own one again that came back or was not sent. */
export default function OrderFormScreen() {
  useLanguage();
  const { id, item } = useParams();
  const { data, failure, again } = useQuery({
    key: ['order', id],
    topics: [],
    ask: (client: StationClient) => client.evidence.order({ id: id ?? '' }),
    enabled: id !== undefined,
  });
  if (id === undefined) return <OrderEditor order={undefined} wanted={item} />;
  if (data !== undefined && data.id === id) return <OrderEditor key={id} order={data} />;
  return failure === undefined ? null : <Failure failure={failure} onRetry={again} />;
}

function initialOf(order: OrderView | undefined, self: Option<string>): OrderForm {
  if (order === undefined) {
    return { purpose: null, reason: '', destination: '', borrower: self, items: [], dueAt: null };
  }
  return {
    purpose: order.purpose,
    reason: order.reason,
    destination: order.destination,
    borrower: { value: order.borrower.id, label: order.borrower.name },
    items: order.itemRows.map(({ id, code, name, caseName }) => ({ id, code, name, caseName })),
    dueAt: order.dueAt,
  };
}

interface OrderEditorProps {
  readonly order: OrderView | undefined;
  /** Item from whose page one came; put on the list if it can be lent. */
  readonly wanted?: string | undefined;
}

function OrderEditor({ order, wanted }: OrderEditorProps) {
  const [, goTo] = useLocation();
  const { session } = useSessionInfo();
  const [submitNow, setSubmitNow] = useState(true);
  const self = { value: session.person.id, label: session.person.name };
  const form = useForm<OrderForm>({
    initial: initialOf(order, self),
    check,
    draft: order === undefined ? `order-new:${session.person.id}` : `order:${order.id}`,
  });
  usePutWanted(wanted, form.values.items, (items) => form.set('items', items));
  const command = useCommand({
    async send(client, values: OrderForm, commandId) {
      const content = {
        purpose: values.purpose ?? 'examination',
        reason: values.reason.trim(),
        destination: values.destination.trim(),
        borrower: values.borrower?.value ?? '',
        items: values.items.map((item) => item.id),
        dueAt: values.purpose !== null && purposesForGood.has(values.purpose) ? null : values.dueAt,
      };
      if (order !== undefined) return client.evidence.editOrder({ commandId, id: order.id, ...content });
      return client.evidence.createOrder({ commandId, ...content });
    },
    onDone: ({ id }) => {
      form.reset();
      if (submitNow && (order === undefined || order.state !== 'submitted')) submit.run(id);
      else goTo(`/orders/${id}`);
    },
    failures: 'inline',
  });
  const submit = useCommand({
    send: (client, id: string, commandId) => client.evidence.submitOrder({ commandId, id }),
    onDone: (_done, id) => {
      notify(t('orders.sent'));
      goTo(`/orders/${id}`);
    },
    failures: 'inline',
  });
  const failure = command.failure ?? submit.failure;
  const forGood = form.values.purpose !== null && purposesForGood.has(form.values.purpose);
  const title = order === undefined ? t('orders.new') : t('orders.edit_title', { number: order.number });
  return (
    <div className="page-scroll">
      <PageHeader
        title={title}
        path={<Breadcrumb steps={[{ title: t('orders.title'), to: '/orders' }, { title }]} />}
      />
      {order !== undefined && order.approvals.some((approval) => approval.decision === 'approved') && (
        <p className="plain-note">{t('orders.edit_voids_approval')}</p>
      )}
      <div className="wide-form">
        <Form
          form={form}
          onSend={command.run}
          busy={command.busy || submit.busy}
          sendLabel={t(submitNow ? 'orders.send_for_approval' : 'orders.keep_draft')}
          failure={failure !== undefined && <Failure failure={failure} />}
          actions={
            <>
              <Button onPress={() => goTo(order === undefined ? '/orders' : `/orders/${order.id}`)}>
                {t('common.cancel')}
              </Button>
              <Button kind="plain" onPress={form.reset}>
                {t('common.draft_discard')}
              </Button>
            </>
          }
        >
          <RadioGroup
            label={t('orders.purpose')}
            required
            orientation="horizontal"
            options={orderPurposes.map((value) => ({ value, label: t(`orders.purpose.${value}`) }))}
            {...form.field('purpose')}
          />
          <ItemsPicker
            value={form.values.items}
            onChange={(items) => form.set('items', items)}
            error={form.problems.items}
          />
          <div className="two-fields">
            <PersonBox label={t('orders.borrower')} required {...form.field('borrower')} />
            <TextField
              label={t('orders.destination')}
              required
              maxLength={200}
              {...form.field('destination')}
            />
          </div>
          <TextField
            label={t('orders.reason')}
            required
            lines={3}
            maxLength={1000}
            {...form.field('reason')}
          />
          {forGood ? (
            <p className="plain-note">{t('orders.no_due_wanted')}</p>
          ) : (
            <div className="date-with-choices">
              <DateField label={t('orders.due_back')} precision="minute" required {...form.field('dueAt')} />
              <div className="button-row" role="group" aria-label={t('orders.due_quick')}>
                {[1, 3, 7].map((days) => (
                  <Button key={days} onPress={() => form.set('dueAt', inDays(days))}>
                    {t('orders.due_in_days', { days })}
                  </Button>
                ))}
              </div>
            </div>
          )}
          {order?.state !== 'submitted' && (
            <Checkbox value={submitNow} onChange={setSubmitNow}>
              {t('orders.submit_now')}
            </Checkbox>
          )}
        </Form>
      </div>
    </div>
  );
}

/** So many days from this minute. */
function inDays(days: number): string {
  const minute = 60_000;
  return new Date(Math.ceil(Date.now() / minute) * minute + days * 86_400_000).toISOString();
}

/** Puts the item on the list once, when it is known; on top of whatever draft was there. */
function usePutWanted(
  wanted: string | undefined,
  items: readonly PickedItem[],
  put: (items: readonly PickedItem[]) => void,
): void {
  const { data } = useQuery({
    key: ['item', wanted],
    topics: [],
    ask: (client: StationClient) => client.evidence.item({ id: wanted ?? '' }),
    enabled: wanted !== undefined,
  });
  const done = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (data === undefined || data.id !== wanted || done.current === wanted) return;
    done.current = wanted;
    if (data.custody !== 'in-store' || items.some((one) => one.id === data.id)) return;
    const { id, code, name, caseName } = data;
    put([...items, { id, code, name, caseName }]);
  }, [data, wanted, items, put]);
}
