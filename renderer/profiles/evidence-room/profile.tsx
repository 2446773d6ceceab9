import { t } from '../../kit/index.ts';
import type { FoundThing, Profile } from '../../shell/profile.ts';
import { paths } from './paths.ts';
import type { ProfilePart } from './profile-part.ts';

/** Every folder of screens brings its part; what it leaves out it does not have. */
const parts = Object.values(
  import.meta.glob<{ readonly default: ProfilePart }>('./*/part.tsx', { eager: true }),
).map((module) => module.default);

/** The rail from top to bottom, in the order in which a day meets the things (SCREENS.md, evidence room). */
const railOrder = [
  '/dashboard',
  '/gate',
  '/items',
  '/cases',
  '/orders',
  '/storage',
  '/statistics',
  '/notices',
  '/devices',
  '/settings',
];

function found(kind: string, id: string, title: string): FoundThing {
  return { kind, id, title };
}

function place(path: string): number {
  const known = railOrder.indexOf(path);
  return known < 0 ? railOrder.length : known;
}

const profile: Profile = {
  id: 'evidence-room',
  title: 'shell.profile.evidence_room',
  home: paths.dashboard,
  rail: parts.flatMap((part) => part.rail).toSorted((left, right) => place(left.path) - place(right.path)),
  pages: parts.flatMap((part) => part.pages ?? []),
  routes: parts.flatMap((part) => part.routes),
  pathOf(thing) {
    for (const part of parts) {
      const path = part.pathOf?.(thing);
      if (path !== undefined) return path;
    }
    return paths.dashboard;
  },
  alarmPath: (alarm) => paths.alarm(alarm.id),
  async counts(client, may) {
    const counted = await Promise.all(
      parts.flatMap(({ counts, rail }) =>
        counts === undefined || !rail.every(({ permission }) => permission === undefined || may(permission))
          ? []
          : [counts(client)],
      ),
    );
    return Object.assign({}, ...counted) as Readonly<Record<string, number>>;
  },
  countTopics: [...new Set(parts.flatMap((part) => part.countTopics ?? []))],
  /** Whatever the palette promises: items, cases, orders and people, as far as the post may read them. */
  async search(client, words, may) {
    const limit = 6;
    const kinds = await Promise.all([
      may('order.read')
        ? client.evidence
            .orders({ words, limit })
            .then(({ rows }) =>
              rows.map(({ id, number, purpose }) =>
                found('order', id, `${number} ${t(`orders.purpose.${purpose}`)}`),
              ),
            )
        : [],
      may('item.read')
        ? client.evidence
            .items({ words, limit })
            .then(({ rows }) => rows.map(({ id, name, code }) => found('item', id, `${name} ${code}`)))
        : [],
      may('case.read')
        ? client.evidence
            .cases({ words, limit })
            .then(({ rows }) => rows.map(({ id, name, number }) => found('case', id, `${name} ${number}`)))
        : [],
      may('identity.read')
        ? client.identity
            .persons({ words, limit })
            .then(({ rows }) =>
              rows.map(({ id, name, badgeNumber }) => found('person', id, `${name} ${badgeNumber}`)),
            )
        : [],
    ]);
    return kinds.flat();
  },
  Companion: () => (
    <>
      {parts.map(({ Companion }, index) =>
        Companion === undefined ? null : <Companion key={parts[index]?.rail[0]?.path ?? index} />,
      )}
    </>
  ),
};
export default profile;
