import { lazy } from 'react';
import type { ProfilePart } from '../profile-part.ts';
import '../parts-operations/operations.css';

const part: ProfilePart = {
  rail: [{ path: '/notices', title: 'notices.title', keywords: ['tz', 'tongzhi'] }],
  routes: [{ path: '/notices', screen: lazy(() => import('./notices-screen.tsx')) }],
  async counts(client) {
    const { rows } = await client.system.notices({ limit: 100 });
    return { '/notices': rows.filter((notice) => !notice.read).length };
  },
  countTopics: ['notices'],
};
export default part;
