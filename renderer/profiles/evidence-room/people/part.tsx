import { lazy } from 'react';
import type { ProfilePart } from '../profile-part.ts';
import { paths } from '../paths.ts';
import '../parts-operations/operations.css';
import './people.css';

const part: ProfilePart = {
  // Reached from 设置, so it has no line of its own in the rail.
  rail: [],
  pages: [
    {
      path: '/settings/persons',
      title: 'people.persons',
      permission: 'identity.read',
      keywords: ['ry', 'renyuan'],
    },
    {
      path: '/settings/units',
      title: 'people.units',
      permission: 'identity.read',
      keywords: ['dw', 'danwei'],
    },
  ],
  routes: [
    {
      path: '/settings/persons',
      screen: lazy(() => import('./persons-screen.tsx')),
      permission: 'identity.read',
    },
    {
      path: '/settings/persons/:id',
      screen: lazy(() => import('./person-screen.tsx')),
      permission: 'identity.read',
    },
    {
      path: '/settings/units',
      screen: lazy(() => import('./units-screen.tsx')),
      permission: 'identity.read',
    },
  ],
  pathOf: ({ kind, id }) => (kind === 'person' ? paths.person(id) : undefined),
};
export default part;
