import { lazy } from 'react';
import { paths } from '../paths.ts';
import type { ProfilePart } from '../profile-part.ts';

const part: ProfilePart = {
  rail: [{ path: paths.cases, title: 'cases.title', permission: 'case.read', keywords: ['aj', 'anjian'] }],
  routes: [
    { path: paths.cases, screen: lazy(() => import('./cases-screen.tsx')), permission: 'case.read' },
    { path: paths.newCase, screen: lazy(() => import('./case-form-screen.tsx')), permission: 'case.write' },
    { path: '/cases/:id', screen: lazy(() => import('./case-screen.tsx')), permission: 'case.read' },
  ],
  pathOf: (thing) => (thing.kind === 'case' ? paths.case(thing.id) : undefined),
};
export default part;
