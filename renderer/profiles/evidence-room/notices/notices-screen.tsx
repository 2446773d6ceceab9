import { useEffect, useRef, useState } from 'react';
import { type StationClient, useCommand, usePages } from '../../../client/index.ts';
import {
  Button,
  type Column,
  Failure,
  Form,
  formatDateTime,
  formatDateTimeShort,
  notify,
  PageHeader,
  SidePanel,
  Split,
  StateMark,
  t,
  Table,
  TextField,
  useForm,
  useLanguage,
} from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';

type Notice = Awaited<ReturnType<StationClient['system']['notices']>>['rows'][number];

/** 通知: rules and messages of the unit, with a receipt of who read them. */
export default function NoticesScreen() {
  useLanguage();
  const may = useMay();
  const [open, setOpen] = useState<string | undefined>(undefined);
  const [writing, setWriting] = useState(false);
  const pages = usePages<Notice>({
    key: ['notices'],
    topics: ['notices'],
    ask: (client, after, signal) => client.system.notices(after === undefined ? {} : { after }, { signal }),
  });
  const notice = pages.rows.find((row) => row.id === open);
  const close = (): void => {
    setOpen(undefined);
    setWriting(false);
  };
  return (
    <Split
      beside={
        writing ? (
          <PublishPanel onClose={close} />
        ) : notice === undefined ? undefined : (
          <NoticePanel key={notice.id} notice={notice} onClose={close} />
        )
      }
    >
      <PageHeader
        title={t('notices.title')}
        actions={
          may('notice.publish') && (
            <Button kind={writing ? 'quiet' : 'primary'} onPress={() => setWriting(true)}>
              {t('notices.publish')}
            </Button>
          )
        }
      />
      {pages.failure !== undefined && <Failure failure={pages.failure} onRetry={pages.again} />}
      <Table
        label={t('notices.title')}
        columns={columns()}
        rows={pages.rows}
        idOf={(row) => row.id}
        nameOf={(row) => row.title}
        onOpen={(row) => {
          setWriting(false);
          setOpen(row.id);
        }}
        openId={open}
        loadMore={pages.loadMore}
        empty={pages.answered ? t(may('notice.publish') ? 'notices.empty_publisher' : 'notices.empty') : ''}
      />
    </Split>
  );
}

function columns(): Column<Notice>[] {
  return [
    {
      id: 'title',
      title: t('notices.subject'),
      width: 'minmax(240px, 1fr)',
      cell: (row) => (row.read ? row.title : <strong>{row.title}</strong>),
    },
    {
      id: 'read',
      title: t('common.state'),
      width: '110px',
      cell: (row) => (
        <StateMark tone={row.read ? 'ended' : 'active'}>
          {t(row.read ? 'notices.read' : 'notices.unread')}
        </StateMark>
      ),
    },
    { id: 'by', title: t('notices.by'), width: '140px', cell: (row) => row.publishedBy },
    { id: 'at', title: t('notices.at'), width: '160px', cell: (row) => formatDateTimeShort(row.publishedAt) },
  ];
}

function NoticePanel({ notice, onClose }: { readonly notice: Notice; readonly onClose: () => void }) {
  const { run: confirmRead } = useCommand({
    send: (client, id: string, commandId) => client.system.readNotice({ commandId, id }),
  });
  const sent = useRef(notice.read);
  // Opening it is reading it: the receipt is sent once.
  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    confirmRead(notice.id);
  });
  return (
    <SidePanel title={notice.title} onClose={onClose} subject={notice.id}>
      <p className="quiet small">
        {t('notices.published', { name: notice.publishedBy, time: formatDateTime(notice.publishedAt) })}
      </p>
      {notice.body.split(/\n+/).map((paragraph, index) => (
        <p key={index}>{paragraph}</p>
      ))}
      {notice.read && <StateMark tone="ended">{t('notices.receipt')}</StateMark>}
    </SidePanel>
  );
}

interface Draft {
  title: string;
  body: string;
}

function PublishPanel({ onClose }: { readonly onClose: () => void }) {
  const form = useForm<Draft>({
    initial: { title: '', body: '' },
    check: ({ title, body }) => ({
      ...(title.trim() === '' ? { title: t('common.fill_in', { label: t('notices.subject') }) } : {}),
      ...(body.trim() === '' ? { body: t('common.fill_in', { label: t('notices.body') }) } : {}),
    }),
    draft: 'notice',
  });
  const command = useCommand({
    send: (client, { title, body }: Draft, commandId) =>
      client.system.publishNotice({ commandId, title: title.trim(), body: body.trim() }),
    onDone: (_done, { title }) => {
      notify(t('notices.done', { title }));
      form.reset();
      onClose();
    },
    failures: 'inline',
  });
  return (
    <SidePanel title={t('notices.publish')} onClose={onClose} subject="publish">
      <Form
        form={form}
        onSend={command.run}
        sendLabel={t('notices.publish_act')}
        busy={command.busy}
        failure={command.failure !== undefined && <Failure failure={command.failure} />}
        actions={<Button onPress={onClose}>{t('common.cancel')}</Button>}
      >
        <TextField label={t('notices.subject')} required maxLength={120} {...form.field('title')} />
        <TextField label={t('notices.body')} required lines={10} maxLength={4000} {...form.field('body')} />
        <p className="small quiet">{t('notices.publish_hint')}</p>
      </Form>
    </SidePanel>
  );
}
