import { useLive } from '../../../client/index.ts';
import { StateMark, t } from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';
import type { DashboardData } from './agenda.ts';

interface Step {
  readonly name: 'people' | 'places' | 'devices';
  readonly done: boolean;
  /** What is missing, or who does it. */
  readonly words: string;
  /** Where it is done; undefined = another post does it. */
  readonly to: string | undefined;
}

/** 开始使用: what a new station still lacks before the first item can come in; gone when it lacks nothing. */
export function NextSteps({ preparation }: { readonly preparation: DashboardData['preparation'] }) {
  const may = useMay();
  const { lamps } = useLive();
  if (preparation === null) return null;
  const { missingRoles, cells } = preparation;
  const separator = t('dashboard.steps.separator');
  const roles = missingRoles.map((role) => t(`identity.role.${role}`)).join(separator);
  const steps: readonly Step[] = [
    {
      name: 'people',
      done: missingRoles.length === 0,
      words: missingRoles.length === 0 ? '' : t('dashboard.steps.people_missing', { roles }),
      to: may('identity.manage') ? '/settings/persons' : undefined,
    },
    {
      name: 'places',
      done: cells > 0,
      words: t(may('storage.manage') ? 'dashboard.steps.places_how' : 'dashboard.steps.places_who'),
      to: may('storage.manage') ? '/storage' : undefined,
    },
    {
      name: 'devices',
      done: lamps.length > 0,
      words: t(may('devices.manage') ? 'dashboard.steps.devices_how' : 'dashboard.steps.devices_who'),
      to: may('devices.manage') ? '/devices' : undefined,
    },
  ];
  if (steps.every(({ done }) => done)) return null;
  return (
    <section className="next-steps" aria-labelledby="next-steps">
      <h2 id="next-steps">{t('dashboard.steps')}</h2>
      <ol className="line-list">
        {steps.map(({ name, done, words, to }) => (
          <li key={name}>
            <StateMark tone={done ? 'ended' : to === undefined ? 'waiting' : 'active'}>
              {t(done ? 'dashboard.steps.done' : 'dashboard.steps.to_do')}
            </StateMark>
            <span>
              {to === undefined || done ? (
                <strong>{t(`dashboard.steps.${name}`)}</strong>
              ) : (
                <a href={`#${to}`}>{t(`dashboard.steps.${name}`)}</a>
              )}
              {!done && <span className="quiet small block">{words}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
