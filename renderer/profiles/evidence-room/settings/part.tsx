import { lazy } from 'react';
import type { ProfilePart } from '../profile-part.ts';
import '../parts-operations/operations.css';
import './settings.css';

const part: ProfilePart = {
  rail: [{ path: '/settings', title: 'settings.title', keywords: ['sz', 'shezhi'] }],
  pages: [
    {
      path: '/settings/station',
      title: 'settings.station',
      permission: 'settings.manage',
      keywords: ['bzsz'],
    },
    {
      path: '/settings/dictionaries',
      title: 'settings.dictionaries',
      permission: 'dictionary.manage',
      keywords: ['zd', 'zidian'],
    },
    { path: '/settings/ledger', title: 'ledger.title', keywords: ['jl', 'jilu'] },
    {
      path: '/settings/upkeep',
      title: 'settings.upkeep',
      permission: 'devices.read',
      keywords: ['wh', 'weihu', 'beifen'],
    },
  ],
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
