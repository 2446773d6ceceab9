import { useState } from 'react';
import { useParams } from 'wouter';
import { type StationClient, useCommand, useQuery } from '../../../client/index.ts';
import {
  Breadcrumb,
  Button,
  Failure,
  formatDateTime,
  formatDateTimeShort,
  KeyValue,
  notify,
  PageHeader,
  Split,
  StateMark,
  type StateTone,
  t,
  useLanguage,
  useNow,
} from '../../../kit/index.ts';
import { useMay, useSessionInfo } from '../../../shell/session-context.ts';
import { ActPanel } from '../parts-operations/act-panel.tsx';
import { AccountPanel } from './account-panel.tsx';
import { CardPanel } from './card-panel.tsx';
import { type Person, type Post, postState } from './people-words.ts';
import { PersonMark } from './persons-screen.tsx';
import { PostPanel } from './post-panel.tsx';

type Beside =
  | { readonly kind: 'post' | 'account' | 'leave' }
  | { readonly kind: 'card'; readonly card: 'card-number' | 'uhf-badge' }
  | { readonly kind: 'end-post'; readonly post: Post }
  | { readonly kind: 'end-card'; readonly card: Person['cards'][number] };

/** 人员 page: posts in time, cards and badges, account, leaving. */
export default function PersonScreen() {
  useLanguage();
  const { id = '' } = useParams();
  const manages = useMay()('identity.manage');
  const [beside, setBeside] = useState<Beside | undefined>(undefined);
  const {
    data: person,
    failure,
    again,
  } = useQuery({
    key: ['person', id],
    topics: ['identity'],
    id,
    ask: (client: StationClient) => client.identity.person({ id }),
  });
  if (person === undefined)
    return failure === undefined ? null : <Failure failure={failure} onRetry={again} />;
  const here = person.left === null;
  const close = (): void => setBeside(undefined);
  return (
    <Split
      beside={
        beside === undefined ? undefined : <BesidePanel person={person} beside={beside} onClose={close} />
      }
    >
      <PageHeader
        title={person.name}
        code={person.badgeNumber}
        path={
          <Breadcrumb
            steps={[
              { title: t('settings.title'), to: '/settings' },
              { title: t('people.persons'), to: '/settings/persons' },
              { title: person.name },
            ]}
          />
        }
        state={<PersonMark person={person} />}
        facts={[
          {
            label: t('people.unit'),
            value: [person.unitName, person.departmentName ?? ''].filter((words) => words !== '').join(' '),
          },
        ]}
        actions={
          manages &&
          here && (
            <>
              <Button
                kind={beside === undefined ? 'primary' : 'quiet'}
                onPress={() => setBeside({ kind: 'post' })}
              >
                {t('people.grant')}
              </Button>
              <Button onPress={() => setBeside({ kind: 'leave' })}>{t('people.leave')}</Button>
            </>
          )
        }
      />
      <div className="page-scroll">
        <Posts person={person} manages={manages} onEnd={(post) => setBeside({ kind: 'end-post', post })} />
        <div className="person-columns">
          <Cards person={person} manages={manages} onOpen={setBeside} />
          <Account person={person} manages={manages} onOpen={() => setBeside({ kind: 'account' })} />
        </div>
      </div>
    </Split>
  );
}

const postTones: Readonly<Record<ReturnType<typeof postState>, StateTone>> = {
  coming: 'waiting',
  valid: 'active',
  over: 'ended',
};

