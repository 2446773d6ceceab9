import { lazy } from 'react';
import type { ProfilePart } from '../profile-part.ts';
import '../parts-operations/operations.css';
import './devices.css';

const part: ProfilePart = {
  rail: [
    {
      path: '/devices',
      title: 'devices.title',
      permission: 'devices.read',
      keywords: ['sb', 'shebei'],
      gap: true,
    },
  ],
  routes: [
    { path: '/devices', screen: lazy(() => import('./devices-screen.tsx')), permission: 'devices.read' },
  ],
};
export default part;
