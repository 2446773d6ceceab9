import { Suspense } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { Button, EmptyState, PageHeader, t } from '../kit/index.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import type { Profile } from './profile.ts';
import { useMay } from './session-context.ts';

/** The profile's screens that this post may see; each fails alone. */
export function Screens({ profile }: { readonly profile: Profile }) {
  const [path, goTo] = useLocation();
  const may = useMay();
  const routes = profile.routes.filter(({ permission }) => permission === undefined || may(permission));
  return (
    <ErrorBoundary resetKey={path}>
      <Suspense fallback={null}>
        <Switch>
          {routes.map(({ path: pattern, screen }) => (
            <Route key={pattern} path={pattern} component={screen} />
          ))}
          <Route>
            <PageHeader title={t('shell.not_found')} />
            <EmptyState action={<Button onPress={() => goTo(profile.home)}>{t('shell.go_home')}</Button>}>
              {t('shell.not_found_hint')}
            </EmptyState>
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
