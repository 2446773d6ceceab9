/// <reference types="vite/client" />
import { QueryClientProvider } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { I18nProvider } from 'react-aria-components';
import type { Startup } from '../main/contract/system.ts';
import { connectStation, StationProvider } from './client/client.ts';
import { refreshQueries } from './client/events.ts';
import { failureOf } from './client/failures.ts';
import { createQueryClient } from './client/query-client.ts';
import { Failure, type FailureInfo, switchLanguage, useLanguage } from './kit/index.ts';
import { listenForScans } from './kit/scan.ts';
import { applyAppearance, readAppearance } from './shell/appearance.ts';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import type { Profile } from './shell/profile.ts';
import { StationPage } from './shell/station-page.tsx';
import { allowEmptyMarkup } from './shell/trusted-types.ts';
import './kit/kit.css';
import './shell/shell.css';

/** Every profile is a file of its own and is fetched only where it is wanted. */
const profiles = import.meta.glob<{ readonly default: Profile }>('./profiles/*/profile.tsx');

allowEmptyMarkup();
const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');
const root = createRoot(place);

applyAppearance(readAppearance());
listenForScans();
const station = connectStation();
const queries = createQueryClient();
refreshQueries(station.events, queries);
await start();

async function start(): Promise<void> {
  let startup: Startup;
  try {
    startup = await station.client.system.startup({});
  } catch (error) {
    fail(failureOf(error));
    return;
  }
  await switchLanguage(localStorage.getItem('language') === 'en' ? 'en' : languageOf(startup));
  const load = profiles[`./profiles/${startup.profile}/profile.tsx`];
  if (load === undefined) {
    fail({ code: 'client.profile_missing', detail: { profile: startup.profile } });
    return;
  }
  const { default: profile } = await load();
  root.render(<Page startup={startup} profile={profile} />);
}

function languageOf(startup: Startup): Startup['settings']['language'] {
  return localStorage.getItem('language') === 'zh-CN' ? 'zh-CN' : startup.settings.language;
}

function fail(failure: FailureInfo): void {
  root.render(
    <main className="start-failure">
      <Failure failure={failure} onRetry={() => void start()} />
    </main>,
  );
}

function Page({ startup, profile }: { readonly startup: Startup; readonly profile: Profile }) {
  const language = useLanguage();
  return (
    <I18nProvider locale={language}>
      <StationProvider value={station}>
        <QueryClientProvider client={queries}>
          <Router hook={useHashLocation}>
            <ErrorBoundary resetKey={language}>
              {/* A fresh tree for another language: every text is read again. */}
              <StationPage key={language} startup={startup} profile={profile} />
            </ErrorBoundary>
          </Router>
        </QueryClientProvider>
      </StationProvider>
    </I18nProvider>
  );
}
