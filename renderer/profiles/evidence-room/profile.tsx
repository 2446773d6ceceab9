import type { Profile } from '../../shell/profile.ts';
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
  async counts(client) {
    const counted = await Promise.all(
      parts.flatMap((part) => (part.counts === undefined ? [] : [part.counts(client)])),
    );
    return Object.assign({}, ...counted) as Readonly<Record<string, number>>;
  },
  countTopics: [...new Set(parts.flatMap((part) => part.countTopics ?? []))],
  async search(client, words) {
    const { rows } = await client.evidence.items({ words, limit: 8 });
    return rows.map((row) => ({ kind: 'item', id: row.id, title: `${row.name} ${row.code}` }));
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
