import { useState } from 'react';
import type { ImportWayView } from '../../../../main/contract/imports-received.ts';
import { type StationClient, useQuery } from '../../../client/index.ts';
import {
  Button,
  type Column,
  Failure,
  formatDateTimeShort,
  PageHeader,
  Split,
  StateMark,
  t,
  Table,
  useLanguage,
} from '../../../kit/index.ts';
import { ImportPages, ImportPath } from './import-pages.tsx';
import { wayReason, wayTones } from './received-words.ts';
import { placeOfWay } from './way-values.ts';
import { WayPanel } from './way-panel.tsx';

/** No way's id. */
const NEW = '+';

/** 接收途径: the folders that are watched and the ports that are listened on, each for one profile. */
export default function WaysScreen() {
  useLanguage();
  const [openId, setOpenId] = useState<string | undefined>(undefined);
  const {
    data: ways,
    failure,
    again,
  } = useQuery({
    key: ['import-ways'],
    topics: ['imports'],
    ask: (client: StationClient) => client.imports.ways({}),
  });
  const { data: profiles } = useQuery({
    key: ['import-profiles'],
    topics: [],
    ask: (client: StationClient) => client.imports.profiles({}),
  });
  const nameOfProfile = (id: string): string =>
    profiles?.find((profile) => profile.id === id)?.name ?? t('imports.profile_ended');
  const open = ways?.find(({ way }) => way.id === openId);
  const close = (): void => setOpenId(undefined);
  return (
    <Split
      beside={
        profiles !== undefined && (open !== undefined || openId === NEW) ? (
          <WayPanel key={openId} view={open} profiles={profiles} onDone={close} onClose={close} />
        ) : undefined
      }
    >
      <PageHeader
        title={t('imports.ways')}
        path={<ImportPath title={t('imports.ways')} />}
        actions={
          <Button
            kind={openId === undefined ? 'primary' : 'quiet'}
            disabled={profiles?.length === 0}
            reason={t('imports.take_no_profile')}
            onPress={() => setOpenId(NEW)}
          >
            {t('imports.way_add')}
          </Button>
        }
      />
      <ImportPages current="/devices/imports/ways" />
      <p className="plain-note import-note">{t('imports.ways_note')}</p>
      {failure !== undefined && <Failure failure={failure} onRetry={again} />}
      <Table
        label={t('imports.ways')}
        columns={columns(nameOfProfile)}
        rows={ways ?? []}
        idOf={({ way }) => way.id}
        nameOf={({ way }) => way.title}
        onOpen={({ way }) => setOpenId(way.id)}
        openId={open?.way.id}
        total={ways?.length ?? 0}
        empty={ways === undefined ? '' : t('imports.ways_empty')}
      />
    </Split>
  );
}

function columns(nameOfProfile: (id: string) => string): Column<ImportWayView>[] {
  return [
    { id: 'title', title: t('imports.way'), width: '180px', cell: ({ way }) => way.title },
    {
      id: 'state',
      title: t('common.state'),
      width: '130px',
      cell: ({ state }) => <StateMark tone={wayTones[state]}>{t(`imports.way_state.${state}`)}</StateMark>,
    },
    {
      id: 'reason',
      title: t('devices.why'),
      width: 'minmax(190px, 1fr)',
      cell: ({ reason, waiting, way }) =>
        [
          wayReason(reason),
          waiting === 0
            ? ''
            : t(way.kind === 'folder' ? 'imports.files_waiting' : 'imports.connections', { count: waiting }),
        ]
          .filter((words) => words !== '')
          .join(' · '),
    },
    {
      id: 'place',
      title: t('imports.place'),
      width: 'minmax(200px, 1.2fr)',
      cell: ({ way }) => <span className="fixed">{placeOfWay(way)}</span>,
    },
    {
      id: 'profile',
      title: t('imports.profile'),
      width: 'minmax(140px, 0.8fr)',
      cell: ({ way }) => nameOfProfile(way.profile),
    },
    {
      id: 'last',
      title: t('imports.last_received'),
      width: '150px',
      cell: ({ lastAt }) => (lastAt === null ? '' : formatDateTimeShort(lastAt)),
    },
  ];
}
