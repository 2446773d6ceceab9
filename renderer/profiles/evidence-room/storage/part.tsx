import { lazy } from 'react';
import { paths } from '../paths.ts';
import type { ProfilePart } from '../profile-part.ts';
import '../parts-items/parts-items.css';
import './storage.css';

const screen = lazy(() => import('./storage-screen.tsx'));

const part: ProfilePart = {
  rail: [{ path: paths.storage, title: 'places.title', permission: 'item.read', keywords: ['kf', 'kufang'] }],
  routes: [
    { path: paths.storage, screen, permission: 'item.read' },
    { path: '/storage/:id', screen, permission: 'item.read' },
  ],
  pathOf: (thing) => (thing.kind === 'place' ? paths.place(thing.id) : undefined),
};
export default part;
