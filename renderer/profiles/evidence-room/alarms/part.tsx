import { lazy } from 'react';
import { paths } from '../paths.ts';
import type { ProfilePart } from '../profile-part.ts';
import '../parts-operations/operations.css';

/** Alarms stand below the gate's line of the rail. */
const part: ProfilePart = {
  rail: [],
  routes: [
    { path: '/gate/alarms', screen: lazy(() => import('./alarms-screen.tsx')), permission: 'gate.read' },
    { path: '/gate/alarms/:id', screen: lazy(() => import('./alarm-screen.tsx')), permission: 'gate.read' },
  ],
  pathOf: (thing) => (thing.kind === 'alarm' ? paths.alarm(thing.id) : undefined),
};
export default part;
