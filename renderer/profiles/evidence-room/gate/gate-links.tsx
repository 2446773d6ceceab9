import { useLocation } from 'wouter';
import { useLive, useQuery } from '../../../client/index.ts';
import { t } from '../../../kit/index.ts';
import { SectionLinks } from '../parts-operations/view-switch.tsx';

/** The three pages of the gate. */
export function GateLinks() {
  const [path] = useLocation();
  const { alarms } = useLive();
  const { data: tasks = [] } = useQuery({
    key: ['gate-tasks'],
    topics: ['tasks'],
    ask: (client) => client.evidence.tasks({}),
  });
  return (
    <SectionLinks
      label={t('gate.title')}
      current={path}
      links={[
        { to: '/gate', title: t('gate.live') },
        { to: '/gate/tasks', title: t('gate.tasks'), count: tasks.length },
        { to: '/gate/alarms', title: t('gate.alarms'), count: alarms.length },
      ]}
    />
  );
}