function Posts(props: {
  readonly person: Person;
  readonly manages: boolean;
  readonly onEnd: (post: Post) => void;
}) {
  const { person, manages, onEnd } = props;
  const now = useNow(60_000);
  return (
    <section className="page-section">
      <h2>{t('people.posts')}</h2>
      {person.posts.length === 0 ? (
        <p className="quiet">{t('people.posts_empty')}</p>
      ) : (
        <div className="plain-table-scroll">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('people.post')}</th>
                <th scope="col">{t('common.state')}</th>
                <th scope="col">{t('people.unit')}</th>
                <th scope="col">{t('people.valid_from')}</th>
                <th scope="col">{t('people.valid_until')}</th>
                {manages && <th scope="col">{t('people.act')}</th>}
              </tr>
            </thead>
            <tbody>
              {person.posts.toReversed().map((post) => {
                const state = postState(post, now);
                return (
                  <tr key={post.id}>
                    <th scope="row">{t(`identity.role.${post.role}`)}</th>
                    <td>
                      <StateMark tone={postTones[state]}>{t(`people.post_state.${state}`)}</StateMark>
                    </td>
                    <td>{post.unitName}</td>
                    <td>{formatDateTimeShort(post.validFrom)}</td>
                    <td>
                      {post.validUntil === null ? t('people.no_end') : formatDateTimeShort(post.validUntil)}
                    </td>
                    {manages && (
                      <td>
                        {state !== 'over' && (
                          <Button
                            kind="plain"
                            onPress={() => onEnd(post)}
                            label={t('people.end_post_named', { post: t(`identity.role.${post.role}`) })}
                          >
                            {t('people.end_post')}
                          </Button>
                        )}
                      </td>
                    )}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

interface CardsProps {
  readonly person: Person;
  readonly manages: boolean;
  readonly onOpen: (beside: Beside) => void;
}

function Cards({ person, manages, onOpen }: CardsProps) {
  return (
    <section className="page-section">
      <h2>{t('people.cards_title')}</h2>
      {person.cards.length === 0 && <p className="quiet">{t('people.cards_empty')}</p>}
      {person.cards.length > 0 && (
        <ul className="line-list">
          {person.cards.map((card) => (
            <li key={card.id}>
              <StateMark tone={card.validUntil === null ? 'active' : 'ended'}>
                {t(card.validUntil === null ? 'people.card_valid' : 'people.card_ended')}
              </StateMark>
              <span>
                {t(`people.card_kind.${card.kind}`)} <span className="fixed">{card.masked}</span>
                {card.validUntil !== null && (
                  <span className="small quiet">
                    {' '}
                    {t('people.ended_at', { time: formatDateTimeShort(card.validUntil) })}
                  </span>
                )}
              </span>
              {manages && card.validUntil === null && (
                <Button
                  kind="plain"
                  onPress={() => onOpen({ kind: 'end-card', card })}
                  label={t('people.end_card_named', { card: card.masked })}
                >
                  {t('people.end')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {manages && person.left === null && (
        <div className="button-row">
          <Button onPress={() => onOpen({ kind: 'card', card: 'card-number' })}>
            {t('people.add_card')}
          </Button>
          <Button onPress={() => onOpen({ kind: 'card', card: 'uhf-badge' })}>{t('people.add_badge')}</Button>
        </div>
      )}
    </section>
  );
}

function Account({
  person,
  manages,
  onOpen,
}: {
  readonly person: Person;
  readonly manages: boolean;
  readonly onOpen: () => void;
}) {
  const unlock = useCommand({
    send: (client, id: string, commandId) => client.identity.unlockAccount({ commandId, person: id }),
    onDone: () => notify(t('people.unlocked', { name: person.name })),
  });
  const tones = { active: 'active', locked: 'fault', ended: 'ended' } as const;
  return (
    <section className="page-section">
      <h2>{t('people.account')}</h2>
      {person.account === null || person.accountState === null ? (
        <>
          <p className="quiet">{t('people.account_none')}</p>
          {manages && person.left === null && (
            <div className="button-row">
              <Button onPress={onOpen}>{t('people.open_account')}</Button>
            </div>
          )}
        </>
      ) : (
        <>
          <KeyValue
            items={[
              { label: t('shell.account'), value: <span className="fixed">{person.account}</span> },
              {
                label: t('common.state'),
                value: (
                  <StateMark tone={tones[person.accountState]}>
                    {t(`people.account_state.${person.accountState}`)}
                  </StateMark>
                ),
              },
            ]}
          />
          {manages && person.accountState === 'locked' && (
            <div className="button-row">
              <Button onPress={() => unlock.run(person.id)} disabled={unlock.busy}>
                {t('people.unlock')}
              </Button>
            </div>
          )}
        </>
      )}
      {person.left !== null && (
        <p className="quiet">{t('people.left_at', { time: formatDateTime(person.left) })}</p>
      )}
    </section>
  );
}

function BesidePanel({
  person,
  beside,
  onClose,
}: {
  readonly person: Person;
  readonly beside: Beside;
  readonly onClose: () => void;
}) {
  switch (beside.kind) {
    case 'post':
      return <PostPanel person={person} onClose={onClose} />;
    case 'account':
      return <AccountPanel person={person} onClose={onClose} />;
    case 'card':
      return <CardPanel key={beside.card} person={person} kind={beside.card} onClose={onClose} />;
    case 'leave':
      return <LeavePanel person={person} onClose={onClose} />;
    case 'end-post':
      return <EndPostPanel key={beside.post.id} person={person} post={beside.post} onClose={onClose} />;
    case 'end-card':
      return <EndCardPanel key={beside.card.id} card={beside.card} onClose={onClose} />;
  }
}

function LeavePanel({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const { session } = useSessionInfo();
  const command = useCommand({
    send: (client, reason: string, commandId) =>
      client.identity.personLeft({ commandId, person: person.id, reason }),
    onDone: () => {
      notify(t('people.left_done', { name: person.name }));
      onClose();
    },
    failures: 'inline',
  });
  const self = session.person.id === person.id;
  return (
    <ActPanel
      title={t('people.leave_title', { name: person.name })}
      act={t('people.leave_act', { name: person.name })}
      words={t('common.reason')}
      required
      danger
      onSend={command.run}
      busy={command.busy}
      failure={command.failure}
      onClose={onClose}
      disabled={self}
    >
      <p>{t(self ? 'people.leave_self' : 'people.leave_explain')}</p>
    </ActPanel>
  );
}

function EndPostPanel(props: { readonly person: Person; readonly post: Post; readonly onClose: () => void }) {
  const { person, post, onClose } = props;
  const role = t(`identity.role.${post.role}`);
  const command = useCommand({
    send: (client, reason: string, commandId) =>
      client.identity.endPost({ commandId, post: post.id, reason }),
    onDone: () => {
      notify(t('people.post_ended', { name: person.name, post: role }));
      onClose();
    },
    failures: 'inline',
  });
  return (
    <ActPanel
      title={t('people.end_post_title', { name: person.name, post: role })}
      act={t('people.end_post_act', { post: role })}
      words={t('common.reason')}
      required
      danger
      onSend={command.run}
      busy={command.busy}
      failure={command.failure}
      onClose={onClose}
    >
      <p>{t('people.end_post_explain')}</p>
    </ActPanel>
  );
}

function EndCardPanel({
  card,
  onClose,
}: {
  readonly card: Person['cards'][number];
  readonly onClose: () => void;
}) {
  const command = useCommand({
    send: (client, reason: string, commandId) =>
      client.identity.endCard({ commandId, card: card.id, reason }),
    onDone: () => {
      notify(t('people.card_ended_done', { card: card.masked }));
      onClose();
    },
    failures: 'inline',
  });
  return (
    <ActPanel
      title={t('people.end_card_title', { card: card.masked })}
      act={t('people.end_card_act', { card: card.masked })}
      words={t('common.reason')}
      required
      danger
      onSend={command.run}
      busy={command.busy}
      failure={command.failure}
      onClose={onClose}
    >
      <p>{t('people.end_card_explain')}</p>
    </ActPanel>
  );
}
