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
  ],
  routes: [
    {
      path: '/devices/imports',
      screen: lazy(() => import('./imports-screen.tsx')),
      permission: 'devices.manage',
    },
  ],
};
export default part;
