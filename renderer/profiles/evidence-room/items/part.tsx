import { lazy } from 'react';
import { paths } from '../paths.ts';
import type { ProfilePart } from '../profile-part.ts';
import '../parts-items/parts-items.css';
import '../screens.css';

const form = lazy(() => import('./item-form-screen.tsx'));
const list = lazy(() => import('./items-screen.tsx'));

const part: ProfilePart = {
  rail: [{ path: paths.items, title: 'evidence.title', permission: 'item.read', keywords: ['cw', 'caiwu'] }],
  routes: [
    { path: paths.items, screen: list, permission: 'item.read' },
    { path: '/items/view/:view', screen: list, permission: 'item.read' },
    { path: paths.newItem, screen: form, permission: 'item.register' },
    { path: '/items/new/:caseId', screen: form, permission: 'item.register' },
    { path: '/items/:id/edit', screen: form, permission: 'item.register' },
    { path: '/items/:id', screen: lazy(() => import('./item-screen.tsx')), permission: 'item.read' },
  ],
  pathOf: (thing) => (thing.kind === 'item' ? paths.item(thing.id) : undefined),
};
export default part;
