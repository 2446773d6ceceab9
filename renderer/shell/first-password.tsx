import { t } from '../kit/index.ts';
import { ChangePassword } from './change-password.tsx';

/** After the first log-in with a password somebody else knows: one's own, before anything else. */
export function FirstPassword({ onDone }: { readonly onDone: () => void }) {
  return (
    <main className="first-password" id="content" tabIndex={-1}>
      <h1>{t('shell.change_password')}</h1>
      <p>{t('shell.must_change_password')}</p>
      <ChangePassword account="" onDone={onDone} />
    </main>
  );
}
