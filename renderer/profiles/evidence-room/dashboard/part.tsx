import { lazy } from 'react';
import { paths } from '../paths.ts';
import type { ProfilePart } from '../profile-part.ts';
import './dashboard.css';

const part: ProfilePart = {
  rail: [{ path: paths.dashboard, title: 'dashboard.title', keywords: ['gzt', 'gongzuotai'] }],
  routes: [{ path: paths.dashboard, screen: lazy(() => import('./dashboard-screen.tsx')) }],
};
export default part;
