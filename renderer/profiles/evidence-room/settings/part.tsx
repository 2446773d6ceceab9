import { lazy } from 'react';
import type { ProfilePart } from '../profile-part.ts';
import '../parts-operations/operations.css';
import './settings.css';

const part: ProfilePart = {
  rail: [{ path: '/settings', title: 'settings.title', keywords: ['sz', 'shezhi'] }],
  routes: [
    { path: '/settings', screen: lazy(() => import('./my-settings-screen.tsx')) },
    {
      path: '/settings/station',
      screen: lazy(() => import('./station-settings-screen.tsx')),
      permission: 'settings.manage',
    },
    {
      path: '/settings/dictionaries',
      screen: lazy(() => import('./dictionaries-screen.tsx')),
      permission: 'dictionary.manage',
    },
    { path: '/settings/ledger', screen: lazy(() => import('./ledger-screen.tsx')) },
    {
      path: '/settings/upkeep',
      screen: lazy(() => import('./upkeep-screen.tsx')),
      permission: 'devices.read',
    },
  ],
};
export default part;
