import { lazy } from 'react';
import { paths } from '../paths.ts';
import type { ProfilePart } from '../profile-part.ts';
import './statistics.css';

const part: ProfilePart = {
  rail: [
    {
      path: paths.statistics,
      title: 'statistics.title',
      permission: 'statistics.read',
      keywords: ['tj', 'tongji'],
    },
  ],
  routes: [
    {
      path: paths.statistics,
      screen: lazy(() => import('./statistics-screen.tsx')),
      permission: 'statistics.read',
    },
  ],
};
export default part;
