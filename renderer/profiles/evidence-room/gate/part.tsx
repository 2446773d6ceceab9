import { lazy } from 'react';
import type { ProfilePart } from '../profile-part.ts';
import '../parts-operations/operations.css';
import './gate.css';

const part: ProfilePart = {
  rail: [
    {
      path: '/gate',
      title: 'gate.title',
      permission: 'gate.read',
      keywords: ['mj', 'menjin', 'bj', 'baojing'],
    },
    // For those who look after the devices: they see no passages and have no other way to here.
    {
      path: '/gate/commissioning',
      title: 'gate.commissioning',
      permission: 'devices.manage',
      keywords: ['ts', 'tiaoshi', 'tongdao'],
    },
  ],
  routes: [
    { path: '/gate', screen: lazy(() => import('./gate-screen.tsx')), permission: 'gate.read' },
    {
      path: '/gate/commissioning',
      screen: lazy(() => import('./commissioning-screen.tsx')),
      permission: 'devices.manage',
    },
    { path: '/gate/tasks', screen: lazy(() => import('./tasks-screen.tsx')), permission: 'gate.read' },
    {
      path: '/gate/passages/:id',
      screen: lazy(() => import('./passage-screen.tsx')),
      permission: 'gate.read',
    },
  ],
  async counts(client) {
    const [tasks, alarms] = await Promise.all([
      client.evidence.tasks({}),
      client.evidence.alarms({ open: true, limit: 100 }),
    ]);
    return { '/gate': tasks.length + alarms.rows.length };
  },
  countTopics: ['tasks', 'alarms'],
};
export default part;
