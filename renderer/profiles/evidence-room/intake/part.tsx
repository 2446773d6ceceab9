import { lazy } from 'react';
import { paths } from '../paths.ts';
import type { ProfilePart } from '../profile-part.ts';
import './intake.css';

/** Stands below 财物 in the rail; its paths come before those of one item, whose id could be `intake` otherwise. */
const part: ProfilePart = {
  rail: [],
  routes: [
    { path: paths.intake, screen: lazy(() => import('./intake-list-screen.tsx')), permission: 'item.intake' },
    {
      path: '/items/intake/:id',
      screen: lazy(() => import('./intake-screen.tsx')),
      permission: 'item.intake',
    },
  ],
};
export default part;
