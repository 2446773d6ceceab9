import { lazy } from 'react';
import type { ProfilePart } from '../profile-part.ts';
import '../parts-operations/operations.css';
import './imports.css';

/** Stands below the devices' line of the rail. */
const part: ProfilePart = {
  rail: [],
  pages: [
    {
      path: '/devices/imports',
      title: 'imports.title',
      permission: 'devices.manage',
      keywords: ['wjdr', 'daoru', 'inbody', 'hl7'],
    },
    {
      path: '/devices/imports/received',
      title: 'imports.received',
      permission: 'devices.manage',
      keywords: ['sdjg', 'jieguo', 'shoudao', 'results'],
    },
    {
      path: '/devices/imports/ways',
      title: 'imports.ways',
      permission: 'devices.manage',
      keywords: ['jstj', 'tujing', 'mllp', 'wenjianjia'],
    },
  ],
  routes: [
    {
      path: '/devices/imports',
      screen: lazy(() => import('./imports-screen.tsx')),
      permission: 'devices.manage',
    },
    {
      path: '/devices/imports/received',
      screen: lazy(() => import('./received-screen.tsx')),
      permission: 'devices.manage',
    },
    {
      path: '/devices/imports/ways',
      screen: lazy(() => import('./ways-screen.tsx')),
      permission: 'devices.manage',
    },
  ],
};
export default part;
