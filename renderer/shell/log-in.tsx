import type { Credential } from '../../main/contract/common.ts';
import type { Role } from '../../main/contract/identity.ts';
import type { FailureData } from '../../main/contract/index.ts';
import { t } from '../kit/index.ts';
import { CredentialForm } from './credential-form.tsx';
import { LanguageButton } from './language-button.tsx';

export interface DemoAccount {
  readonly account: string;
  readonly password: string;
  readonly name: string;
  readonly role: Role;
}

export interface LogInProps {
  readonly station: { readonly name: string; readonly unitName: string; readonly room: string };
  /** Only in the demo world; otherwise empty. */
  readonly demoAccounts: readonly DemoAccount[];
  readonly onLogIn: (credential: Credential) => Promise<FailureData | undefined>;
  /** Why one is here again: `shell.session_ended.…`. */
  readonly message?: string | undefined;
}

/** 登录 */
export function LogIn({ station, demoAccounts, onLogIn, message }: LogInProps) {
  return (
    <main className="log-in" id="content" tabIndex={-1}>
      <div className="log-in-columns" data-demo={demoAccounts.length > 0}>
        <section className="log-in-form" aria-labelledby="log-in-title">
          <div>
            <p className="quiet">{station.unitName}</p>
            <h1 id="log-in-title">{station.name}</h1>
            <p className="quiet">{station.room}</p>
          </div>
          {message !== undefined && (
            <p className="log-in-message" role="status">
              {message}
            </p>
          )}
          <CredentialForm act={t('shell.log_in')} onSend={onLogIn} />
          <div className="button-row">
            <LanguageButton />
          </div>
        </section>
        {demoAccounts.length > 0 && <DemoAccounts accounts={demoAccounts} onLogIn={onLogIn} />}
      </div>
    </main>
  );
}

function DemoAccounts({
  accounts,
  onLogIn,
}: {
  readonly accounts: readonly DemoAccount[];
  readonly onLogIn: LogInProps['onLogIn'];
}) {
  return (
    <section className="demo-accounts" aria-labelledby="demo-title">
      <h2 id="demo-title">{t('shell.demo_accounts')}</h2>
      <p className="quiet small">{t('shell.demo_accounts_hint')}</p>
      <ul>
        {accounts.map(({ account, password, name, role }) => (
          <li key={account}>
            <button
              type="button"
              className="demo-account"
              onClick={() => void onLogIn({ method: 'password', account, password })}
            >
              <strong>{t(`identity.role.${role}`)}</strong>
              <span>{name}</span>
              <span className="quiet small fixed">{account}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
