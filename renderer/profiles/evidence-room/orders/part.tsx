import { lazy } from 'react';
import type { ProfilePart } from '../profile-part.ts';
import '../parts-operations/operations.css';

const part: ProfilePart = {
  rail: [
    { path: '/orders', title: 'orders.title', permission: 'order.read', keywords: ['dj', 'danju', 'dysq'] },
  ],
  routes: [
    { path: '/orders', screen: lazy(() => import('./orders-screen.tsx')), permission: 'order.read' },
    { path: '/orders/new', screen: lazy(() => import('./order-form-screen.tsx')), permission: 'order.apply' },
    {
      path: '/orders/new/:item',
      screen: lazy(() => import('./order-form-screen.tsx')),
      permission: 'order.apply',
    },
    {
      path: '/orders/:id/edit',
      screen: lazy(() => import('./order-form-screen.tsx')),
      permission: 'order.apply',
    },
    { path: '/orders/:id', screen: lazy(() => import('./order-screen.tsx')), permission: 'order.read' },
  ],
  pathOf: (thing) => (thing.kind === 'order' ? `/orders/${thing.id}` : undefined),
  async counts(client) {
    const { rows } = await client.evidence.orders({ toApprove: true, limit: 100 });
    return { '/orders': rows.length };
  },
  countTopics: ['orders'],
};
export default part;
