import { lazy } from 'react';
import { paths } from '../paths.ts';
import type { ProfilePart } from '../profile-part.ts';
import '../parts-items/parts-items.css';
import './storage.css';

const part: ProfilePart = {
  rail: [{ path: paths.storage, title: 'places.title', permission: 'item.read', keywords: ['kf', 'kufang'] }],
  // One route for all places: going from cabinet to cabinet must not lose the focus and what is open beside.
  routes: [
    { path: '/storage/:id?', screen: lazy(() => import('./storage-screen.tsx')), permission: 'item.read' },
  ],
  pathOf: (thing) => (thing.kind === 'place' ? paths.place(thing.id) : undefined),
};
export default part;
